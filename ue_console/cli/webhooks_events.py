"""``ue-console webhooks events``: search what was received."""

import argparse
import asyncio
from typing import Final

from ue_console.cli.output import say, write
from ue_console.cli.webhooks_lines import event_json, event_line
from ue_console.errors import InputError
from ue_console.models.unione.webhook import EMAIL_STATUSES
from ue_console.store.event_records import KeptEvent
from ue_console.store.events import EventStore
from ue_console.store.paths import Paths

_STATUSES: Final = (*EMAIL_STATUSES, "blocked", "unblocked")


def run(arguments: argparse.Namespace) -> int:
    """Print what fits, newest first.

    Raises:
        InputError: The limit is no number of events.
        StateError: The file can't be read.
    """
    if arguments.limit < 1:
        raise InputError(f"{arguments.limit} events are none.", "Give --limit 1 or more.")
    found = asyncio.run(_found(arguments))
    write("".join(map(event_json if arguments.json else event_line, found)))
    if not found:
        say("Nothing fits. What 'ue-console webhooks listen' receives is found here.\n")
        if arguments.status and arguments.status.lower() not in _STATUSES:
            say(f"The statuses are {', '.join(_STATUSES)}.\n")
    return 0


async def _found(arguments: argparse.Namespace) -> list[KeptEvent]:
    async with EventStore(Paths.default().events_file) as store:
        return await store.newest(
            arguments.limit,
            email=arguments.email,
            job=arguments.job,
            status=arguments.status,
            text=arguments.text,
        )
