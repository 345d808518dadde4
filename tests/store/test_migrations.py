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


async def test_a_send_of_before_that_left_somebody_out_is_partly_sent(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    whole = '{"emails": ["a@example.com"], "failed_emails": {}}'
    failed = '{"emails": [], "failed_emails": {"a@example.com": "invalid"}}'
    sends = [("whole", "done"), ("refused", "done"), ("failed", "done"), ("stopped", "stopped")]
    batches = [
        *[("whole", 1, "sent", whole), ("whole", 2, "sent", None)],
        *[("refused", 1, "sent", whole), ("refused", 2, "refused", None)],
        ("failed", 1, "sent", failed),
        *[("stopped", 1, "refused", failed), ("stopped", 2, "planned", None)],
    ]
    with sqlite3.connect(path) as connection:
        migrate(connection, MIGRATIONS[:3])
        connection.executemany(
            "INSERT INTO sends (id, account, created, subject, template_name, recipients, state)"
            " VALUES (?, '', '', '', '', 1, ?)",
            sends,
        )
        connection.executemany(
            "INSERT INTO batches (send_id, number, state, answer_json, request_json) VALUES (?, ?, ?, ?, '')",
            batches,
        )
    connection.close()
    database = Database(path)
    found = {send.id: send.state for send in await Sends(database, lambda: NOON).list()}
    assert found == {"whole": "done", "refused": "partly", "failed": "partly", "stopped": "stopped"}
    await database.close()
