"""How many look-ups a receiver needs for an SPF record, found by really making them (RFC 7208, 4.6.4)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ue_console.services.domains.spf import Term, effective, is_spf

if TYPE_CHECKING:
    from ue_console.resolver.found import Found

LIMIT: Final = 10
"""Look-ups that a receiver makes; a record that needs more is an error to it."""

VOID_LIMIT: Final = 2
"""Of them those that may find nothing."""

MOST_NAMES: Final = 10
"""Mail servers that one ``mx`` may find."""

STOP: Final = 30
"""Look-ups made here at the most, however many the record asks for."""

_COUNTED: Final = {"include", "a", "mx", "ptr", "exists", "redirect"}

LookUp = Callable[[str, str], "Awaitable[Found]"]
"""Name and type → what DNS says."""


@dataclass(frozen=True, slots=True)
class SpfLookups:
    """What a record costs a receiver at the most."""

    count: int
    voids: int = 0
    """Look-ups that find nothing."""
    passed: frozenset[str] = frozenset()
    """Names whose records decide who may send: included or redirected to, at any depth."""
    problems: tuple[str, ...] = ()
    """What receivers count as an error, one sentence each."""
    unknown: tuple[str, ...] = ()
    """Names that could not be looked up; the count may be too low."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Problems, and the limits that are passed."""
        said = list(self.problems)
        if self.count > LIMIT:
            over = "at least " if self.count >= STOP else ""
            said.append(
                f"The record needs {over}{self.count} DNS look-ups; above {LIMIT} receivers count it as an "
                "error. Take out what no longer sends, or name servers by ip4 and ip6."
            )
        if self.voids > VOID_LIMIT:
            said.append(
                f"{self.voids} of its look-ups find nothing; above {VOID_LIMIT} receivers count it "
                "as an error."
            )
        return tuple(said)


async def counted(domain: str, record: str, look_up: LookUp) -> SpfLookups:
    """Follow the record's terms as a receiver would at the most.

    Args:
        domain: Whose record it is.
        record: Its text; it need not be published.
        look_up: Asks DNS.
    """
    walk = _Walk(look_up)
    await walk.record(domain, record, (domain,), passes=True)
    return SpfLookups(
        walk.count, walk.voids, frozenset(walk.passed), tuple(walk.problems), tuple(walk.unknown)
    )


@dataclass
class _Walk:
    look_up: LookUp
    count: int = 0
    voids: int = 0
    passed: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    async def record(self, domain: str, record: str, path: tuple[str, ...], *, passes: bool) -> None:
        found = [term for term in effective(record) if term.name in _COUNTED]
        self.count += len(found)
        if self.count < STOP:
            await asyncio.gather(*(self._term(term, domain, path, passes) for term in found))

    async def _term(self, term: Term, domain: str, path: tuple[str, ...], passes: bool) -> None:
        target = (term.target or domain).lower().rstrip(".")
        if "%" in target or term.name == "ptr":
            return  # what it asks for depends on the mail
        if term.name in ("include", "redirect"):
            leads = passes and term.qualifier in ("+", "")
            await self._policy(target, path, passes=leads)
        elif term.name == "mx":
            await self._mx(target)
        else:
            await self._found(target, "A")

    async def _policy(self, target: str, path: tuple[str, ...], *, passes: bool) -> None:
        if target in path:
            self.problems.append(f"{path[-1]} leads back to {target}, without end.")
            return
        if passes:
            self.passed.add(target)
        values = await self._found(target, "TXT")
        records = [value for value in values or () if is_spf(value)]
        if values is not None and len(records) != 1:
            what = "no SPF record" if not records else f"{len(records)} SPF records"
            self.problems.append(f"{target} has {what}, and that makes this record an error.")
        elif records:
            await self.record(target, records[0], (*path, target), passes=passes)

    async def _mx(self, target: str) -> None:
        names = await self._found(target, "MX")
        if names and len(names) > MOST_NAMES:
            self.problems.append(f"{target} has more than {MOST_NAMES} mail servers: mx is an error there.")

    async def _found(self, name: str, kind: str) -> tuple[str, ...] | None:
        """The values; None where it could not be known."""
        found = await self.look_up(name, kind)
        if not found.certain:
            self.unknown.append(name)
            return None
        self.voids += found.state != "found"
        return found.values
