"""Compose for channels: from the draft to the plan, and the question before it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from ue_console.errors import ConsoleError
from ue_console.models.account import Account
from ue_console.services.channels.messages import messages
from ue_console.services.channels.parts import load_parts
from ue_console.services.channels.plans import ChannelPlan
from ue_console.services.channels.preflight import check
from ue_console.services.channels.receivers import without
from ue_console.services.findings import Finding
from ue_console.services.reports import Report
from ue_console.services.words import MESSAGE
from ue_console.text import plural
from ue_console.tui.channel_lines import shown_json
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.dialogs.raw import RawJson
from ue_console.tui.screens.sending import SendingScreen
from ue_console.tui.units import size
from ue_console.tui.widgets.review import Review, refused_here, warnings_of
from ue_console.tui.widgets.text_view import Line
from ue_console.tui.widgets.topline import ENVIRONMENT_MARKS

if TYPE_CHECKING:
    from ue_console.tui.screens.channels.screen import ChannelsScreen


class Submitting:
    """The part of the screen that leads from the draft to the send."""

    plan: ChannelPlan | None = None
    findings: tuple[Finding, ...] = ()
    twin_shown: bool = False

    @property
    def _screen(self) -> ChannelsScreen:
        return cast("ChannelsScreen", self)

    async def review(self) -> None:
        """Read files and connections, look for what would be refused, plan, and show it all."""
        screen = self._screen
        screen.notice.say("Checking", "info")
        draft, found = screen.draft.model_copy(deep=True), []
        try:
            schemes: dict[str, str] | None = await screen.read_connections()
        except ConsoleError as error:
            schemes = None
            found.append(Finding("warning", "", f"Connections could not be checked: {error}"))
        receivers = draft.parsed(schemes or ())
        loaded = await asyncio.to_thread(load_parts, draft)
        found += await asyncio.to_thread(check, draft, receivers, loaded, schemes)
        self.plan, self.twin_shown = None, False
        if receivers.found:
            sending = await screen.console.workspace.channel_sending()
            made = messages(draft, receivers, loaded.parts, schemes or screen.schemes or {})
            self.plan = await asyncio.to_thread(sending.plan, made)
            twin = await sending.twin_finding(self.plan)
            self.twin_shown = twin is not None
            found += [twin] if twin else []
        found += refused_here(screen.console.status)
        self.findings = tuple(found)
        screen.notice.clear()
        screen.index = 0
        account = screen.console.workspace.account
        screen.query_one("#review", Review).tell(_facts(self.plan, account), self.findings)
        screen.at("review")

    def why_not_send(self) -> str:
        """Errors block, and so does a send under way."""
        if self._screen.console.busy:
            return self._screen.console.busy
        if self.plan is None or any(finding.severity == "error" for finding in self.findings):
            return "Something must be mended first; see the lines marked ✗."
        return ""

    def do_compose_raw(self) -> None:
        """The exact JSON of the request to the channel at hand."""
        screen, plan = self._screen, self.plan
        if plan is not None:
            batch = plan.batches[screen.index % len(plan.batches)]
            title = f"message/send to {batch.channel}, request {batch.number} of {len(plan.batches)}"
            screen.app.push_screen(RawJson(title, shown_json(batch.body())))

    def do_compose_send(self) -> None:
        """Ask once more, with everything that matters in the question."""
        screen, plan = self._screen, self.plan
        if plan is None:
            return
        account = screen.console.workspace.account
        where = f"{plural(plan.recipients, 'receiver')} on {plural(len(plan.batches), 'channel')}"
        each = ", ".join(f"{batch.channel} {len(batch.message.receivers):,}" for batch in plan.batches[:8])
        rest = f" and {len(plan.batches) - 8:,} more" if len(plan.batches) > 8 else ""
        words = [
            f"From {account.name}, {account.environment.upper()}, one request for each channel: "
            f"{each}{rest}. {MESSAGE.final}",
            *[f"⚠ {cause}" for cause in warnings_of(self.findings)[:4]],
        ]
        question = Confirm(f"Send to {where}?", "\n".join(words), f"Send to {where}", key="y")
        screen.app.push_screen(question, self._confirmed)

    def _confirmed(self, sure: bool | None) -> None:
        plan, self.plan = self.plan, None
        if sure and plan is not None and not self._screen.console.busy:
            screen = SendingScreen(plan, twin_confirmed=self.twin_shown, on_sent=self._sent)
            self._screen.app.push_screen(screen, self._returned)
        else:
            self.plan = plan

    async def _sent(self, report: Report) -> None:
        """Keep in the draft only what its channel refused for good: all else is in the journal now."""
        screen = self._screen
        if report.count("not sent") == len(report.rows):
            return
        refused = dict.fromkeys(
            row.channel for row in report.rows if row.outcome == "refused" and not row.retry
        )
        gone = {row.channel for row in report.rows} - set(refused)
        if not refused:
            await screen.forget_draft()
            return
        screen.draft.receivers = without(screen.draft.receivers, gone)
        screen.refill()
        await screen.keep()
        names = " and ".join(refused)
        screen.notice.say(
            f"Refused by {names}: these lines are kept here, to be mended and sent again.", "warn"
        )

    def _returned(self, _: None) -> None:
        self._screen.at(self._screen.STEPS[0])


def _facts(plan: ChannelPlan | None, account: Account) -> Iterable[Line]:
    if plan is None:
        return
    symbol, _ = ENVIRONMENT_MARKS[account.environment]
    channels = ", ".join(batch.channel for batch in plan.batches)
    rows = [
        ("Account", f"{account.name}  {symbol} {account.environment.upper()}"),
        (
            "To",
            f"{plural(plan.recipients, 'receiver')} on {plural(len(plan.batches), 'channel')}: {channels}",
        ),
        ("Requests", f"{len(plan.batches)}, {size(plan.bytes)} in all"),
    ]
    for label, value in rows:
        yield Line(f"{label:<10}{value}", "", 10)
