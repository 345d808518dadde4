"""What DNS says of a domain now: from its own name servers, and from the resolver."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from ue_console.models.unione.domain import Dkim, DnsRecords, Domain, VerificationRecord
from ue_console.resolver.authority import Authority
from ue_console.services.domains.aliases import at_its_place
from ue_console.services.domains.hints import hints, wildcard_of
from ue_console.services.domains.names import domain_name
from ue_console.services.domains.place import place_of
from ue_console.services.domains.records import Purpose, WantedRecord, wanted
from ue_console.services.domains.spf_check import with_spf
from ue_console.services.domains.viewing import either, viewed
from ue_console.services.domains.views import DomainCheck, RecordCheck, View

if TYPE_CHECKING:
    from ue_console.resolver.delegation import Delegation
    from ue_console.resolver.found import Found
    from ue_console.resolver.resolver import Resolver

_MAIL: Final = ("MX", "A", "AAAA")
"""Any of these makes a domain exist (code 1401)."""


def _now() -> datetime:
    return datetime.now(UTC)


class Checker:
    """Asks DNS for all records of a domain.

    Args:
        resolver: Whose view is shown beside that of the name servers, and who finds those.
        now: The clock, in UTC.
    """

    def __init__(self, resolver: Resolver, now: Callable[[], datetime] = _now) -> None:
        self._resolver = resolver
        self._now = now

    async def check(self, domain: Domain | DnsRecords) -> DomainCheck:
        """Everything at once; nothing that fails is an exception.

        Args:
            domain: With the values to publish; with its statuses, if they are known.

        Raises:
            ConfigError: There is no resolver to ask.
            InputError: It is no domain's name.
        """
        known = _as_domain(domain)
        name, authority = domain_name(known.domain), Authority(self._resolver)
        zone = await authority.zone(name)
        answers = await _Answers.of(name, authority, self._resolver)
        exists = answers.exists()
        place = place_of(zone.zone if zone.servers else "", exists=exists)
        records = wanted(name, known.verification_record.value, known.dkim.key, place)
        at = self._now()
        checks = await asyncio.gather(
            *(self._record(name, place, each, answers, authority, at) for each in records)
        )
        return DomainCheck(
            known,
            at,
            tuple(checks),
            zone.zone if zone.servers else "",
            tuple(server.name for server in zone.servers),
            exists,
            answers.trouble(zone),
        )

    async def _record(
        self,
        name: str,
        zone: str,
        record: WantedRecord,
        answers: _Answers,
        authority: Authority,
        at: datetime,
    ) -> RecordCheck:
        if not record.value and record.purpose is not Purpose.MAIL:
            unknown = View(
                "unknown", notes=("The service doesn't say its value: register the domain again.",)
            )
            return RecordCheck(record, unknown, unknown)
        published = viewed(record, answers.authoritative(record))
        check = RecordCheck(record, published, viewed(record, [answers.system(record)], at))
        if record.purpose is Purpose.SPF:
            check = await with_spf(check, name, self._resolver.look_up)
        if record.purpose is Purpose.DMARC and check.state == "missing":
            return await self._dmarc_above(check, name)
        check = replace(
            check,
            notes=(*check.notes, *await hints(name, check.wanted, check.authoritative, authority)),
            wildcard=await wildcard_of(name, check.wanted, check.authoritative, authority),
        )
        return at_its_place(check, zone)

    async def _dmarc_above(self, check: RecordCheck, name: str) -> RecordCheck:
        """A domain without a policy has that of the one above it (RFC 7489, 6.6.3)."""
        above = name.partition(".")[2]
        while "." in above:
            found = await self._resolver.look_up(f"_dmarc.{above}", "TXT")
            view = viewed(check.wanted, [found])
            if view.state == "found":
                view = replace(view, notes=(f"It is that of {above}, which counts here as well.",))
                return replace(check, authoritative=view, system=view)
            above = above.partition(".")[2]
        return check


class _Answers:
    """What was said to the questions that every check asks."""

    def __init__(
        self, published: dict[tuple[str, str], tuple[Found, ...]], seen: dict[tuple[str, str], Found]
    ) -> None:
        self._published = published
        self._seen = seen

    @classmethod
    async def of(cls, name: str, authority: Authority, resolver: Resolver) -> _Answers:
        """Ask everything at once."""
        records = wanted(name, "", "")
        asked = list(dict.fromkeys(question for each in records for question in _questions(each)))
        published, seen = await asyncio.gather(
            asyncio.gather(*(authority.look_up(*question) for question in asked)),
            asyncio.gather(*(resolver.look_up(*question) for question in asked)),
        )
        return cls(dict(zip(asked, published, strict=True)), dict(zip(asked, seen, strict=True)))

    def authoritative(self, record: WantedRecord) -> list[Found]:
        """One answer a name server."""
        by_kind = [self._published[question] for question in _questions(record)]
        return [either(answers) for answers in zip(*by_kind, strict=True)]

    def system(self, record: WantedRecord) -> Found:
        """The resolver's."""
        return either([self._seen[question] for question in _questions(record)])

    def exists(self) -> bool | None:
        """Whether the name is there; None where nobody can tell."""
        apex = next(iter(self._published))
        for answers in (self._published[apex], (self._seen[apex],)):
            states = {answer.state for answer in answers if answer.certain}
            if states:
                return states != {"nxdomain"}
        return None

    def trouble(self, zone: Delegation) -> tuple[str, ...]:
        """What is wrong with the zone's name servers."""
        answers = [answer for each in self._published.values() for answer in each]
        said = [answer.detail for answer in answers if not answer.certain]
        return tuple(dict.fromkeys(detail for detail in (zone.detail, *said) if detail))


def _questions(record: WantedRecord) -> list[tuple[str, str]]:
    kinds = _MAIL if record.purpose is Purpose.MAIL else (record.kind,)
    return [(record.name, kind) for kind in kinds]


def _as_domain(domain: Domain | DnsRecords) -> Domain:
    if isinstance(domain, Domain):
        return domain
    return Domain(
        domain=domain.domain,
        verification_record=VerificationRecord(value=domain.verification_record),
        dkim=Dkim(key=domain.dkim),
    )
