"""What ``events.sqlite`` is made of.

A call is one row, and its events stay in its bytes: at 50,000 events a second a row and an index entry
for each would cost more than all the rest. A search first reads the columns that tell whether a call
can hold what is looked for, and unpacks only the calls that can.
"""

from typing import Final

from ue_console.store.database import Schema

_CALLS: Final = """
CREATE TABLE calls (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    owner TEXT NOT NULL,
    retry_count INTEGER NOT NULL,
    project_name TEXT NOT NULL,
    events INTEGER NOT NULL,
    size INTEGER NOT NULL,
    statuses TEXT NOT NULL,
    jobs TEXT NOT NULL,
    emails TEXT NOT NULL
);

CREATE INDEX unproven_calls ON calls (number) WHERE verdict IN ('bad', 'missing');

CREATE TABLE bodies (
    number INTEGER PRIMARY KEY,
    headers TEXT NOT NULL,
    gzip INTEGER NOT NULL,
    packed BLOB NOT NULL
);

CREATE TABLE totals (
    calls INTEGER NOT NULL,
    events INTEGER NOT NULL,
    bytes INTEGER NOT NULL
);

INSERT INTO totals VALUES (0, 0, 0);
"""

_KEYLESS: Final = """
ALTER TABLE calls ADD COLUMN keyless INTEGER NOT NULL DEFAULT 0;

DROP INDEX unproven_calls;

CREATE INDEX unproven_calls ON calls (number) WHERE verdict IN ('bad', 'missing') OR keyless = 1;
"""

EVENTS: Final = Schema(
    scripts=(_CALLS, _KEYLESS),
    layout=("PRAGMA page_size = 8192", "PRAGMA auto_vacuum = INCREMENTAL"),
    synchronous="NORMAL",
)
"""Many small transactions, none of which can be had only here: the service sends again what it knows lost."""
