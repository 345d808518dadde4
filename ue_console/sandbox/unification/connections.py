"""The connections of a user (reference: connection/list)."""

from typing import Final

from ue_console.sandbox.calls import Answer, House
from ue_console.sandbox.unification.calls import Call

KIND: Final = "ue-connection"
"""Kept by user: ``name`` and ``uri``."""


async def listed(house: House, call: Call) -> Answer:
    """All connections by name, their tokens in clear, as the service has it."""
    rows = house.store.list(KIND, call.scope)
    return {"connections": {row["name"]: {"uri": row["uri"]} for row in rows}}
