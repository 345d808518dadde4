"""Answers from the zones of the sandbox: what a name server of theirs says, and what a resolver does.

The server is both. A question that wants recursion is answered as a resolver would: for a zone without a
name server that works with SERVFAIL, for a name that nobody has registered with NXDOMAIN. Any other is
answered as the name server of all zones and of the zones above them; what is in none of them is refused.
No answer outlives a change: its TTL ends with the next one.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Final, Literal, NamedTuple, TypeAlias

from ue_console.sandbox.dns_contents import (
    BUILT_IN,
    DKIM,
    Contents,
    Data,
    Values,
    authority,
    contents,
    dkim_stands,
    holder,
    next_change,
    servers,
)
from ue_console.sandbox.dns_lookup import Seen
from ue_console.sandbox.dns_zones import Zone, Zones

Code: TypeAlias = Literal["NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED"]

TTL: Final = 300
_LAG: Final = 10
"""Steps by which a resolver's cache is late in a zone that plays ``cached``."""
_WORKING: Final = ("answers", "nxdomain")
_RIGHT: Final = ("right", "split", "alias")


class Row(NamedTuple):
    """Records of one name and kind."""

    name: str
    kind: str
    data: tuple[Data, ...]


class Reply(NamedTuple):
    """What is answered to one question."""

    code: Code = "NOERROR"
    zone: str = ""
    """Whose SOA goes with a reply without rows; empty for the root's."""
    rows: tuple[Row, ...] = ()
    ttl: int = TTL
    refers: bool = False
    """Whether the rows lead to the name servers of another zone, and answer nothing."""


class Rule:
    """The DNS of the sandbox.

    Args:
        zones: What has been registered.
        values: What is to be published for it.
        now: The clock, in UTC.
        step: Seconds from a registration to the verification record, and from there to DKIM.
    """

    def __init__(self, zones: Zones, values: Values, now: Callable[[], datetime], step: float) -> None:
        self.zones = zones
        self._values = values
        self._now = now
        self._step = timedelta(seconds=step)

    def answer(self, name: str, kind: str, *, recursive: bool) -> Reply | None:
        """The reply to a question, or None where nobody answers.

        Args:
            name: In small letters, without a dot at the end; empty for the root.
            kind: ``TXT``, ``MX``, …
            recursive: Whether the asker wants the server to ask others.
        """
        zone = self.zones.closest(name)
        if zone is None:
            return self._outside(name, kind, recursive=recursive)
        server = zone.part.server
        above = zone.name.partition(".")[2]
        if server == "silent":
            # Whoever asks the name servers directly has learned of them from the zone above.
            return _referral(zone.name) if _asks_above(zone, name, kind, recursive=recursive) else None
        if server == "nxdomain":
            return Reply("NXDOMAIN", zone=above)
        if server not in _WORKING:
            if _asks_above(zone, name, kind, recursive=recursive):
                return _referral(zone.name)
            return Reply("REFUSED" if server == "lame" and not recursive else "SERVFAIL", zone=zone.name)
        if zone.part.dkim == "failed" and name == f"{DKIM}.{zone.name}":
            return Reply("SERVFAIL", zone=zone.name)
        moment = self._moment(zone, recursive=recursive)
        records = contents(zone, self._values, moment, self._step)
        return _within(zone.name, records, name, kind, self._ttl(zone, moment))

    async def ask(self, name: str, kind: str) -> Seen:
        """What a resolver says (:class:`~ue_console.sandbox.dns_lookup.Lookup`)."""
        zone = self.zones.closest(name)
        if zone is not None and zone.part.breaks and name == f"{DKIM}.{zone.name}":
            return Seen("broken")
        reply = self.answer(name, kind, recursive=True)
        if reply is None:
            return Seen("timeout")
        if reply.code == "NXDOMAIN":
            return Seen("nxdomain")
        if reply.code != "NOERROR":
            return Seen("failed")
        values = tuple("".join(data) for row in reply.rows if row.kind == kind for data in row.data)
        return Seen("found", values) if values else Seen("none")

    def hope(self, name: str, scope: str) -> datetime | None:
        """When a resolver will see the owner's DKIM record as it should be; None for never."""
        zone, owner = self.zones.closest(name), self.zones.owner(name, scope)
        if zone is None or owner is None or owner.part.dkim not in _RIGHT:
            return None
        part = zone.part
        if part.server != "answers" or not part.mail or part.breaks:
            return None
        if holder(zone, datetime.max.replace(tzinfo=UTC), self._step) != owner:
            return None
        return dkim_stands(owner, self._step) + self._lag(zone)

    def published(self, zone: Zone) -> Contents:
        """What the name servers of a zone have now."""
        if zone.part.server == "nxdomain":
            return {}
        return contents(zone, self._values, self._now(), self._step)

    def _moment(self, zone: Zone, *, recursive: bool) -> datetime:
        return self._now() - (self._lag(zone) if recursive else timedelta())

    def _lag(self, zone: Zone) -> timedelta:
        return _LAG * self._step if zone.part.cached else timedelta()

    def _ttl(self, zone: Zone, moment: datetime) -> int:
        change = next_change(zone, moment, self._step)
        return TTL if change is None else max(1, min(TTL, ceil((change - moment).total_seconds())))

    def _outside(self, name: str, kind: str, *, recursive: bool) -> Reply:
        for zone, records in BUILT_IN.items():
            if name == zone or name.endswith(f".{zone}"):
                return _within(zone, records, name, kind, TTL)
        top = name.rpartition(".")[2]
        if not self.zones.has_below(top):
            return Reply("NXDOMAIN") if recursive else Reply("REFUSED")
        if name == top and kind == "NS":
            return Reply(rows=(_servers(top),), zone=top)
        return Reply("NOERROR" if self.zones.has_below(name) else "NXDOMAIN", zone=top)


def _asks_above(zone: Zone, name: str, kind: str, *, recursive: bool) -> bool:
    return name == zone.name and kind == "NS" and not recursive


def _servers(zone: str) -> Row:
    return Row(zone, "NS", (servers(),))


def _referral(zone: str) -> Reply:
    return Reply(rows=(_servers(zone),), zone=zone, refers=True)


def _within(zone: str, records: Contents, name: str, kind: str, ttl: int) -> Reply:
    """The reply of a zone that works."""
    rows: list[Row] = []
    while True:
        found = records.get(name) or _wildcard(zone, records, name)
        kinds = dict(found or {})
        if name == zone:
            kinds |= {"NS": [servers()], "SOA": [authority()]}
        if kind not in kinds and "CNAME" in kinds:
            alias = Row(name, "CNAME", tuple(kinds["CNAME"]))
            rows.append(alias)
            name = alias.data[0][0].rstrip(".")
            continue
        wanted = [kind] if kind in kinds else list(kinds) if kind == "ANY" else []
        rows += [Row(name, each, tuple(kinds[each])) for each in wanted]
        there = bool(kinds) or any(each.endswith(f".{name}") for each in records)
        return Reply("NOERROR" if there else "NXDOMAIN", zone, tuple(rows), ttl)


def _wildcard(zone: str, records: Contents, name: str) -> "dict[str, tuple[Data, ...]] | None":
    """What a wildcard has for a name that is not there (RFC 4592)."""
    if f"*.{zone}" not in records or any(each.endswith(f".{name}") for each in records):
        return None
    above = name.partition(".")[2]
    while above != zone and above:
        if above in records or any(each.endswith(f".{above}") for each in records):
            return None
        above = above.partition(".")[2]
    return {kind: tuple(data) for kind, data in records[f"*.{zone}"].items()}
