"""What the screen of listening says about itself."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from textual.content import Content

from ue_console.models.hosts import is_loopback
from ue_console.services.heard import Heard
from ue_console.services.listening_port import next_free
from ue_console.services.listening_session import ListeningSession
from ue_console.services.url_secrets import shown_url
from ue_console.text import cut_middle, plural, safe_line
from ue_console.tui.screens.event_fate import untaken

LONGEST: Final = 40
"""Characters of a URL in a line of its own."""

BETWEEN: Final = " · "

SHOWN: Final = {
    "all": "",
    "bad": "only bad:",
    "retries": "only retries:",
    "untaken": "only not taken:",
}
"""What is shown of what came, in the order of the key; the last where a handler is called."""
NEXT: Final = {"all": "all", "bad": "bad only", "retries": "retries only", "untaken": "not taken"}
"""What the footer says of the key that leads there."""


def empty(session: ListeningSession, *, can_register: bool) -> str:
    """What stands in place of rows while there are none.

    Args:
        session: What listens, or not.
        can_register: Whether a webhook can be set here for the time of listening.
    """
    if not session.url:
        return "Not listening. l listens, f searches what was received earlier."
    if session.registered:
        return "Nothing has arrived yet.\nThe webhook is set: what happens from now on is told here."
    if is_local(session):
        way = f"The sandbox runs on this machine and reaches {session.url}/ directly."
        register = "R sets a webhook with that URL for the time of listening."
    else:
        way = _two_ways(session.url.rpartition(":")[2])
        register = "R then sets a webhook with your public URL for the time of listening."
    return "\n".join(["Nothing has arrived yet.", way, *([register] if can_register else [])])


def _two_ways(port: str) -> str:
    return (
        "The service calls public URLs only. Two ways from one to this machine:\n"
        "·  a reverse proxy at your public host, in front of the address above\n"
        f"·  ssh -R 8080:127.0.0.1:{port} you@public.host\n"
        "   opens port 8080 there; its sshd needs GatewayPorts, or a proxy"
    )


def none_shown(session: ListeningSession, mode: str, *, filtered: bool) -> str:
    """What stands in place of rows where none of those that came is shown, and the keys that help."""
    events = plural(session.totals.events, "event")
    ways = (
        "esc clears the filter" if filtered else "",
        "b shows other calls" if mode != "all" else "",
        f"f searches all {events} that came"
        if session.heard_list.cut
        else "f searches what was received earlier",
    )
    return f"Nothing that is shown matches; {', '.join(filter(None, ways))}."


def another_port(cause: str, port: int) -> tuple[str, str]:
    """What is told where nothing can listen at ``port``, and the port that is offered."""
    free = next_free(port)
    offered = f"{free} is the next free one, and 0 takes any" if free else "0 takes any free one"
    return f"{cause}\n{offered}; a tunnel or proxy has to lead there.", str(free)


def is_local(session: ListeningSession) -> bool:
    """Whether the service runs on this machine and needs no public URL."""
    account = session.account
    return account is not None and is_loopback(urlsplit(account.base_url).hostname or "")


def title(session: ListeningSession) -> str:
    """``Listening at http://127.0.0.1:8425``."""
    return f"Listening at {session.url}" if session.url else "Not listening"


def since(session: ListeningSession) -> str:
    """``for ACME Mail and 2 projects · since 12:00 UTC``."""
    began = f"since {session.since:%H:%M} UTC" if session.since and session.url else ""
    return " · ".join(filter(None, (f"for {session.whom}" if session.whom else "", began)))


class Count(NamedTuple):
    """A part of the line of counts."""

    text: str
    colour: str
    gives_way: int = 0
    """Where there is no room the highest goes first; 0 stays."""


def counts(session: ListeningSession, shown: int, mode: str, filtered: bool) -> list[Count]:
    """``12 calls``, ``45 events``, ``✓ 11 good``, ``✗ 1 bad``; first what of that is shown, if not all."""
    totals = session.totals
    bad = totals.bad + totals.missing
    some = filtered or mode != "all"
    parts = [
        Count(_view(session, shown, mode) if some else "", "bold $foreground"),
        Count(plural(totals.calls, "call"), "$foreground", 4),
        Count(plural(totals.events, "event"), "$foreground", 3),
        Count(f"✓ {totals.good:,} good" if totals.good else "", "$success", 2),
        Count(f"✗ {bad:,} bad" if bad else "", "$error"),
        Count(f"! {totals.refused:,} refused" if totals.refused else "", "$error"),
        Count(f"? {totals.unchecked:,} not checked" if totals.unchecked else "", "$warning"),
        Count(f"↻ {plural(totals.retries, 'retry', 'retries')}" if totals.retries else "", "$warning", 1),
        Count(f"newest {shown:,} shown" if session.heard_list.cut and not some else "", "$quiet", 5),
    ]
    return [part for part in parts if part.text]


def fitting(parts: Sequence[Count], width: int) -> Content:
    """The parts in one line of ``width`` cells; what matters least gives way, whole. 0: all of them."""
    kept = list(parts)
    while width and sum(len(part.text) + len(BETWEEN) for part in kept) - len(BETWEEN) > width:
        least = max(kept, key=lambda part: part.gives_way)
        if not least.gives_way:
            break
        kept.remove(least)
    found: list[tuple[str, str]] = []
    for part in kept:
        found += [(BETWEEN, "$quiet")] if found else []
        found.append((part.text, part.colour))
    return Content.assemble(*found)


def _view(session: ListeningSession, shown: int, mode: str) -> str:
    newest = "the newest " if session.heard_list.cut else ""
    return f"{SHOWN[mode]} {shown:,} of {newest}{len(session.heard):,} shown".strip()


def ways(session: ListeningSession) -> str:
    """The webhook that is set meanwhile, and where calls are passed on to; a line each."""
    return "\n".join(_ways(session))


def _ways(session: ListeningSession) -> Iterator[str]:
    if session.registered:
        yield f"● webhook {_shown(session.registered)}, put back at the end"
    if session.forward_url:
        totals = session.totals
        failed = f", {totals.forward_failed:,} failed" if totals.forward_failed else ""
        yield f"→ passed on to {_shown(session.forward_url)}: {totals.forwarded:,} answered 200{failed}"


def at_the_end(session: ListeningSession) -> str:
    """What becomes of the webhook that is set meanwhile."""
    replaced = session.webhook is not None and session.webhook.replaced
    return "put back as it was before" if replaced else "removed: there was none before"


def wanted(item: Heard, mode: str, session: ListeningSession) -> bool:
    """Whether a row is among those that are shown."""
    if mode == "bad":
        return item.doubtful
    if mode == "untaken":
        return untaken(session.fate(item.number))
    return mode != "retries" or item.retry_count > 0


def _shown(url: str) -> str:
    return cut_middle(safe_line(shown_url(url)), LONGEST)
