"""Home: usage, what needs attention, the last sends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from textual.app import ComposeResult

from ue_console.errors import ConsoleError
from ue_console.models.unione.domain import Domain
from ue_console.models.unione.system import SystemInfo
from ue_console.text import plural
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.units import age, days_left
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.notice import describe
from ue_console.tui.widgets.text_view import Line, TextView
from ue_console.tui.widgets.topline import usage_bar

LAST_SENDS = 8
"""How many sends are listed."""


class HomeScreen(FrameScreen):
    """The first thing to see: is everything all right, and what is the next step."""

    PLACE = "home"
    SERVES = ("list.refresh",)
    DEFAULT_CSS = """
    HomeScreen #home { height: 1fr; padding: 0 1; }
    """

    def compose_body(self) -> ComposeResult:
        """One text."""
        yield Heading("Home", id="home-heading")
        yield TextView(id="home")

    def on_mount(self) -> None:
        """Load at once."""
        super().on_mount()
        self.query_one("#home", TextView).focus()

    def on_screen_resume(self) -> None:
        """Bring it up to date each time it is shown."""
        self.load()

    def do_list_refresh(self) -> None:
        """Read again."""
        self.load()

    def load(self) -> None:
        """Ask for usage, domains and the journal."""
        self.work(self._load, "load", "Press r to try again.")

    async def _load(self) -> None:
        workspace = self.console.workspace
        heading = self.query_one("#home-heading", Heading)
        if workspace.accounts.active is None:
            heading.detail = ""
            self.query_one("#home", TextView).show(welcome())
            return
        heading.detail = "loading"
        info, domains, troubles = None, None, []
        try:
            info = await workspace.info()
            domains = await workspace.domains()
        except ConsoleError as error:
            troubles.append(describe(error, "Press r to try again."))
        lines = [Line(f"✗ {trouble}", "bad") for trouble in troubles]
        lines += list(usage(info, workspace.now())) if info else []
        lines += list(await self._attention(domains))
        lines += list(await self._last())
        heading.title = "Home"
        heading.detail = f"as of {workspace.now():%H:%M} UTC"
        self.query_one("#home", TextView).show(lines)
        if info is not None:
            self.console.show_info(info)

    async def _attention(self, domains: Sequence[Domain] | None) -> Iterable[Line]:
        workspace = self.console.workspace
        draft = await workspace.compose_draft()
        lines = list(domain_lines(domains or ()))
        if not draft.empty:
            lines.append(Line("✎ A message is begun in Compose: press 2", "warn"))
        for send in await workspace.sends.list(workspace.account.name, limit=LAST_SENDS):
            if send.state == "unknown":
                lines.append(Line(f"? {unknown(send.subject)}", "warn"))
        self.console.mark("compose", "" if draft.empty else "✎")
        return [Line(""), Line("Needs attention", "strong"), *(lines or [Line("✓ Nothing", "good")])]

    async def _last(self) -> Iterable[Line]:
        workspace = self.console.workspace
        sends = await workspace.sends.list(workspace.account.name, limit=LAST_SENDS)
        lines = [Line(""), Line("Last sends from this console", "strong")]
        for send in sends:
            when = age(send.created, workspace.now())
            what = send.subject or send.template_name
            mails = plural(send.recipients, "mail")
            lines.append(Line(f"{when:>7} ago  {mails:>12}  {send.state:<9}  {what}"))
        return lines if sends else [*lines, Line("None yet. Press 2 to compose, 3 for templates.", "quiet")]


def unknown(subject: str) -> str:
    """What to do about a send whose outcome is not known."""
    return (
        f"The outcome of “{subject}” is unknown: its answer was lost. Look whether the mails arrived "
        "before you send again."
    )


def welcome() -> list[Line]:
    """For a console without accounts."""
    return [
        Line(""),
        Line("Welcome. There is no account here yet.", "strong"),
        Line(""),
        Line("9  goes to Accounts; n adds one. You need an API key of UniOne:"),
        Line("   account settings, or a project's key. It is checked before it is kept,"),
        Line("   and kept only in your system's key store."),
        Line(""),
        Line("Without an account, “ue-console demo” shows everything on demo data.", "quiet"),
    ]


def usage(info: SystemInfo, now: datetime) -> Iterable[Line]:
    """Whose key it is and how much of the period is used."""
    yield Line("")
    project = f", project {info.project_name or info.project_id}" if info.project_id else ""
    yield Line(f"{info.email}{project}", "quiet")
    period = info.accounting
    if period is None:
        yield Line(
            "The usage of the account is shown to account keys only; this is a project's key.", "quiet"
        )
        return
    sent, included = period.emails_sent, period.emails_included
    share = f"{sent / included:.0%}" if included else "no mails included"
    tone = "" if sent < 0.9 * included else "warn" if sent < included else "bad"
    left = days_left(period.period_end, now)
    yield Line(f"{usage_bar(sent, included, 30)}  {sent:,} of {included:,} sent, {share}", tone)
    rest = f"{included - sent:,} left" if sent <= included else f"{sent - included:,} over what is included"
    yield Line(f"{rest}; the period ends in {plural(left, 'day')} ({period.period_end[:10]})", "quiet")


def domain_lines(domains: Sequence[Domain]) -> Iterable[Line]:
    """The domains that can't send yet, each with its one next step."""
    for domain in domains:
        if domain.verification_record.status != "confirmed":
            step = "ownership is not confirmed: publish its TXT record"
        elif domain.dkim.status != "active":
            step = "DKIM is not active: publish the key at us._domainkey"
        else:
            continue
        yield Line(f"! {domain.domain} can't send yet; {step}", "warn")
