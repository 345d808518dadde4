"""What Home says above the last sends: usage, own sends, what needs attention and its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from ue_console.models.account import KeyKind, Service
from ue_console.services.attention import GOES_ON, Kind, Need
from ue_console.services.identity import Identity
from ue_console.services.usage import Usage, ends, pace_words
from ue_console.tui.widgets.notice import describe
from ue_console.tui.widgets.text_view import Line, wrapped
from ue_console.tui.widgets.topline import usage_bar

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.models.unione.system import SystemInfo
    from ue_console.services.overview import Overview

CURES: Final = {
    Kind.UNKNOWN: ("home.settle", "?", "warn"),
    Kind.LOST_USERS: ("go.users", "?", "warn"),
    Kind.LEFT: ("home.retry", "◐", "warn"),
    Kind.KEY_STORE: ("go.accounts", "✗", "bad"),
    Kind.PERIOD: ("", "!", "warn"),
    Kind.WEBHOOKS: ("go.webhooks", "!", "warn"),
    Kind.LISTENER: ("go.webhooks", "!", "warn"),
    Kind.DOMAINS: ("go.domains", "!", "warn"),
    Kind.PROJECTS: ("go.projects", "!", "warn"),
    Kind.CONNECTIONS: ("go.connections", "!", "warn"),
    Kind.UNSUBSCRIBING: ("go.unsubscribed", "!", "warn"),
    Kind.MESSAGE: ("go.compose", "✎", "warn"),
    Kind.EDITS: ("go.templates", "✎", "warn"),
    Kind.USERS: ("go.users", "·", ""),
    Kind.WATCHES: ("go.domains", "◷", ""),
    Kind.LISTENING: ("go.webhooks", "●", ""),
    Kind.READ_ONLY: ("go.accounts", "·", ""),
}
"""What a need is about → the action that leads to its cure, symbol, tone."""

KeyOf = Callable[[str], str]
"""The key of an action by its id; empty where it has none here."""


def welcome() -> list[Line]:
    """For a console without accounts."""
    return [
        Line(""),
        Line("Welcome. There is no account here yet.", "strong"),
        Line(""),
        Line("9  goes to Accounts; n adds one. You need an API key of UniOne (its account"),
        Line("   settings, or a project's key), or key and secret of UnificationEngine."),
        Line("   It is checked before it is kept, and kept only where you choose."),
        Line(""),
        Line("Without an account, “ue-console demo” shows everything on demo data.", "quiet"),
    ]


def asked_at(known: Overview) -> str:
    """How old it is what the service has told; empty where it told nothing."""
    at = next((part.at for part in known.parts if part.at is not None), None)
    told = f"as of {at:%H:%M} UTC" if at else ""
    domains = known.domains
    if domains.at is None or domains.again is None:
        return told
    again = domains.again + timedelta(seconds=-domains.again.second % 60)
    return f"{told}; domains as of {domains.at:%H:%M}, next at {again:%H:%M}"


def troubles(known: Overview) -> list[Line]:
    """What failed, each cause once."""
    errors = [part.error for part in known.parts if part.error is not None]
    told = dict.fromkeys(describe(error, "Press r to try again.") for error in errors)
    return [Line(f"✗ {text}", "bad", 2) for text in told]


def not_known(known: Overview, *, loading: bool) -> list[Line]:
    """What can't be said yet, or not now."""
    names = [part.name for part in known.parts if part.value is None and part is not known.info]
    if not names:
        return []
    again = known.domains.again
    if not loading and again is not None and names == [known.domains.name]:
        return [
            Line(f"· Domains are listed once a minute at the most: again at {again:%H:%M:%S} UTC", "quiet")
        ]
    if not loading and all(part.value is None for part in known.parts):
        return [Line("· Not known while the service is silent")]
    return [Line(f"· Not known{' yet' if loading else ''}: {', '.join(names)}", "quiet")]


def whose(account: Account, known: Overview) -> list[Line]:
    """Whose key it is, of UnificationEngine: it tells no usage."""
    found = known.users.value if account.key_kind is KeyKind.APP else known.connections.value
    if account.service is not Service.UNIFICATION or found is None:
        return []
    return [Line(Identity(account.key_kind, account.user_id, count=len(found)).sentence())]


def usage_lines(info: SystemInfo, now: datetime) -> Iterator[Line]:
    """Whose key it is, how much of the period is used, and where that leads."""
    project = f", project {info.project_name or info.project_id}" if info.project_id else ""
    yield Line(f"{info.email}{project}", "quiet")
    if info.accounting is None:
        yield Line(
            "The usage of the account is shown to account keys only; this is a project's key.", "quiet"
        )
        return
    usage = Usage.of(info.accounting)
    share = f"{usage.sent / usage.included:.0%}" if usage.included else "no mails included"
    tone = "bad" if usage.over or not usage.left else "warn" if usage.nearly else ""
    bar = usage_bar(usage.sent, usage.included, 30)
    yield Line(f"{bar}  {usage.sent:,} of {usage.included:,} sent, {share}", tone)
    rest = f"{usage.over:,} over what is included" if usage.over else f"{usage.left:,} left"
    said = "; ".join(filter(None, (rest, ends(usage, now))))
    yield Line(said, "quiet")
    if words := pace_words(usage, now):
        yield Line(words[0].upper() + words[1:], "quiet")


def need_lines(needs: Sequence[Need], key_of: KeyOf, width: int, rows: int) -> list[Line]:
    """One line a need, its key first; what finds no room stands on the last one in short.

    Args:
        needs: The most pressing first.
        key_of: The keys.
        width: Cells of a line.
        rows: How many there are room for; what is most pressing is shown in any case.
    """
    keys = {need.kind: key_of(CURES[need.kind][0]) for need in needs}
    lead = max(map(len, keys.values()), default=0)
    lines = [_line(need, keys[need.kind], lead) for need in needs]
    for shown in range(len(needs), 0, -1):
        rest = [_in_short(need, keys[need.kind]) for need in needs[shown:]]
        also = [Line(f"{'':{lead}}  + {', '.join(rest)}", "", lead + 4)] if rest else []
        if shown == 1 or len(wrapped([*lines[:shown], *also], width)) <= rows:
            return [*lines[:shown], *also]
    return []


def _line(need: Need, key: str, lead: int) -> Line:
    _, symbol, tone = CURES[need.kind]
    return Line(f"{key:>{lead}}  {symbol} {need.text}", tone, lead + 4)


def _in_short(need: Need, key: str) -> str:
    return f"{need.short} ({key})" if key else need.short


def all_well(needs: Sequence[Need]) -> list[Line]:
    """Says that nothing waits for the operator, where that is so; what is listed below it only goes on."""
    if any(need.kind not in GOES_ON for need in needs):
        return []
    return [Line("✓ Nothing; good to know:" if needs else "✓ Nothing", "good")]
