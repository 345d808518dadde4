"""``ue-console domains records`` and ``register``: what is to be published."""

import argparse
import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ue_console.cli.domains_check import told
from ue_console.cli.domains_desk import domain_desk
from ue_console.cli.output import say, write
from ue_console.cli.waiting import service_of, waiting_for
from ue_console.errors import ConsoleError
from ue_console.models.account import Account
from ue_console.models.unione.domain import DnsRecords, Domain
from ue_console.services.domains import notations
from ue_console.services.domains.desk import DomainDesk
from ue_console.services.domains.names import both_names, readable
from ue_console.services.domains.notations import ZONE_UNKNOWN
from ue_console.services.domains.records import WantedRecord
from ue_console.services.domains.report import wanted_json
from ue_console.services.domains.spf_check import UNASKED, unasked
from ue_console.services.domains.told import Fact
from ue_console.services.domains.verdict import NAMES
from ue_console.services.domains.views import RecordCheck
from ue_console.text import safe_line

NOTATIONS: Final[Mapping[str, Callable[[WantedRecord], str]]] = {
    "zone": notations.as_zone_line,
    "full-zone": notations.as_full_zone_line,
    "host": notations.as_host,
    "full-name": notations.as_full_name,
    "value": notations.as_value,
    "quoted": notations.as_quoted,
    "split": notations.as_split,
}
"""Of ``--notation``."""


def run_records(arguments: argparse.Namespace) -> int:
    """Print the records of a registered domain.

    Raises:
        InputError: The account has no such domain.
        ConsoleError: The account, its key or the service can't be had.
    """
    return asyncio.run(_records(arguments))


def run_register(arguments: argparse.Namespace) -> int:
    """Register a domain and print its records.

    Raises:
        ReadOnly: The account is read-only.
        ConsoleError: The service refuses, or it, the account or its key can't be had.
    """
    return asyncio.run(_register(arguments))


async def _records(arguments: argparse.Namespace) -> int:
    async with domain_desk(arguments) as (account, desk, _):
        await desk.open(account)
        with waiting_for(service_of(account)):
            domain = await desk.of(account).known(arguments.name)
        _print(await _wanted(desk, account, domain), account, domain.domain, arguments)
    return 0


async def _register(arguments: argparse.Namespace) -> int:
    async with domain_desk(arguments) as (account, desk, _):
        await desk.open(account)
        with waiting_for(service_of(account)):
            made = await desk.of(account).register(arguments.name)
        name = safe_line(both_names(made.domain))
        say(f"{name} is registered for {account.name}. Publish these records:\n")
        _print(await _wanted(desk, account, _as_domain(made)), account, made.domain, arguments)
    return 0


async def _wanted(desk: DomainDesk, account: Account, domain: Domain) -> Sequence[RecordCheck]:
    """With hosts as the zone has them, and SPF merged into what stands there, if DNS can be asked."""
    try:
        with waiting_for("DNS"):
            check = await desk.check(account, domain)
        found = check.records
        if check.unregistered:
            say(f"{check.next_step}\n")
    except ConsoleError as error:
        say(f"{error}\n")
        found = unasked(domain)
    if not all(record.wanted.zoned for record in found):
        say(f"{ZONE_UNKNOWN.format(readable(domain.domain))}\n")
    if any(UNASKED in record.warnings for record in found):
        say(f"{UNASKED}\n")
    for record in found:
        if record.cname and record.wanted.value:
            say(f"{NAMES[record.wanted.purpose]}: {safe_line(' '.join(record.warnings))}\n")
    return [record for record in found if record.wanted.value]


def _print(checks: Sequence[RecordCheck], account: Account, name: str, arguments: argparse.Namespace) -> None:
    records = [check.wanted for check in checks]
    if arguments.json:
        rows = [_as_json(check) for check in checks]
        write(json.dumps({"account": account.name, "domain": name, "records": rows}, indent=2) + "\n")
    elif arguments.notation:
        made = NOTATIONS[arguments.notation]
        write("".join(f"{safe_line(made(record))}\n" for record in records))
    else:
        write("\n".join("".join(f"{line}\n" for line in _lines(record)) for record in records))


def _as_json(check: RecordCheck) -> dict[str, Any]:
    record = check.wanted
    return {
        **{form: made(record) for form, made in NOTATIONS.items()},
        **wanted_json(record),
        "state": check.state,
        "warnings": list(check.warnings),
    }


def _lines(record: WantedRecord) -> list[str]:
    facts = [
        Fact("host" if record.zoned else "name", record.host),
        Fact("type", record.kind),
        Fact("value", record.value),
    ]
    return [f"{NAMES[record.purpose]}{'' if record.needed else ' (advised)'}", *told(facts, 2)]


def _as_domain(made: DnsRecords) -> Domain:
    return Domain.model_validate(
        {
            "domain": made.domain,
            "verification-record": {"value": made.verification_record},
            "dkim": {"key": made.dkim},
        }
    )
