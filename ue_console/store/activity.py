"""What was changed from this machine: every writing call, its request and its answer."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from ue_console.store.activity_records import (
    COLUMNS,
    Entry,
    Exchanged,
    Facts,
    Result,
    dumped,
    entry_of,
    row_of,
)
from ue_console.store.database import Database

_INSERT: Final = (
    "INSERT INTO activity (at, account, service, noun, verb, what, result, code, http_status, milliseconds,"
    " job_id, part_of, search) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_EXCHANGE: Final = "id, base_url, request_json, whole, answer_json, cause, remedy"


@dataclass(frozen=True, slots=True)
class Sought:
    """What a call must have; empty asks for nothing."""

    account: str = ""
    """Its name."""
    noun: str = ""
    """The noun itself."""
    results: Sequence[Result] = field(default=())
    """One of these."""
    since: datetime | None = None
    """With its zone; this moment is included."""
    until: datetime | None = None
    """With its zone; this moment is not."""
    text: str = ""
    """Each of its words is in method, object, result, code, job id or account; capitals don't matter."""
    part_of: str = ""
    """The id of the list that it is one of."""

    def where(self) -> tuple[str, list[Any]]:
        """The condition and its values."""
        parts: list[tuple[str, list[Any]]] = []
        if self.account:
            parts.append(("account = ?", [self.account]))
        if self.noun:
            parts.append(("noun = ?", [self.noun]))
        if self.part_of:
            parts.append(("part_of = ?", [self.part_of]))
        if self.results == ("unknown",):
            parts.append(("settled = ''", []))
        if self.results:
            parts.append((f"result IN ({', '.join('?' * len(self.results))})", list(self.results)))
        if self.since:
            parts.append(("at >= ?", [self.since.astimezone(UTC).isoformat()]))
        if self.until:
            parts.append(("at < ?", [self.until.astimezone(UTC).isoformat()]))
        for word in self.text.lower().split():
            parts.append(("(instr(search, ?) OR instr(lower(account), ?))", [word, word]))
        conditions = [condition for condition, _ in parts]
        return " AND ".join(["1", *conditions]), [value for _, values in parts for value in values]


def insert_call(db: sqlite3.Connection, facts: Facts, exchanged: Exchanged) -> int:
    """Keep a call in a transaction that is under way; returns its id."""
    rest = (
        *(exchanged.base_url, dumped(exchanged.request), int(exchanged.whole), dumped(exchanged.answer)),
        *(exchanged.cause, exchanged.remedy),
    )
    number = db.execute(_INSERT, row_of(facts)).lastrowid
    assert number is not None
    db.execute("INSERT INTO exchanges VALUES (?, ?, ?, ?, ?, ?, ?)", (number, *rest))
    return number


class Activity:
    """The tables ``activity`` and ``exchanges``.

    Args:
        db: Where they are.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    async def add(self, facts: Facts, exchanged: Exchanged) -> int:
        """Keep a call; returns its id.

        Raises:
            StateError: The file can't be written.
        """
        return await self._db.run(lambda db: insert_call(db, facts, exchanged))

    async def newest(self, sought: Sought, limit: int, *, before: int | None = None) -> list[Entry]:
        """Calls, newest first.

        Args:
            sought: What they must have.
            limit: How many at the most.
            before: The id of the last call seen, to go on after it.
        """
        condition, values = sought.where()
        if before is not None:
            condition, values = f"id < ? AND {condition}", [before, *values]

        def select(db: sqlite3.Connection) -> list[Entry]:
            rows = db.execute(
                f"SELECT {COLUMNS} FROM activity WHERE {condition} ORDER BY id DESC LIMIT ?", (*values, limit)
            )
            return [entry_of(row) for row in rows]

        return await self._db.read(select)

    async def count(self, sought: Sought) -> int:
        """How many calls fit."""
        condition, values = sought.where()
        query = f"SELECT count(*) FROM activity WHERE {condition}"
        return int(await self._db.read(lambda db: db.execute(query, values).fetchone()[0]))

    async def kinds(self, sought: Sought) -> dict[str, int]:
        """Noun → how many calls fit."""
        condition, values = sought.where()
        query = f"SELECT noun, count(*) FROM activity WHERE {condition} GROUP BY noun ORDER BY noun"
        return dict(await self._db.read(lambda db: db.execute(query, values).fetchall()))

    async def accounts(self) -> list[str]:
        """The names of the accounts that have any."""
        query = "SELECT DISTINCT account FROM activity"
        return await self._db.read(lambda db: [row[0] for row in db.execute(query)])

    async def exchanged(self, ids: Sequence[int]) -> dict[int, Exchanged]:
        """The requests and answers of calls, by id; one that is not kept any more is left out."""
        query = f"SELECT {_EXCHANGE} FROM exchanges WHERE id IN ({', '.join('?' * len(ids))})"

        def select(db: sqlite3.Connection) -> list[tuple[Any, ...]]:
            return db.execute(query, tuple(ids)).fetchall()

        return {number: _exchanged(*rest) for number, *rest in await self._db.read(select)}

    async def later(self, entry: Entry) -> Entry | None:
        """The newest later call about the same object that may have changed it; None without one."""
        facts = entry.facts
        values = (entry.id, facts.account, facts.noun, facts.what)

        def select(db: sqlite3.Connection) -> Entry | None:
            row = db.execute(
                f"SELECT {COLUMNS} FROM activity WHERE id > ? AND account = ? AND noun = ? AND what = ?"
                " AND result IN ('done', 'unknown') ORDER BY id DESC LIMIT 1",
                values,
            ).fetchone()
            return entry_of(row) if row else None

        return await self._db.read(select)

    async def template_of(self, account: str, template_id: str) -> str:
        """The name that a template had at the account's last send of it; empty where it is not known."""
        if not template_id:
            return ""
        query = (
            "SELECT template_name FROM sends WHERE account = ? AND template_name <> ''"
            " AND instr(message_json, ?) ORDER BY rowid DESC LIMIT 1"
        )
        values = (account, f'"template_id": {json.dumps(template_id)}')
        row = await self._db.read(lambda db: db.execute(query, values).fetchone())
        return row[0] if row else ""

    async def send_of(self, entry: Entry) -> str:
        """The id of the send that a call was a request of, or an empty text.

        Found by the job that came of it, else by its time: an account's requests don't overlap.
        """
        facts = entry.facts
        at = facts.at.isoformat()

        def select(db: sqlite3.Connection) -> str:
            row = db.execute(_SEND, (facts.account, facts.job_id, facts.job_id, at, at)).fetchone()
            return row[0] if row else ""

        return await self._db.read(select)


_SEND: Final = (
    "SELECT send_id FROM batches JOIN sends ON sends.id = send_id WHERE account = ?"
    " AND CASE WHEN ? <> '' THEN job_id = ?"
    " ELSE started <= ? AND (finished IS NULL OR finished >= ?) END"
    " ORDER BY sends.rowid DESC LIMIT 1"
)


def _exchanged(
    base_url: str, request: str, whole: int, answer: str | None, cause: str, remedy: str
) -> Exchanged:
    found = json.loads(answer) if answer else None
    return Exchanged(base_url, json.loads(request), bool(whole), found, cause, remedy)
