"""A database of an earlier version is brought up to date, and its sends stay readable."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from ue_console.store.database import Database
from ue_console.store.migrations import MIGRATIONS, migrate
from ue_console.store.sends import Sends

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


def old_database(path: Path) -> None:
    """A file as it was before sends had a service, with one send in it."""
    with sqlite3.connect(path) as connection:
        migrate(connection, MIGRATIONS[:2])
        connection.execute(
            "INSERT INTO sends (id, account, created, subject, template_name, recipients, state,"
            " fingerprint, message_json) VALUES ('s', 'ACME', ?, 'Hello', '', 1, 'open', 'f', ?)",
            (NOON.isoformat(), '{"subject": "Hello"}'),
        )
        connection.execute(
            "INSERT INTO batches (send_id, number, state, request_json) VALUES ('s', 1, 'sending', ?)",
            ('{"message": {"recipients": [{"email": "ann@example.com"}]}}',),
        )
    connection.close()


async def test_a_send_of_before_is_one_of_mail(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    old_database(path)
    database = Database(path)
    sends = Sends(database, lambda: NOON)
    [ended] = await sends.unfinished()
    assert (ended.service, ended.state) == ("unione", "unknown")
    send = await sends.get("s")
    assert send.request(1) == {"message": {"subject": "Hello", "recipients": [{"email": "ann@example.com"}]}}
    assert "mails arrived" in send.batches[0].error["remedy"]
    await database.close()
