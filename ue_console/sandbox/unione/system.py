"""``system/info``: whose key it is (reference: system-info)."""

from ue_console.sandbox import accounts
from ue_console.sandbox.calls import Answer, Call, House


async def info(house: House, call: Call) -> Answer:
    """The account and its period's use."""
    return accounts.info(house.store, call.caller)
