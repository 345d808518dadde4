"""A send: its progress, then what became of each address."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from ue_console.errors import ConsoleError, InputError
from ue_console.services.controls import Controls
from ue_console.services.dispatch import AnyPlan, Progress, TwinMet
from ue_console.services.reports import Report, ReportRow
from ue_console.services.words import Words, words_of
from ue_console.tui.account_words import danger_of
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.latest import Job
from ue_console.tui.report_rows import about, columns_of, summary, table_row
from ue_console.tui.screens.controlled import ControlledScreen
from ue_console.tui.screens.report_doing import ReportDoing
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Table
from ue_console.tui.widgets.text_view import TextView

OnSent = Callable[[Report], Awaitable[None]]
"""Told of the report as soon as it is there."""
OnHeld = Callable[[InputError], None]
"""Told why nothing was sent."""

NO_REPORT = "There is no report yet."


async def _nothing(report: Report) -> None:
    """Nobody needs to know."""


class SendingScreen(ReportDoing, ControlledScreen):
    """Sends a plan, or shows an earlier send.

    Args:
        plan: What to send now; None to show an earlier send.
        send_id: Of the earlier send.
        twin_confirmed: The operator was told that the same went out a moment ago.
        on_sent: Told of the report.
        on_held: Told where the same went out meanwhile, and nothing was sent; None shows it here.
    """

    PLACE = "compose"
    SERVES: ClassVar[tuple[str, ...]] = (
        "report.pause",
        "report.stop",
        "report.retry",
        "report.settle",
        "report.export",
        "list.filter",
        "list.sort",
    )
    UNDER_WAY = "The send is under way; space holds it, x stops it."
    HELD = "Held before the next request. space goes on, x stops."
    STOPPING = "Stopping after the request that is under way."
    DEFAULT_CSS = """
    SendingScreen #report { height: 1fr; }
    SendingScreen #report-detail { height: auto; max-height: 6; border-top: hkey $line; }
    """

    def __init__(
        self,
        plan: AnyPlan | None = None,
        *,
        send_id: str = "",
        twin_confirmed: bool = False,
        on_sent: OnSent = _nothing,
        on_held: OnHeld | None = None,
    ) -> None:
        super().__init__()
        self._plan = plan
        self.send_id = plan.id if plan else send_id
        self._twin_confirmed = twin_confirmed
        self._on_sent = on_sent
        self._on_held = on_held
        self.report: Report | None = None
        self._controls: Controls | None = None
        self.shown_rows: dict[str, ReportRow] = {}

    def compose_body(self) -> ComposeResult:
        """Heading, filter, table, detail of the row under the cursor."""
        yield Heading("Sending", id="report-heading")
        yield Field(placeholder="filter", id="filter")
        yield Table(columns_of(self.words), empty="", id="report")
        yield TextView(id="report-detail")

    @property
    def words(self) -> Words:
        """What the active account's service calls things."""
        return words_of(self.console.workspace.account.service.value)

    def on_mount(self) -> None:
        """Begin at once."""
        super().on_mount()
        self.table.focus()
        job: Job = partial(self._told, self._send if self._plan else self.read, "")
        self.run_worker(job, group="send")

    async def read(self) -> None:
        """Show what the journal knows of the send."""
        await self.console.workspace.sends.unfinished()
        self._show(await (await self.console.workspace.dispatch()).report(self.send_id))

    async def _send(self) -> None:
        plan = self._plan
        assert plan is not None
        self._controls = Controls()
        self._progress(Progress(1, plan.requests, "planned", 0, plan.recipients))
        self.console.busy = f"{self.words.a_send(plan.recipients)} is under way."
        self.renew_keys()
        try:
            sending = await self.console.workspace.dispatch()
            report = await sending.send(
                plan, self._progress, controls=self._controls, twin_confirmed=self._twin_confirmed
            )
            await self._on_sent(report)
        except ConsoleError as error:
            self._broken_off(error)
            if not isinstance(error, InputError):  # some of it may have been sent
                self.console.usage_changed()
            return
        finally:
            self._controls, self.console.busy = None, ""
            self.renew_keys()
        self._show(report)
        self.console.usage_changed()

    def _broken_off(self, error: ConsoleError) -> None:
        """Tell why there is no report; where nothing was sent, where that was asked for."""
        if isinstance(error, InputError) and self._on_held is not None:
            self._on_held(error)
            self.dismiss(None)
            return
        heading = self.query_one("#report-heading", Heading)
        heading.title, heading.detail = "Not sent" if isinstance(error, InputError) else "Sending ended", ""
        self.table.say("There is no report here; what is known of the send is in Home (1).")
        self.show_error(error, "")

    def _progress(self, at: Progress) -> None:
        lead = "The request is on its way. Its" if at.state == "sending" else "Each"
        self.table.say(f"{lead} outcome is kept here, whatever happens.")
        share = at.done / at.recipients if at.recipients else 1
        bar = "█" * round(share * 20) + "░" * (20 - round(share * 20))
        done = f"{at.done:,} of {at.recipients:,}"
        self.query_one("#report-heading", Heading).detail = f"{bar} {done} · request {at.batch}/{at.batches}"

    def _show(self, report: Report) -> None:
        self.report = report
        what = report.summary.subject or report.summary.template_name
        self.query_one("#report-heading", Heading).title = f"Report   {what}"
        self.shown_rows = {str(number): row for number, row in enumerate(report.rows)}
        self.table.say("Nothing matches the filter; esc clears it.")
        self.show_rows([table_row(key, row) for key, row in self.shown_rows.items()])
        if report.troubles:
            self.notice.say("\n".join(report.troubles), "bad")
        self.renew_keys()

    def sifted(self) -> None:
        """The heading says what of the report is shown."""
        if self.report:
            parts = (self.sifting, summary(self.report))
            self.query_one("#report-heading", Heading).detail = " · ".join(filter(None, parts))

    @on(Table.Moved, "#report")
    def _moved(self, event: Table.Moved) -> None:
        row = self.shown_rows.get(event.row.key) if event.row else None
        lines = about(self.report, row) if self.report and row else []
        self.query_one("#report-detail", TextView).show(lines)

    def why_not(self, action: Action) -> str:
        """What the state of the send forbids."""
        if reason := super().why_not(action):
            return reason
        if action.id in ("report.pause", "report.stop"):
            return "" if self._controls else "No send is under way here."
        if action.id in self.SERVES:
            return self.UNDER_WAY if self._controls else why_not_with(self.report, action)
        return ""

    def do_report_pause(self) -> None:
        """Hold the next request, or go on."""
        self.hold()

    def do_report_stop(self) -> None:
        """Send no further request."""
        self.stop()

    def do_report_retry(self) -> None:
        """Plan those addresses that got nothing, and ask."""
        self.work(self._offer_retry, "retry")

    async def _offer_retry(self) -> None:
        sending = await self.console.workspace.dispatch()
        plan = await sending.plan_retry(self.send_id)
        twin = await sending.twin_finding(plan)
        if twin and twin.severity == "error":
            raise TwinMet(twin)
        words = self.words
        what = words.what(plan.recipients)
        account = self.console.workspace.account
        text = (
            f"From {account.name}, {danger_of(account)}, to those {words.places} only that "
            f"certainly got nothing. {words.final}" + (f"\n⚠ {twin.cause}" if twin else "")
        )
        title = f"Send to {words.rows(plan.recipients)} that got nothing?"
        question = Confirm(title, text, f"Send {what}")
        # While nothing has left, what was written is kept; it must go with the retry.
        kept = self.report is not None and self.report.count("not sent") == len(self.report.rows)
        on_sent = self._on_sent if kept else _nothing
        screen = SendingScreen(plan, twin_confirmed=twin is not None, on_sent=on_sent)
        self.app.push_screen(question, lambda sure: self._retry(screen) if sure else None)

    def _retry(self, screen: SendingScreen) -> None:
        self.app.switch_screen(screen)

    def come_again(self) -> None:
        """Its place is gone to: the report gives way, as Home has it; a send under way does not."""
        if not self._controls:
            self.dismiss(None)

    come_back = come_again


def why_not_with(report: Report | None, action: Action) -> str:
    """What this report does not allow."""
    if report is None:
        return NO_REPORT
    if action.id == "report.retry" and report.no_retry:
        return str(report.no_retry)
    return report.no_settling if action.id == "report.settle" else ""
