"""Which drafts there are, without reading the long ones."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from ue_console.store.database import Database

_COUNT: Final = (
    "SELECT count(*) FROM drafts WHERE account = ? AND (key = ? OR substr(key, 1, length(?) + 1) = ? || '/')"
)
"""A draft that several consoles wrote at once is kept in several versions, ``NAME/…``."""
_EDITS: Final = (
    "SELECT data FROM drafts WHERE account = ? AND substr(key, 1, length(?)) = ? ORDER BY updated DESC, key"
)
_BEFORE_ID: Final = "template:"


class DraftOverview(NamedTuple):
    """The drafts of one account."""

    messages: int
    """How many messages are begun; an empty draft is none."""
    edits: tuple[str, ...]
    """The names of templates with an unsaved edit, the newest first; a new one may have none."""


async def accounts_at_work(db: Database, keys: Sequence[str]) -> frozenset[str]:
    """The names of the accounts that have a draft with one of these keys which a process works on.

    Raises:
        StateError: The database can't be read.
    """
    query = (
        f"SELECT DISTINCT account FROM drafts WHERE key IN ({', '.join('?' * len(keys))})"
        " AND json_extract(data, '$.owner') <> ''"
    )
    return frozenset(await db.read(lambda c: [name for (name,) in c.execute(query, tuple(keys))]))


async def draft_overview(db: Database, account: str, message: str) -> DraftOverview:
    """Read which drafts there are.

    Args:
        db: Where they are.
        account: The account's name.
        message: The key of the draft in Compose.

    Raises:
        StateError: The database can't be read.
    """

    def select(connection: sqlite3.Connection) -> tuple[int, list[tuple[str]]]:
        count = connection.execute(_COUNT, (account, message, message, message)).fetchone()[0]
        return count, connection.execute(_EDITS, (account, _BEFORE_ID, _BEFORE_ID)).fetchall()

    messages, rows = await db.read(select)
    edits = (json.loads(data) for (data,) in rows)
    return DraftOverview(messages, tuple(_name(edit) for edit in edits if _changed(edit)))


def _changed(edit: dict[str, Any]) -> bool:
    base: dict[str, Any] = edit.get("base", {})
    return base != edit.get("template") or not base.get("id")


def _name(edit: dict[str, Any]) -> str:
    return str(edit.get("template", {}).get("name") or "")
