"""The messages that connections took: kept here instead of leaving the machine."""

import json
from collections.abc import AsyncIterator, Sequence
from typing import Final

from ue_console.sandbox.store import Record, Store, encoded
from ue_console.sandbox.unification.refusal import UnificationRefusal

MOST_BYTES: Final = 64 * 1024 * 1024
"""What is held of all users; a send that does not fit is refused."""

_OVERHEAD: Final = 500
_PAGE: Final = 20
_KIND, _HELD = "ue-message", "ue-message-bytes"


def keep(store: Store, rows: Sequence[Record]) -> None:
    """Keep all messages of one send, each with an ``id``, or none.

    Raises:
        UnificationRefusal: 1000 when that would be more than :data:`MOST_BYTES`.
    """
    held = _held(store) + sum(len(encoded(row)) + _OVERHEAD for row in rows)
    if held > MOST_BYTES:
        most = MOST_BYTES // 1024**2
        raise UnificationRefusal(
            1000, f"the sandbox holds {most} MB of messages: empty it with DELETE /_sandbox/messages"
        )
    # First: a sandbox that is ended in between has counted too much rather than too little.
    store.put(_HELD, "", "all", {"bytes": held})
    for row in rows:
        store.put(_KIND, "", row["id"], row)


def clear(store: Store) -> None:
    """Throw all of them away."""
    store.clear(_KIND, "")
    store.clear(_HELD, "")


async def as_json(store: Store) -> AsyncIterator[bytes]:
    """The object of all messages, oldest first, piece by piece: others are served in between."""
    yield b'{"messages":['
    position = 0
    while rows := store.list(_KIND, "", position, _PAGE):
        for number, row in enumerate(rows, position):
            yield (b"," if number else b"") + json.dumps(row, ensure_ascii=False).encode()
        position += len(rows)
    yield b"]}"


def _held(store: Store) -> int:
    record = store.get(_HELD, "", "all")
    return record["bytes"] if record else 0
