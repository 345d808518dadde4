"""What was found of one record, as plain values for screens and scripts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from ue_console.services.domains.records import Purpose, WantedRecord
from ue_console.text import plural

if TYPE_CHECKING:
    from ue_console.models.unione.domain import Domain
    from ue_console.services.domains.spf import SpfMerge
    from ue_console.services.domains.spf_lookups import SpfLookups

CheckState = Literal["found", "missing", "different", "unknown"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is to be there, and what is."""

    expected: str
    found: str

    @property
    def position(self) -> int:
        """How many characters are equal before the first that differs."""
        pairs = zip(self.expected, self.found, strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


@dataclass(frozen=True, slots=True)
class View:
    """One record as the zone's name servers, or a resolver, have it."""

    state: CheckState
    values: tuple[str, ...] = ()
    """The values that count as this record, fit for the screen."""
    difference: Difference | None = None
    """For a DKIM key only the key itself, without spaces."""
    ttl: int = 0
    """Seconds; of a resolver's answer what is left of them."""
    expires: datetime | None = None
    """When the resolver asks anew, UTC; None for a name server's answer, and for one that it doesn't keep."""
    server: str = ""
    """Who said so."""
    cname: tuple[str, ...] = ()
    """The aliases that led there."""
    notes: tuple[str, ...] = ()
    """Why it is so: what is wrong with the value, or why nobody can tell. One sentence each."""


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """One wanted record and what DNS says of it."""

    wanted: WantedRecord
    """For SPF with the value that takes in what stands there already."""
    authoritative: View
    """From the zone's own name servers: what is published."""
    system: View
    """From the resolver: what this machine sees, and others may too."""
    notes: tuple[str, ...] = ()
    """What helps to mend it, one sentence each."""
    wildcard: str = ""
    """``*.example.com``, if its values answer where the record should stand."""
    spf: SpfMerge | None = None
    """For SPF: the record to publish."""
    lookups: SpfLookups | None = None
    """For SPF: what it costs."""

    @property
    def state(self) -> CheckState:
        """What is published; the resolver's view where the name servers can't be asked."""
        return self._view.state

    @property
    def cname(self) -> tuple[str, ...]:
        """The aliases that led to what counts."""
        return self._view.cname

    @property
    def difference(self) -> Difference | None:
        """Of the view that counts."""
        return self._view.difference

    @property
    def stale_until(self) -> datetime | None:
        """How long the resolver keeps an answer that is no longer true, UTC; None where it keeps none."""
        now, seen = self.authoritative, self.system
        told_otherwise = "unknown" not in (now.state, seen.state) and now.state != seen.state
        return seen.expires if told_otherwise else None

    @property
    def warnings(self) -> tuple[str, ...]:
        """Everything that is said of it, each sentence once."""
        said = [*self._view.notes, *self.notes]
        if self.wildcard:
            said.append(f"{self.wildcard} answers for {self.wanted.name}, which has no record of its own.")
        said += self.spf.warnings if self.spf else ()
        said += self.lookups.warnings if self.lookups else ()
        return tuple(dict.fromkeys(said))

    @property
    def _view(self) -> View:
        return self.system if self.authoritative.state == "unknown" else self.authoritative


@dataclass(frozen=True, slots=True)
class DomainCheck:
    """All that DNS says of a domain at one moment."""

    domain: Domain
    """With the service's statuses; ``unconfirmed`` and ``inactive`` where they weren't asked for."""
    at: datetime
    """UTC."""
    records: tuple[RecordCheck, ...]
    zone: str = ""
    """The closest zone that has name servers; empty where none is known."""
    servers: tuple[str, ...] = ()
    """Its name servers."""
    exists: bool | None = None
    """Whether DNS knows the name; None where nobody can tell."""
    trouble: tuple[str, ...] = ()
    """Name servers that don't answer as they should, one sentence each."""

    def record(self, purpose: Purpose) -> RecordCheck:
        """The check of one record."""
        return next(record for record in self.records if record.wanted.purpose is purpose)

    @property
    def unregistered(self) -> bool:
        """DNS doesn't know the name, and there is no zone of its owner above it."""
        return self.exists is False and not self.record(Purpose.VERIFICATION).wanted.zoned

    @property
    def ready_to_validate_verification(self) -> bool:
        """The service would find the verification record."""
        return self.record(Purpose.VERIFICATION).state == "found"

    @property
    def ready_to_validate_dkim(self) -> bool:
        """The service would find the key, and the domain to exist (code 1401)."""
        exists = self.record(Purpose.MAIL).state in ("found", "unknown")
        return exists and self.record(Purpose.DKIM).state == "found"

    @property
    def ready(self) -> bool:
        """Both validations would succeed."""
        return self.ready_to_validate_verification and self.ready_to_validate_dkim

    @property
    def next_step(self) -> str:
        """The one thing to do now, as a sentence."""
        from ue_console.services.domains.next_step import next_step

        return next_step(self)


def lasts(seconds: int) -> str:
    """A TTL in words: ``5 minutes``, ``1 hour``."""
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size and seconds % size == 0:
            return plural(seconds // size, unit)
    return plural(seconds, "second")
