"""The store in memory."""

import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from ue_console.sandbox.store import Record, encoded


class MemoryStore:
    """Keeps records as JSON, so that nobody holds a reference into the store."""

    def __init__(self) -> None:
        self._shelves: defaultdict[tuple[str, str], dict[str, bytes]] = defaultdict(dict)

    def get(self, kind: str, scope: str, key: str) -> Record | None:
        """See :class:`~ue_console.sandbox.store.Store`."""
        body = self._shelves[kind, scope].get(key)
        return None if body is None else _record(body)

    def put(self, kind: str, scope: str, key: str, record: Record) -> int:
        """See :class:`~ue_console.sandbox.store.Store`."""
        body = encoded(record)
        self._shelves[kind, scope][key] = body
        return len(body)

    def delete(self, kind: str, scope: str, key: str) -> bool:
        """See :class:`~ue_console.sandbox.store.Store`."""
        return self._shelves[kind, scope].pop(key, None) is not None

    def list(self, kind: str, scope: str, offset: int = 0, limit: int | None = None) -> Sequence[Record]:
        """See :class:`~ue_console.sandbox.store.Store`."""
        shelf = self._shelves[kind, scope]
        first = min(offset, len(shelf))
        last = len(shelf) if limit is None else min(first + limit, len(shelf))
        return [_record(body) for body in islice(shelf.values(), first, last)]

    def count(self, kind: str, scope: str) -> int:
        """See :class:`~ue_console.sandbox.store.Store`."""
        return len(self._shelves[kind, scope])

    def clear(self, kind: str, scope: str) -> None:
        """See :class:`~ue_console.sandbox.store.Store`."""
        self._shelves.pop((kind, scope), None)

    def close(self) -> None:
        """See :class:`~ue_console.sandbox.store.Store`."""
        self._shelves.clear()


def _record(body: bytes) -> Record:
    record: Record = json.loads(body)
    return record
