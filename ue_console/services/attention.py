"""What needs attention, one sentence a subject: however many there are of it, Home stays calm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from ue_console.models.url_masking import shown_url
from ue_console.resolver.names import readable
from ue_console.services.usage import Usage, outlook
from ue_console.text import cut_end, cut_middle, plural, safe_line

if TYPE_CHECKING:
    from ue_console.models.unione.domain import Domain
    from ue_console.models.unione.project import Project
    from ue_console.models.unione.webhook import Webhook
    from ue_console.services.here import Here
    from ue_console.services.overview import Overview
    from ue_console.store.send_records import SendSummary

NAMED: Final = 2
"""Objects that are called by name; the others are counted."""
LONGEST: Final = 40
"""Characters of a name."""
TITLE: Final = 36
"""Characters of a subject."""


class Kind(StrEnum):
    """What a need is about, the most pressing first."""

    UNKNOWN = "unknown"
    """Sends whose outcome is not known."""
    LOST_USERS = "lost users"
    """Users of which it is not known whether they were made."""
    LEFT = "left"
    """Sends of which a part can be tried again."""
    KEY_STORE = "key store"
    PERIOD = "period"
    WEBHOOKS = "webhooks"
    LISTENER = "listener"
    """Webhooks that killed listeners left."""
    DOMAINS = "domains"
    PROJECTS = "projects"
    CONNECTIONS = "connections"
    UNSUBSCRIBING = "unsubscribing"
    MESSAGE = "message"
    """A message begun in Compose."""
    EDITS = "edits"
    """Templates with an unsaved edit."""
    USERS = "users"
    WATCHES = "watches"
    LISTENING = "listening"
    READ_ONLY = "read-only"


GOES_ON: Final = (Kind.USERS, Kind.WATCHES, Kind.LISTENING, Kind.READ_ONLY)
"""What is worth knowing and waits for nobody."""


class Need(NamedTuple):
    """One thing that needs attention."""

    kind: Kind
    text: str
    """What is so, and what to do; without an end."""
    short: str
    """The same in two or three words, for where there is no room."""


_PLAN: Final = "change the plan at UniOne"
"""The cure of a period whose numbers stand above the needs: no key here leads to it."""


def needs(now: datetime, here: Here, known: Overview) -> list[Need]:
    """What needs attention of what was sent and typed here, and of what an account of UniOne has."""
    usage = (
        Usage.of(known.info.value.accounting) if known.info.value and known.info.value.accounting else None
    )
    domains = known.domains.value
    return [
        *of_sends(*here.unsettled),
        *of_period(usage, now),
        *of_webhooks(known.webhooks.value or ()),
        *(of_domains(domains.domains, whole=domains.whole) if domains else ()),
        *of_projects(known.projects.value or ()),
        *of_drafts(here),
        *of_watches(here, now),
    ]


def by_urgency(found: Iterable[Need]) -> list[Need]:
    """The most pressing first."""
    order = list(Kind)
    return sorted(found, key=lambda need: order.index(need.kind))


def named(names: Iterable[str], one: str) -> str:
    """``a.example, b.example and 12 more domains``; ``one`` is the word for a single one of them."""
    every = [cut_middle(safe_line(name), LONGEST) for name in names]
    shown = every if len(every) <= NAMED + 1 else every[:NAMED]
    if len(shown) < len(every):
        return f"{', '.join(shown)} and {plural(len(every) - len(shown), f'more {one}')}"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def of_sends(unknown: Sequence[SendSummary], left: Sequence[SendSummary]) -> Iterator[Need]:
    """Sends whose outcome is unknown, and those that left somebody out; one may be both."""
    if unknown:
        it = "it" if len(unknown) == 1 else "they"
        text = f"Unknown whether {it} arrived: {_titles(unknown)}"
        yield Need(Kind.UNKNOWN, text, f"{plural(len(unknown), 'send')} unknown")
    if left:
        text = f"Did not reach everybody: {_titles(left)}"
        yield Need(Kind.LEFT, text, f"{plural(len(left), 'send')} to try again")


def of_period(usage: Usage | None, now: datetime) -> Iterator[Need]:
    """What is included is used up, or will be before the period ends."""
    if usage is None or not usage.included:
        return
    ahead = outlook(usage, now)
    if not usage.left:
        more = f", and {usage.over:,} more" if usage.over else ""
        text = f"All {usage.included:,} included mails are sent{more}: {_PLAN}"
        yield Need(Kind.PERIOD, text, "included mails used up")
    elif ahead and ahead.reached:
        text = f"Included mails end before the period does: {_PLAN}"
        yield Need(Kind.PERIOD, text, f"{usage.left:,} mails left")
    elif usage.nearly:
        yield Need(Kind.PERIOD, f"Few included mails are left: {_PLAN}", f"{usage.left:,} mails left")


def of_webhooks(webhooks: Sequence[Webhook]) -> Iterator[Need]:
    """Webhooks that get no events any more, since the calls failed for a day."""
    stopped = [shown_url(item.url) for item in webhooks if item.status == "stopped"]
    if stopped:
        text = f"Stopped by the service: {named(stopped, 'webhook')}"
        yield Need(Kind.WEBHOOKS, text, f"{plural(len(stopped), 'webhook')} stopped")


def of_domains(domains: Sequence[Domain], *, whole: bool = True) -> Iterator[Need]:
    """Domains that mail can't be sent from yet."""
    waiting = [domain for domain in domains if not domain.ready]
    if not waiting:
        return
    why = ""
    if len(waiting) == 1:
        confirmed = waiting[0].verification_record.status == "confirmed"
        why = f" ({'its DKIM is not active' if confirmed else 'it is not confirmed'})"
    among = "" if whole else f", of the first {len(domains):,}"
    text = f"Can't send yet: {named((readable(item.domain) for item in waiting), 'domain')}{why}{among}"
    yield Need(Kind.DOMAINS, text, f"{plural(len(waiting), 'domain')} can't send")


def of_projects(projects: Sequence[Project]) -> Iterator[Need]:
    """Projects whose sending is off."""
    off = [project.name or project.id for project in projects if not project.send_enabled]
    if off:
        count = "the project" if len(off) == 1 else "the projects"
        text = f"Sending is off for {count} {named(off, 'project')}"
        yield Need(Kind.PROJECTS, text, f"{plural(len(off), 'project')} off")


def of_drafts(here: Here) -> Iterator[Need]:
    """What was typed and is not sent or saved, and addresses that wait to be unsubscribed."""
    if here.unsubscribing:
        count = plural(here.unsubscribing, "address", "addresses")
        yield Need(
            Kind.UNSUBSCRIBING, f"{count} of the last list have no outcome yet", f"{count} to unsubscribe"
        )
    if here.begun:
        one = here.begun == 1
        text = "A message is begun" if one else f"{here.begun} versions of a message are begun"
        yield Need(Kind.MESSAGE, f"{text} in Compose", "a message begun")
    if here.edits:
        names = named((name or "a new template" for name in here.edits), "template")
        yield Need(Kind.EDITS, f"Not saved yet: {names}", f"{plural(len(here.edits), 'template')} not saved")


def of_watches(here: Here, now: datetime) -> Iterator[Need]:
    """Domains that are watched until they can send."""
    if here.watches:
        due = here.watches[0].due
        when = f"; the next look is at {due:%H:%M} UTC" if due > now else ""
        names = named((readable(row.domain) for row in here.watches), "domain")
        yield Need(Kind.WATCHES, f"Watched: {names}{when}", f"{plural(len(here.watches), 'domain')} watched")


def _titles(sends: Sequence[SendSummary]) -> str:
    return named((f"“{cut_end(send.subject or send.template_name, TITLE)}”" for send in sends), "send")
