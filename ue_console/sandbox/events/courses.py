"""The course of each mail's life, as its address says, and the webhooks that are told of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from ue_console.sandbox.accounts import Caller, Keys
from ue_console.sandbox.addresses import domain_of
from ue_console.sandbox.calls import stamp
from ue_console.sandbox.events.agenda import Agenda
from ue_console.sandbox.events.clock import Clock
from ue_console.sandbox.events.lane import Desk, Lane
from ue_console.sandbox.events.lives import BLOCKED, UNBLOCKED, Life, Step
from ue_console.sandbox.events.mails import Happening, Mailed, Owner
from ue_console.sandbox.events.post import Post
from ue_console.sandbox.events.room import MOST_BYTES, Room
from ue_console.sandbox.events.rules import life_of
from ue_console.sandbox.store import Record, Store
from ue_console.sandbox.unione import unsubscribed


@dataclass(slots=True)
class _Wave:
    """Mails of one send that live alike: what happens to one happens to all of them at once."""

    owner: Owner
    mails: Sequence[Mailed]
    life: Life
    done: int = 0
    """Steps of the life that have happened."""

    @property
    def size(self) -> int:
        return sum(mail.size for mail in self.mails)


class Courses:
    """The lives of all mail, in the loop in which it was sent; idle without a timer or a task."""

    def __init__(
        self,
        store: Store,
        keys: Keys,
        now: Callable[[], datetime],
        clock: Clock,
        most_bytes: int | None,
    ) -> None:
        self._store = store
        self._now = now
        self._clock = clock
        self._agenda = Agenda()
        self._desk = Desk(
            Post(store, keys, now, clock),
            self._agenda,
            clock,
            Room(MOST_BYTES if most_bytes is None else most_bytes),
        )
        self._lanes: dict[tuple[Owner, str], Lane] = {}
        self._mails = 0

    def mailed(self, caller: Caller, mails: Sequence[Mailed]) -> None:
        """Mail was accepted: its life begins."""
        owner = Owner(caller.account, caller.project_id)
        alike: dict[Life, list[Mailed]] = {}
        for mail in mails:
            alike.setdefault(life_of(mail.email, opens=mail.opens, link=mail.link), []).append(mail)
        for life, group in alike.items():
            wave = _Wave(owner, tuple(group), life)
            if self._desk.room.take(wave.size):
                self._mails += len(group)
                self._plan(wave, self._agenda.time())
            else:
                self._desk.room.lost += len(group) * len(life)

    def halted(self, caller: Caller, url: str) -> None:
        """The webhook was disabled or deleted: what waits for it is dropped."""
        lane = self._lanes.get((Owner(caller.account, caller.project_id), url))
        if lane is not None:
            lane.drop()
            if lane.is_idle:
                self._idle(lane)

    def state(self) -> dict[str, Any]:
        """What is still to happen, what waits for which webhook, and the newest calls."""
        waiting = [
            {"url": lane.url, "project_id": lane.owner.project_id, **lane.state()}
            for lane in self._lanes.values()
        ]
        calls = self._desk.post.log.rows()
        return {"mails": self._mails, "waiting": waiting, "lost": self._desk.room.lost, "calls": calls}

    async def close(self) -> None:
        """Stop where it stands: what was not told by now is lost."""
        await self._agenda.close()

    def _plan(self, wave: _Wave, since: float) -> None:
        seconds = wave.life[wave.done].seconds if self._clock.step is None else self._clock.step
        self._agenda.at(since + seconds, partial(self._go_on, wave, since + seconds))

    def _go_on(self, wave: _Wave, due: float) -> None:
        step = wave.life[wave.done]
        wave.done += 1
        if wave.done < len(wave.life):
            self._plan(wave, due)
        else:
            self._mails -= len(wave.mails)
            self._desk.room.give(wave.size)
        now = self._now()
        if step.status == "unsubscribed":
            for mail in wave.mails:
                unsubscribed.enlist(self._store, wave.owner.scope, mail.email, now)
        self._tell(wave.owner, [Happening(mail, step, stamp(now)) for mail in _concerned(wave, step)])

    def _tell(self, owner: Owner, happenings: Sequence[Happening]) -> None:
        for webhook in self._desk.post.active(owner):
            if _asks_for(webhook, happenings[0].step.status):
                self._lane(owner, webhook["url"]).add(happenings)

    def _lane(self, owner: Owner, url: str) -> Lane:
        if (owner, url) not in self._lanes:
            self._lanes[owner, url] = Lane(owner, url, self._desk, self._idle)
        return self._lanes[owner, url]

    def _idle(self, lane: Lane) -> None:
        if self._lanes.get((lane.owner, lane.url)) is lane:
            del self._lanes[lane.owner, lane.url]


def _concerned(wave: _Wave, step: Step) -> Sequence[Mailed]:
    """The mails that an event tells of; a spam block is one for each domain."""
    if step.status in (BLOCKED, UNBLOCKED):
        return list({domain_of(mail.email): mail for mail in wave.mails}.values())
    return wave.mails


def _asks_for(webhook: Record, status: str) -> bool:
    events = webhook["events"]
    if status in (BLOCKED, UNBLOCKED):
        return bool(events.get("spam_block") == ["*"])
    return status in (events.get("email_status") or ())
