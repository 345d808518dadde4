"""``ue-console webhooks events``: search what was received."""

import argparse
import asyncio

from ue_console.cli.output import say, write
from ue_console.cli.webhooks_lines import event_json, event_line
from ue_console.cli.webhooks_statuses import unknown
from ue_console.errors import InputError
from ue_console.services.account_names import chosen
from ue_console.store.config import ConfigFile
from ue_console.store.event_records import KeptEvent
from ue_console.store.events import EventStore
from ue_console.store.paths import Paths


def run(arguments: argparse.Namespace) -> int:
    """Print what fits, newest first.

    Raises:
        InputError: The limit is no number of events, or there is no such account.
        StateError: The file can't be read.
    """
    if arguments.limit < 1:
        raise InputError(f"{arguments.limit} events are none.", "Give --limit 1 or more.")
    found = asyncio.run(_found(arguments))
    shown = found[: arguments.limit]
    write("".join(map(event_json if arguments.json else event_line, shown)))
    if len(shown) < len(found):
        say(f"The newest {len(shown):,}; there are older ones. --limit with a higher number shows more.\n")
    if not found:
        say("Nothing fits. What 'ue-console webhooks listen' receives is found here.\n")
        say(unknown(arguments.status))
    return 0


async def _found(arguments: argparse.Namespace) -> list[KeptEvent]:
    """One more than is printed, where there are more."""
    paths = Paths.default()
    async with EventStore(paths.events_file) as store:
        return await store.newest(
            arguments.limit + 1,
            email=arguments.email,
            job=arguments.job,
            status=arguments.status,
            text=arguments.text,
            owner=_owner(paths, arguments.as_account),
        )


def _owner(paths: Paths, typed: str | None) -> str:
    """The name of the account that is meant; empty for all.

    Raises:
        InputError: There is no such account.
        ConfigError: The config file can't be read or understood.
    """
    if typed is None:
        return ""
    return chosen([account.name for account in ConfigFile(paths.config_file).load().accounts], typed)
