"""Webhooks as the store has them: by URL, in the order of their creation.

A record is the object of ``webhook/get``, both lists of ``events`` always there: an empty one asks for
nothing. A project's webhooks are kept with its other objects, so those of a deleted one are out of reach.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ue_console.sandbox.store import Record, Store

KIND: Final = "webhook"
_LAST: Final = "webhook-id"


def all_of(store: Store, scope: str, offset: int = 0, limit: int | None = None) -> Sequence[Record]:
    """The webhooks of an account or project, oldest first."""
    return store.list(KIND, scope, offset, limit)


def find(store: Store, scope: str, url: str) -> Record | None:
    """The webhook with this URL, letter by letter, or None."""
    return store.get(KIND, scope, url)


def save(store: Store, scope: str, record: Record) -> None:
    """Add a webhook, or put it in the place of the one with its URL."""
    store.put(KIND, scope, record["url"], record)


def remove(store: Store, scope: str, url: str) -> bool:
    """Delete a webhook; False when there was none."""
    return store.delete(KIND, scope, url)


def set_status(store: Store, scope: str, url: str, status: str, now: datetime) -> None:
    """Change the status of a webhook, where there still is one with this URL.

    Args:
        store: Where it is kept.
        scope: Whose it is.
        url: What it is known by.
        status: ``stopped`` is set here alone; ``webhook/set`` takes the others.
        now: The time of the change, in UTC.
    """
    record = find(store, scope, url)
    if record is not None:
        save(store, scope, record | {"status": status, "updated_at": f"{now:%Y-%m-%d %H:%M:%S}"})


def new_id(store: Store) -> int:
    """The next id; no other webhook of this sandbox has it or had it."""
    last = store.get(_LAST, "", "last")
    number: int = (last["id"] if last else 0) + 1
    store.put(_LAST, "", "last", {"id": number})
    return number
