"""Validations of domains: what DNS says decides, and the status turns a moment later.

What the reference leaves open is decided here as follows. A validation that finds out at once that a record
is missing or wrong ends with its code; a verification record that other TXT records stand in the place of is
no such case. Either way the status is that of the last validation, so that it can get worse, too. Where
nobody could tell, it stays.

DKIM of a domain that was registered here is checked by itself, too, as the service does (reference: Domain
Methods): from its registration on, until it is active, for as long as a webhook's calls are repeated.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from ue_console.sandbox import domain_records, domain_verdicts
from ue_console.sandbox.dns_contents import DKIM
from ue_console.sandbox.dns_lookup import Lookup
from ue_console.sandbox.dns_zones import Zones
from ue_console.sandbox.domain_records import Side
from ue_console.sandbox.events.agenda import Agenda
from ue_console.sandbox.events.clock import Clock
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Record, Store

_AT_ONCE: Final = 20
"""Checks of the service's own that are made at the same time."""


class Checks:
    """Validates, in the loop in which it is first used; idle without a timer or a task.

    Args:
        store: Where the domains are.
        zones: Since when they are registered.
        lookup: Who says what DNS has.
        now: The clock, in UTC.
        clock: How long a check takes, and how often DKIM is checked.
    """

    def __init__(
        self, store: Store, zones: Zones, lookup: Lookup, now: Callable[[], datetime], clock: Clock
    ) -> None:
        self._store = store
        self._zones = zones
        self._lookup = lookup
        self._now = now
        self._clock = clock
        self._agenda = Agenda()
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def verification(self, scope: str, record: Record) -> None:
        """Check the verification record; the status turns a moment later.

        Raises:
            Refusal: 118, 121.
        """
        seen = await self._lookup.ask(record["domain"], "TXT")
        if seen.state == "timeout":
            raise Refusal(121)
        if not domain_verdicts.failure_code(seen):
            good = domain_verdicts.is_verified(seen.values, record["verification-record"]["value"])
            self._turn_soon(scope, record["domain"], "verification-record", good=good)
        if not seen.values:
            raise Refusal(118)

    async def dkim(self, scope: str, record: Record) -> None:
        """Check the DKIM record; the status turns a moment later.

        Raises:
            Refusal: 120 to 124, 129, 1401.
        """
        name = record["domain"]
        code = await self._dkim_code(name, record["dkim"]["key"])
        if code in (0, *domain_verdicts.CERTAIN):
            self._turn_soon(scope, name, "dkim", good=code == 0)
        if code:
            raise Refusal(code)

    def registered(self, scope: str, name: str) -> None:
        """Check DKIM of this domain from time to time until it is active."""
        self._plan(scope, name, self._now())

    def resume(self) -> None:
        """Go on with what an earlier start has begun."""
        now = self._now()
        for zone in self._zones:
            for owner in zone.owners:
                self._plan(owner.scope, zone.name, now)

    async def close(self) -> None:
        """Stop where it stands."""
        await self._agenda.close()

    async def _dkim_code(self, name: str, key: str) -> int:
        """What is wrong with DKIM of a domain, as the API's code; 0 for nothing."""
        for kind in ("MX", "A", "AAAA"):
            seen = await self._lookup.ask(name, kind)
            if code := domain_verdicts.failure_code(seen):
                return code
            if seen.values:
                break
        else:
            return domain_verdicts.NO_DOMAIN
        seen = await self._lookup.ask(f"{DKIM}.{name}", "TXT")
        return domain_verdicts.failure_code(seen) or domain_verdicts.dkim_code(seen.values, key)

    def _turn_soon(self, scope: str, name: str, side: Side, *, good: bool) -> None:
        turn = partial(domain_records.turn, self._store, scope, name, side, good=good)
        self._agenda.at(self._agenda.time() + self._clock.check, turn)

    def _plan(self, scope: str, name: str, after: datetime) -> None:
        """Set the next check of the service's own, where it can still find DKIM active."""
        owner, hope = self._zones.owner(name, scope), self._lookup.hope(name, scope)
        record = domain_records.find(self._store, scope, name)
        if owner is None or hope is None or record is None or domain_records.is_good(record, "dkim"):
            return
        every = timedelta(seconds=self._clock.recheck)
        passed = max(after, hope) - owner.since
        due = owner.since + every * max(1, -(-passed // every))
        if due - owner.since > timedelta(seconds=self._clock.span):
            return
        # What the check finds is known a moment after its time.
        seconds = (due - self._now()).total_seconds() + self._clock.check
        check = partial(self._start_check, scope, name, due)
        self._agenda.at(self._agenda.time() + seconds, check)

    def _start_check(self, scope: str, name: str, due: datetime) -> None:
        self._agenda.start(self._check(scope, name, due))

    async def _check(self, scope: str, name: str, due: datetime) -> None:
        record = domain_records.find(self._store, scope, name)
        if record is None:
            return
        async with self._room:
            code = await self._dkim_code(name, record["dkim"]["key"])
        if code == 0:
            domain_records.turn(self._store, scope, name, "dkim", good=True)
        self._plan(scope, name, due + timedelta(microseconds=1))
