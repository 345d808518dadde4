"""What stands in a zone of the sandbox's own DNS at a moment.

A, MX and an SPF record that does not name the service stand from the start. One step after its registration
the verification record appears, two steps after it DKIM and the service in SPF: as if the operator had
published them. Where several have registered a domain, each finds its verification record, and DKIM holds
the key of whoever registered it last: there is one place for it.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from ue_console.sandbox import domain_records
from ue_console.sandbox.dns_zones import Owner, Zone
from ue_console.sandbox.store import Record

Data: TypeAlias = tuple[str, ...]
"""A record's data as a zone file has it; of a TXT record its strings."""

Contents: TypeAlias = Mapping[str, Mapping[str, Sequence[Data]]]
"""Name → kind → records."""

Values: TypeAlias = Callable[[str, str], Record | None]
"""Scope and name → the record of the owner's domain."""

NAME_SERVER: Final = "ns1.sandbox.test"
SERVICE_SPF: Final = "spf.unione.io"
LOOPBACK: Final = "127.0.0.1"

DKIM: Final = "us._domainkey"
ALIAS: Final = "dkim"
DMARC: Final = "_dmarc"
MAIL_HOST: Final = "mx1"

STRING: Final = 255
"""What one string of a TXT record can hold."""
_OTHERS: Final = "somebody else"
_WEB_ADDRESS: Final = "192.0.2.80"
_MAIL_ADDRESS: Final = "192.0.2.25"
_NETWORKS: Final = "ip4:192.0.2.0/24 ip4:198.51.100.0/24"
_MANY: Final = 9

BUILT_IN: Final[Mapping[str, Contents]] = {
    NAME_SERVER: {NAME_SERVER: {"A": [(LOOPBACK,)]}},
    SERVICE_SPF: {SERVICE_SPF: {"TXT": [(f"v=spf1 {_NETWORKS} ~all",)]}},
}
"""Zones that are nobody's: the name server, and the SPF record that the service's customers include."""


def servers() -> Data:
    """The data of each zone's NS record."""
    return (f"{NAME_SERVER}.",)


def authority() -> Data:
    """The data of each zone's SOA record; that there is nothing may be kept for a minute."""
    return (f"{NAME_SERVER}. hostmaster.{NAME_SERVER}. 1 3600 600 86400 60",)


def contents(zone: Zone, values: Values, moment: datetime, step: timedelta) -> Contents:
    """The records of a zone.

    Args:
        zone: Which one; it has owners.
        values: What they are to publish.
        moment: When, in UTC.
        step: From the registration to the verification record, and from there to DKIM.
    """
    found: defaultdict[str, dict[str, list[Data]]] = defaultdict(dict)
    part, name = zone.part, zone.name
    owner = holder(zone, moment, step)
    txt = _spf(zone, named=any(dkim_stands(each, step) <= moment for each in zone.owners))
    for each in zone.owners:
        if each.part.verification != "missing" and verification_stands(each, step) <= moment:
            txt.append(_verification(each, name, values))
    found[name] = {"TXT": txt} if txt else {}
    if part.mail:
        found[name] |= {"A": [(_WEB_ADDRESS,)], "MX": [(f"10 {MAIL_HOST}.{name}.",)]}
        found[f"{MAIL_HOST}.{name}"] = {"A": [(_MAIL_ADDRESS,)]}
    if part.spf == "many":
        for number in range(1, _MANY + 1):
            found[f"spf{number}.{name}"] = {"TXT": [(f"v=spf1 ip4:198.51.100.{number} ~all",)]}
    if part.wildcard:
        found[f"*.{name}"] = {"TXT": [("v=spf1 -all",)]}
    if part.at_once:
        found[f"{DMARC}.{name}"] = {"TXT": [("v=DMARC1; p=none",)]}
    if owner is not None:
        found.update(_dkim(owner, name, values))
    return found


def holder(zone: Zone, moment: datetime, step: timedelta) -> Owner | None:
    """Whose DKIM key stands: the latest of those whose time has come."""
    due = [
        owner
        for owner in reversed(zone.owners)
        if owner.part.dkim not in ("missing", "failed") and dkim_stands(owner, step) <= moment
    ]
    return max(due, key=lambda owner: dkim_stands(owner, step), default=None)


def verification_stands(owner: Owner, step: timedelta) -> datetime:
    """When the verification record appears."""
    return owner.since if owner.part.at_once else owner.since + step


def dkim_stands(owner: Owner, step: timedelta) -> datetime:
    """When the DKIM record appears."""
    return owner.since if owner.part.at_once else owner.since + 2 * step


def next_change(zone: Zone, moment: datetime, step: timedelta) -> datetime | None:
    """When something else appears, or None."""
    times = (at(owner, step) for owner in zone.owners for at in (verification_stands, dkim_stands))
    return min((time for time in times if time > moment), default=None)


def _verification(owner: Owner, name: str, values: Values) -> Data:
    kind = owner.part.verification
    value = str(_record(owner, name, values, other=kind == "different")["verification-record"]["value"])
    return _thirds(value) if kind == "split" else (value,)


def _dkim(owner: Owner, name: str, values: Values) -> dict[str, dict[str, list[Data]]]:
    kind = owner.part.dkim
    key = _record(owner, name, values, other=kind == "different")["dkim"]["key"]
    value = f"k=rsa; {key}" if kind == "malformed" else f"k=rsa; p={key}"
    data = _thirds(value) if kind == "split" else _cut(value)
    selector = f"{DKIM}.{name}"
    if kind == "alias":
        target = f"{ALIAS}.{name}"
        return {selector: {"CNAME": [(f"{target}.",)]}, target: {"TXT": [data]}}
    return {selector: {"TXT": [data]}}


def _record(owner: Owner, name: str, values: Values, *, other: bool) -> Record:
    """The owner's domain, or somebody else's of the same name."""
    own = None if other else values(owner.scope, name)
    return own or domain_records.made(f"{_OTHERS} {owner.scope}", name)


def _spf(zone: Zone, *, named: bool) -> list[Data]:
    kind = zone.part.spf
    if kind == "none":
        return []
    if kind == "two":
        return [("v=spf1 mx ~all",), (f"v=spf1 include:{SERVICE_SPF} ~all",)]
    if kind == "many":
        includes = " ".join(f"include:spf{number}.{zone.name}" for number in range(1, _MANY + 1))
        return [_cut(f"v=spf1 mx {includes} ~all")]
    return [(f"v=spf1 include:{SERVICE_SPF} mx ~all" if named else "v=spf1 mx ~all",)]


def _cut(text: str, size: int = STRING) -> Data:
    """The text in strings of this many characters."""
    return tuple(text[start : start + size] for start in range(0, len(text), size))


def _thirds(text: str) -> Data:
    return _cut(text, -(-len(text) // 3))
