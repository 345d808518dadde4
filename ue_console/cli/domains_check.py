"""``ue-console domains check``: what DNS says of a domain now."""

import argparse
import asyncio
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import Final

from ue_console.cli.domains_desk import domain_desk, now
from ue_console.cli.output import write
from ue_console.cli.waiting import service_of, waiting_for
from ue_console.models.account import Account
from ue_console.services.domains.names import both_names
from ue_console.services.domains.report import as_json
from ue_console.services.domains.told import Fact, domain_facts, of_all, record_facts, record_title
from ue_console.services.domains.views import DomainCheck
from ue_console.text import safe_line

LABEL: Final = 10
"""Cells of a label."""
_WIDTH: Final = 110
"""Cells of a line where no terminal says otherwise."""


def run(arguments: argparse.Namespace) -> int:
    """Print what DNS says; 0 where it has all that the service wants, else 1.

    Raises:
        InputError: The account has no such domain.
        ConsoleError: The account, its key, the service or DNS can't be had.
    """
    account, check = asyncio.run(_check(arguments))
    if arguments.json:
        write(json.dumps({"account": account.name, **as_json(check)}, indent=2) + "\n")
    else:
        write("".join(f"{line}\n" for line in lines(check, account, width())))
    return 0 if check.ready else 1


async def _check(arguments: argparse.Namespace) -> tuple[Account, DomainCheck]:
    async with domain_desk(arguments) as (account, desk, _):
        await desk.open(account)
        with waiting_for(service_of(account)):
            domain = await desk.of(account).known(arguments.name)
        with waiting_for("DNS"):
            return account, await desk.check(account, domain)


def lines(check: DomainCheck, account: Account, wide: int) -> Iterator[str]:
    """The next step first, then each record with both views."""
    name = safe_line(both_names(check.domain.domain))
    yield f"{name} of {safe_line(account.name)}, {check.at:%Y-%m-%d %H:%M:%S} UTC"
    yield from told(domain_facts(check), 0)
    said = of_all(check)
    for record in check.records:
        yield ""
        yield record_title(record)
        yield from told(record_facts(record, now(), wide - LABEL - 2, said), 2)


def told(facts: Iterable[Fact], indent: int) -> Iterator[str]:
    """One line a fact."""
    for fact in facts:
        label = f"{fact.label:<{LABEL}}" if fact.label or indent else ""
        yield f"{' ' * indent}{label}{safe_line(fact.text)}".rstrip()


def width() -> int:
    """Cells of a line."""
    if sys.stdout is not None and sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    given = os.environ.get("COLUMNS", "")
    return int(given[:4]) if given.isascii() and given.isdigit() else _WIDTH
