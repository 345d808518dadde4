"""Home: usage, what needs attention, the last sends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from textual.app import ComposeResult

from ue_console.errors import ConsoleError
from ue_console.models.account import Service
from ue_console.models.unione.domain import Domain
from ue_console.models.unione.system import SystemInfo
from ue_console.services.words import MAIL, Words, words_of
from ue_console.services.workspace import SendSummary
from ue_console.text import plural
from ue_console.tui.commands import Action
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.units import age, days_left
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.notice import describe
from ue_console.tui.widgets.table import Column, Row, Table
from ue_console.tui.widgets.text_view import Line, TextView
from ue_console.tui.widgets.topline import usage_bar

BEGUN = "✎ A message is begun in Compose: press 2"
LAST_SENDS = 50
"""How many sends are listed."""


def send_columns(words: Words) -> tuple[Column, ...]:
    """The columns of the last sends, in the words of their service."""
    return (
        Column("Age", 6, right=True, quiet=True),
        Column(words.head, 7, right=True),
        Column("State", 12),
        Column("What"),
    )


STATES = {
    "open": ("·", "under way", ""),
    "done": ("✓", "sent", "good"),
    "partly": ("◐", "partly", "warn"),
    "stopped": ("·", "stopped", "warn"),
    "refused": ("✗", "refused", "bad"),
    "unknown": ("?", "unknown", "warn"),
}
"""State of a send → symbol, word, tone."""


class HomeScreen(FrameScreen):
    """The first thing to see: is everything all right, and what is the next step."""

    PLACE = "home"
    SERVES = ("home.open", "list.refresh")
    DEFAULT_CSS = """
    HomeScreen #home { height: auto; max-height: 60%; }
    HomeScreen #sends-heading { margin-top: 1; }
    HomeScreen #sends { height: 1fr; }
    """

    def compose_body(self) -> ComposeResult:
        """A text, and the table of sends."""
        yield Heading("Home", id="home-heading")
        yield TextView(id="home")
        yield Heading("Last sends from this console", id="sends-heading")
        yield Table(send_columns(MAIL), empty="", id="sends")

    def on_mount(self) -> None:
        """The keys go to the table."""
        super().on_mount()
        self.query_one("#sends", Table).focus()

    def on_screen_resume(self) -> None:
        """Bring it up to date each time it is shown, but not after a question that this very load asked."""
        if not any(worker.group == "load" and worker.is_running for worker in self.workers):
            self.load()

    def account_is_another(self) -> None:
        """Read everything of the account that is active now."""
        self.load()

    def do_list_refresh(self) -> None:
        """Read again."""
        self.load()

    def why_not(self, action: Action) -> str:
        """There must be a send to open."""
        if action.id == "home.open" and self.is_mounted and self.query_one("#sends", Table).current is None:
            return "Nothing was sent from this console yet."
        return super().why_not(action)

    def do_home_open(self) -> None:
        """The report of the send under the cursor."""
        from ue_console.tui.screens.sending import SendingScreen

        row = self.query_one("#sends", Table).current
        if row is not None:
            self.app.push_screen(SendingScreen(send_id=row.key))

    def load(self) -> None:
        """Ask for usage, domains and the journal."""
        self.work(self._load, "load", "Press r to try again.")

    async def _load(self) -> None:
        workspace = self.console.workspace
        if workspace.accounts.active is None:
            self.query_one("#home", TextView).show(welcome())
            return
        heading = self.query_one("#home-heading", Heading)
        heading.detail = "loading"
        self.notice.clear()
        sends = await workspace.sends.list(workspace.account.name, limit=LAST_SENDS)
        self._show_sends(sends)
        unione = workspace.account.service is Service.UNIONE
        lines = await (self._usage(sends) if unione else self._owner(sends))
        heading.detail = f"as of {workspace.now():%H:%M} UTC"
        self.query_one("#home", TextView).show(lines)

    async def _usage(self, sends: Sequence[SendSummary]) -> list[Line]:
        """For UniOne: the period's usage, and what needs attention."""
        asked = self.console.status.account
        info, domains, troubles = await self._ask()
        lines = [Line(f"✗ {trouble}", "bad") for trouble in troubles]
        if info is not None:
            lines += usage(info, self.console.workspace.now())
            if self.console.status.account == asked:
                self.console.show_info(info)
        return lines + await self._attention(domains, sends)

    async def _owner(self, sends: Sequence[SendSummary]) -> list[Line]:
        """For UnificationEngine, which tells no usage: whose key it is, and what waits."""
        workspace = self.console.workspace
        draft = await workspace.channel_drafts().load()
        self.console.mark("compose", "" if draft.empty else "✎")
        lines = [] if draft.empty else [Line(BEGUN, "warn")]
        lines += doubts(sends)
        identity = await workspace.identity()
        return [Line(""), Line(identity.sentence()), *([Line(""), *lines] if lines else [])]

    async def _ask(self) -> tuple[SystemInfo | None, list[Domain] | None, list[str]]:
        """Usage and domains; what failed is told beside what did not."""
        info, domains, troubles = None, None, []
        try:
            info = await self.console.workspace.info()
            domains = await self.console.workspace.domains()
        except ConsoleError as error:
            troubles.append(describe(error, "Press r to try again."))
        return info, domains, troubles

    async def _attention(self, domains: Sequence[Domain] | None, sends: Sequence[SendSummary]) -> list[Line]:
        draft = await self.console.workspace.compose_draft()
        lines = list(domain_lines(domains or ()))
        if not draft.empty:
            lines.append(Line(BEGUN, "warn"))
        lines += doubts(sends)
        self.console.mark("compose", "" if draft.empty else "✎")
        nothing = (
            Line("✓ Nothing", "good")
            if domains is not None
            else Line("· Not known while the service is silent")
        )
        return [Line(""), Line("Needs attention", "strong"), *(lines or [nothing])]

    def _show_sends(self, sends: Sequence[SendSummary]) -> None:
        now = self.console.workspace.now()
        table = self.query_one("#sends", Table)
        places = self.console.places
        table.columns = send_columns(words_of(self.console.workspace.account.service.value))
        rest = ", 3 for templates" if "templates" in places else ""
        table.say(f"None yet. Press 2 to compose{rest}." if "compose" in places else "None yet.")
        table.show_rows([send_row(send, age(send.created, now)) for send in sends])
        self.renew_keys()


def send_row(send: SendSummary, when: str) -> Row:
    """One send of the journal."""
    symbol, word, tone = STATES[send.state]
    what = send.subject or send.template_name
    return Row(
        send.id, (when, f"{send.recipients:,}", f"{symbol} {word}", what), ("", "", tone, ""), what.lower()
    )


def doubts(sends: Sequence[SendSummary]) -> list[Line]:
    """The sends whose outcome is not known."""
    return [Line(f"? {unknown(send)}", "warn") for send in sends if send.state == "unknown"]


def unknown(send: SendSummary) -> str:
    """What to do about a send whose outcome is not known."""
    subject = send.subject
    if words_of(send.service) is MAIL:
        return (
            f"The outcome of “{subject}” is unknown: its answer was lost. Look whether the mails arrived "
            "before you send again; its report below takes what you found out (m)."
        )
    return (
        f"What became of “{subject}” is unknown on a channel. {words_of(send.service).look} "
        "Its report below takes what you found out (m)."
    )


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
