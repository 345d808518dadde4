"""The users of an app (reference: user/create, user/list, user/delete)."""

from hashlib import sha256
from hmac import compare_digest
from typing import Final
from uuid import uuid4

from ue_console.models.unification.user import read_user_uri, user_uri
from ue_console.sandbox.calls import Answer, House
from ue_console.sandbox.store import Store
from ue_console.sandbox.unification import connections
from ue_console.sandbox.unification.calls import Call
from ue_console.sandbox.unification.refusal import UnificationRefusal

KIND: Final = "ue-user"
"""Kept by app: id and the secret's hash."""


async def create(house: House, call: Call) -> Answer:
    """A new user, its secret told this once."""
    user_id, secret = str(uuid4()), str(uuid4())
    plant(house.store, call.scope, user_id, secret)
    return {"uri": f"user://{user_id}:{secret}@"}


async def listed(house: House, call: Call) -> Answer:
    """All users, oldest first, without their secrets."""
    return {"users": [{"uri": user_uri(row["id"])} for row in house.store.list(KIND, call.scope)]}


async def delete(house: House, call: Call) -> Answer:
    """Forget a user and its connections; whatever stands in the place of the secret does not matter."""
    named = read_user_uri(call.given("uri"))
    if named is None:
        raise UnificationRefusal(505, "uri must be user://ID@")
    user_id, _ = named
    if not house.store.delete(KIND, call.scope, user_id):
        raise UnificationRefusal(414)
    house.store.clear(connections.KIND, user_id)
    return {}


def plant(store: Store, scope: str, user_id: str, secret: str) -> None:
    """Keep a user of the app of ``scope``."""
    store.put(KIND, scope, user_id, {"id": user_id, "secret": _hash(secret)})


def opens(store: Store, scope: str, user_id: str, secret: str) -> bool:
    """Whether the app of ``scope`` has this user, and this is its secret."""
    record = store.get(KIND, scope, user_id)
    return record is not None and compare_digest(record["secret"], _hash(secret))


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
