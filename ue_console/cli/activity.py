"""``ue-console activity``: what was changed from this machine, newest first."""

import argparse
import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from ue_console.errors import InputError

if TYPE_CHECKING:
    from ue_console.store.activity import Activity, Sought
    from ue_console.store.activity_lists import FoldedActivity
    from ue_console.store.activity_records import Entry

_LIMIT: Final = 50
"""Lines that are printed."""
_PAGE: Final = 200

KINDS: Final = "connection, domain, email, message, project, template, unsubscribed, user, webhook"
"""What ``--noun`` takes."""

HEADING: Final = f"{'WHEN (UTC)':<19}  {'RESULT':<10}  ACCOUNT: WHAT\n"
"""Above the lines."""

EPILOG: Final = """\
TIME is a date (2026-06-15), a date and a time in UTC ("2026-06-15 12:30"), or how long ago: 30min, 12h, 7d.
A list of addresses that was unsubscribed is one line; with --json every address is.
With --json each line is an object: at, account, service, method, what, result, code, http_status, ms, job_id,
settled (what was found out later of an unknown result: done or not done by a check, accepted or not sent by
the operator in the send's report), list (its id), cause, remedy, url, request_whole (false where a secret, a
file or a long text was left out), request, answer.
Keys and secrets are in none of them.
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``activity``."""
    parser = commands.add_parser(
        "activity",
        help="what was changed from this machine, newest first",
        description="Every change at the service and every send from this machine, newest first.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--account",
        dest="as_account",
        metavar="NAME",
        default=argparse.SUPPRESS,
        help="only of this account; the beginning of its name is enough",
    )
    parser.add_argument("--noun", metavar="NOUN", default="", help=f"only of this kind: {KINDS}")
    parser.add_argument("--result", metavar="RESULT", help="only: done, refused, unknown, or “not sent”")
    parser.add_argument("--since", metavar="TIME", help="only from this time on")
    parser.add_argument("--until", metavar="TIME", help="only before this time")
    parser.add_argument("--text", metavar="X", default="", help="only with these words in it")
    parser.add_argument(
        "--limit", type=int, metavar="N", default=_LIMIT, help="N lines at the most (default: %(default)s)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line, with request and answer")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what fits.

    Raises:
        InputError: A value can't be one of its option.
        ConsoleError: The config file or the database can't be read.
    """
    from ue_console.cli.output import say

    if arguments.limit < 1:
        raise InputError(f"{arguments.limit} calls are none.", "Give --limit 1 or more.")
    shown, found = asyncio.run(_print(arguments))
    if not found:
        say("Nothing fits. What the console and its commands change is found here.\n")
    elif shown < found:
        say(f"{shown:,} of {found:,}, the newest; --limit {found} shows all.\n")
    return 0


async def _print(arguments: argparse.Namespace) -> tuple[int, int]:
    """Returns how many were printed, and how many there are."""
    from ue_console.cli.output import write
    from ue_console.store.activity import Activity
    from ue_console.store.activity_lists import FoldedActivity
    from ue_console.store.database import Database
    from ue_console.store.paths import Paths

    path, count = Paths.default().database_file, 0
    if not path.exists():
        return 0, 0
    database = Database(path)
    try:
        store, folded = Activity(database), FoldedActivity(database)
        sought = await _sought(arguments, store)
        pages = (
            _objects(store, sought, arguments.limit)
            if arguments.json
            else _lines(folded, sought, arguments.limit)
        )
        async for text in pages:
            if not (count or arguments.json):
                write(HEADING)
            count += text.count("\n")
            write(text)
        return count, await (store if arguments.json else folded).count(sought)
    finally:
        await database.close()


async def _objects(store: "Activity", sought: "Sought", limit: int) -> AsyncIterator[str]:
    """Every call as JSON, page by page."""
    import json

    from ue_console.services.activity_export import as_json

    before: int | None = None
    while limit > 0 and (page := await store.newest(sought, min(_PAGE, limit), before=before)):
        rest = await store.exchanged([entry.id for entry in page])
        yield "".join(json.dumps(as_json(entry, rest.get(entry.id))) + "\n" for entry in page)
        limit, before = limit - len(page), page[-1].id


async def _lines(store: "FoldedActivity", sought: "Sought", limit: int) -> AsyncIterator[str]:
    """A line a call or list, page by page."""
    before: int | None = None
    while limit > 0 and (page := await store.newest(sought, min(_PAGE, limit), before=before)):
        yield "".join(map(line, page))
        limit, before = limit - len(page), page[-1].id


async def _sought(arguments: argparse.Namespace, store: "Activity") -> "Sought":
    from ue_console.services.account_names import chosen
    from ue_console.services.activity_times import time_of
    from ue_console.services.activity_words import NOUNS
    from ue_console.store.activity import Sought
    from ue_console.store.activity_records import RESULTS
    from ue_console.store.config_names import account_names
    from ue_console.store.paths import Paths

    typed = getattr(arguments, "as_account", None)
    account = ""
    if typed is not None:
        here = account_names(Paths.default().config_file)
        account = chosen(list(dict.fromkeys([*here, *await store.accounts()])), typed)
    if arguments.noun and arguments.noun not in NOUNS:
        raise InputError(f"There is no kind {arguments.noun}.", f"Give one of: {', '.join(NOUNS)}.")
    results = [result for result in RESULTS if result == arguments.result]
    if arguments.result is not None and not results:
        raise InputError(f"There is no result {arguments.result}.", f"Give one of: {', '.join(RESULTS)}.")
    now = datetime.now(UTC)
    since, until = (text and time_of(text, now) for text in (arguments.since, arguments.until))
    return Sought(account, arguments.noun, results, since or None, until or None, arguments.text)


def line(entry: "Entry") -> str:
    """``2026-06-15 12:00:00  ✓ done      ACME Mail: set webhook https://…``."""
    from ue_console.services.activity_words import told
    from ue_console.text import safe_line

    facts, together = entry.facts, entry.together
    result = together.result if together else facts.settled or facts.result
    symbol = {"done": "✓", "accepted": "✓", "refused": "✗", "unknown": "?"}.get(result, "·")
    code = "" if facts.code is None or together else f" (code {facts.code})"
    job = f", job {facts.job_id}" if facts.job_id else ""
    text = f"{facts.account}: {told(entry)}{code}{job}"
    return f"{facts.at:%Y-%m-%d %H:%M:%S}  {symbol} {result:<8}  {safe_line(text)}\n"
