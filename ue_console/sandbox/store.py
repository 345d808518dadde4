"""Where the sandbox keeps everything: one small interface, in memory or in a file.

A record is a JSON object, found by its kind (``template``), its scope (the account or project
that owns it) and its key. Records of one kind and scope keep the order in which they were first
put. What is handed in and out is a copy each time.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias

Record: TypeAlias = dict[str, Any]
"""A JSON object."""


class Store(Protocol):
    """State of every kind of object."""

    def get(self, kind: str, scope: str, key: str) -> Record | None:
        """The record, or None."""

    def put(self, kind: str, scope: str, key: str, record: Record) -> int:
        """Add the record at the end, or replace the one with this key where it stands.

        Returns:
            The bytes that it takes.
        """

    def delete(self, kind: str, scope: str, key: str) -> bool:
        """Remove the record; False when there was none."""

    def list(self, kind: str, scope: str, offset: int = 0, limit: int | None = None) -> Sequence[Record]:
        """Records in order, ``limit`` of them at the most, from the ``offset``-th on."""

    def count(self, kind: str, scope: str) -> int:
        """How many there are."""

    def clear(self, kind: str, scope: str) -> None:
        """Remove all of them."""

    def close(self) -> None:
        """Let go of the file; nothing is called afterwards."""


def encoded(record: Record) -> bytes:
    """The record as stores keep it: JSON in UTF-8."""
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")


def open_store(path: Path | None) -> Store:
    """Open the file, or a store in memory for None.

    Raises:
        StateError: The file can't be opened or written, or is something else.
    """
    if path is None:
        from ue_console.sandbox.memory_store import MemoryStore

        return MemoryStore()
    from ue_console.sandbox.sqlite_store import SqliteStore

    return SqliteStore(path)
