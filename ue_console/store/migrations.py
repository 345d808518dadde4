"""The database's schema, as the ordered list of scripts that build it.

A script's place in the list plus one is the ``user_version`` it leads to. A script that has
been released never changes: append another one instead.
"""

import sqlite3
from collections.abc import Iterator
from typing import Final

_DRAFTS_AND_SENDS: Final = """
CREATE TABLE drafts (
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    updated TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (account, key)
) WITHOUT ROWID;

CREATE TABLE sends (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    created TEXT NOT NULL,
    subject TEXT NOT NULL,
    template_name TEXT NOT NULL,
    recipients INTEGER NOT NULL,
    state TEXT NOT NULL
);

CREATE INDEX sends_by_account ON sends (account, created);

CREATE TABLE batches (
    send_id TEXT NOT NULL REFERENCES sends (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'sending', 'sent', 'refused', 'unknown')),
    request_json TEXT NOT NULL,
    job_id TEXT,
    answer_json TEXT,
    error TEXT,
    started TEXT,
    finished TEXT,
    PRIMARY KEY (send_id, number)
);
"""

_SEND_CONTENT: Final = """
ALTER TABLE sends ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';
ALTER TABLE sends ADD COLUMN parent TEXT NOT NULL DEFAULT '';
ALTER TABLE sends ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE sends ADD COLUMN message_json TEXT NOT NULL DEFAULT '{}';

CREATE INDEX sends_by_fingerprint ON sends (fingerprint, created);
"""

_SERVICE_OF_SENDS: Final = """
ALTER TABLE sends ADD COLUMN service TEXT NOT NULL DEFAULT 'unione';
"""

_PARTLY_ACCEPTED: Final = """
UPDATE sends SET state = 'partly' WHERE state = 'done' AND EXISTS (
    SELECT 1 FROM batches WHERE send_id = sends.id
    AND (batches.state = 'refused' OR answer_json LIKE '%"failed_emails": {"%')
);
"""

_WATCHED_DOMAINS: Final = """
CREATE TABLE watches (
    account TEXT NOT NULL,
    domain TEXT NOT NULL,
    started TEXT NOT NULL,
    due TEXT NOT NULL,
    looks INTEGER NOT NULL DEFAULT 0,
    validations INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, domain)
) WITHOUT ROWID;

CREATE TABLE watch_turns (
    account TEXT PRIMARY KEY,
    at TEXT NOT NULL
) WITHOUT ROWID;
"""

_ACTIVITY: Final = """
CREATE TABLE activity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    account TEXT NOT NULL,
    service TEXT NOT NULL,
    noun TEXT NOT NULL,
    verb TEXT NOT NULL,
    what TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('done', 'refused', 'unknown', 'not sent')),
    code INTEGER,
    http_status INTEGER,
    milliseconds INTEGER NOT NULL,
    job_id TEXT NOT NULL,
    search TEXT NOT NULL
);

CREATE INDEX activity_by_account ON activity (account, id);
CREATE INDEX activity_by_time ON activity (at);

CREATE TABLE exchanges (
    id INTEGER PRIMARY KEY REFERENCES activity (id) ON DELETE CASCADE,
    base_url TEXT NOT NULL,
    request_json TEXT NOT NULL,
    whole INTEGER NOT NULL,
    answer_json TEXT,
    cause TEXT NOT NULL,
    remedy TEXT NOT NULL
);
"""

_ACTIVITY_OF_LISTS: Final = """
ALTER TABLE activity ADD COLUMN part_of TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN settled TEXT NOT NULL DEFAULT '';

CREATE INDEX activity_by_list ON activity (part_of) WHERE part_of <> '';
"""

_NEW_USERS: Final = """
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY REFERENCES activity (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    known TEXT
);
"""

MIGRATIONS: Final[tuple[str, ...]] = (
    _DRAFTS_AND_SENDS,
    _SEND_CONTENT,
    _SERVICE_OF_SENDS,
    _PARTLY_ACCEPTED,
    _WATCHED_DOMAINS,
    _ACTIVITY,
    _ACTIVITY_OF_LISTS,
    _NEW_USERS,
)
"""Every script, oldest first; statements end with ``;`` at the end of a line."""


def migrate(connection: sqlite3.Connection, scripts: tuple[str, ...] = MIGRATIONS) -> int:
    """Bring the schema up to date inside the caller's transaction.

    Returns:
        The ``user_version`` found; one above ``len(scripts)`` means that a newer console wrote
        the file, and nothing was changed.
    """
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    for number, script in enumerate(scripts[found:], found + 1):
        for statement in statements(script):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
    return found


def statements(script: str) -> Iterator[str]:
    """Split a script, since ``executescript`` would end the transaction around it."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""
    if pending.strip():
        yield pending.strip()
