"""``ue-console domains list``."""

import argparse
import asyncio
import json
from collections.abc import Sequence
from typing import Final

from ue_console.cli.domains_desk import domain_desk
from ue_console.cli.output import write
from ue_console.cli.waiting import service_of, waiting_for
from ue_console.models.account import Account
from ue_console.models.unione.domain import Domain
from ue_console.rendering.display_width import display_width, padded
from ue_console.services.domains.names import both_names
from ue_console.services.domains.told import dkim_word, ownership_word
from ue_console.text import safe_line

_HEADINGS: Final = ("DOMAIN", "OWNERSHIP", "DKIM")


def run(arguments: argparse.Namespace) -> int:
    """Print the domains.

    Raises:
        ConsoleError: The account, its key or the service can't be had.
    """
    account, domains = asyncio.run(_read(arguments))
    if arguments.json:
        write(as_json(account, domains))
    else:
        write(as_lines(domains) if domains else f"{safe_line(account.name)} has no domains.\n")
    return 0


async def _read(arguments: argparse.Namespace) -> tuple[Account, list[Domain]]:
    async with domain_desk(arguments) as (account, desk, _):
        await desk.open(account)
        with waiting_for(service_of(account)):
            return account, await desk.of(account).all()


def as_lines(domains: Sequence[Domain]) -> str:
    """A table with a heading."""
    told = ((both_names(each.domain), ownership_word(each), dkim_word(each)) for each in domains)
    rows = [_HEADINGS, *told]
    rows = [(safe_line(name), safe_line(owner), safe_line(dkim)) for name, owner, dkim in rows]
    widths = [max(display_width(row[place]) for row in rows) for place in range(len(_HEADINGS))]
    return "".join("  ".join(map(padded, row, widths)).rstrip() + "\n" for row in rows)


def as_json(account: Account, domains: Sequence[Domain]) -> str:
    """``{"account": …, "domains": […]}``, each domain as the service has it."""
    rows = [domain.model_dump(mode="json", by_alias=True) for domain in domains]
    return json.dumps({"account": account.name, "domains": rows}, indent=2) + "\n"
