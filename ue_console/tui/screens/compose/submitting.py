"""Compose: from the draft to the plan, and the question before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ue_console.errors import ConsoleError, InputError
from ue_console.models.unione.domain import Domain
from ue_console.models.unione.message import Message
from ue_console.services.findings import Finding
from ue_console.services.plans import Plan
from ue_console.services.preflight import check
from ue_console.services.reports import Report
from ue_console.services.values import parse_values
from ue_console.text import plural
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.dialogs.raw import RawJson
from ue_console.tui.screens.compose.review_step import ReviewStep
from ue_console.tui.screens.sending import SendingScreen
from ue_console.tui.widgets.review import refused_here, warnings_of
from ue_console.tui.widgets.topline import Status

if TYPE_CHECKING:
    from ue_console.tui.screens.compose.screen import ComposeScreen


class Submitting:
    """The part of the Compose screen that leads from the draft to the send."""

    plan: Plan | None = None
    findings: tuple[Finding, ...] = ()
    twin_shown: bool = False

    @property
    def _screen(self) -> ComposeScreen:
        return cast("ComposeScreen", self)

    async def review(self) -> None:
        """Plan the send, look for everything that the service would refuse, and show both."""
        screen = self._screen
        screen.notice.say("Checking", "info")
        workspace = screen.console.workspace
        workspace.forget_templates()
        await screen.read_template()
        message = screen.message()
        findings = [*await self._preflight(message), *_left_out(screen), *refused_here(screen.console.status)]
        self.plan = None
        try:
            twin = await self._make_plan(message)
            findings += [twin] if twin else []
            findings += _over(screen.console.status, self.plan)
        except InputError as error:
            if not any(finding.severity == "error" for finding in findings):
                findings.append(Finding("error", error.field, error.cause, error.remedy))
        self.findings = tuple(findings)
        screen.notice.clear()
        step = screen.query_one(ReviewStep)
        step.show(self.plan, workspace.account, screen.template, self.findings)
        screen.at("review")

    async def _preflight(self, message: Message) -> list[Finding]:
        findings: list[Finding] = []
        domains: list[Domain] | None = None
        try:
            domains = await self._screen.console.workspace.domains()
        except ConsoleError as error:
            findings.append(Finding("warning", "", f"Sender domains could not be checked: {error}"))
        return findings + list(await check(message, template=self._screen.template, domains=domains))

    async def _make_plan(self, message: Message) -> Finding | None:
        screen = self._screen
        sending = await screen.console.workspace.sending()
        name = screen.draft.template_name if screen.draft.source == "template" else ""
        self.plan = sending.plan(message, template_name=name)
        twin = await sending.twin_finding(self.plan)
        self.twin_shown = twin is not None
        return twin

    def why_not_send(self) -> str:
        """Errors block, and so does a send under way."""
        if self._screen.console.busy:
            return self._screen.console.busy
        if self.plan is None or any(finding.severity == "error" for finding in self.findings):
            return "Something must be mended first; see the lines marked ✗."
        return ""

    def do_compose_raw(self) -> None:
        """The exact JSON of the first request."""
        screen = self._screen
        if self.plan is not None:
            body = self.plan.record().request(1)
            title = f"email/send, request 1 of {len(self.plan.batches)}"
            screen.app.push_screen(RawJson(title, body))

    def do_compose_find(self) -> None:
        """Ask for an address and preview it."""
        screen = self._screen

        def found(text: str | None) -> None:
            if not text:
                return
            for index, person in enumerate(screen.parsed.recipients):
                if text.lower() in person.email.lower():
                    screen.index = index
                    screen.show_preview()
                    return
            screen.app.notify(f"No recipient matches “{text}”.", severity="warning")

        screen.app.push_screen(Ask("Find a recipient", "Any part of the address."), found)

    def do_compose_send(self) -> None:
        """Ask once more, with everything that matters in the question."""
        screen, plan = self._screen, self.plan
        if plan is None:
            return
        account = screen.console.workspace.account
        mails = plural(plan.recipients, "mail")
        words = [
            f"From {account.name}, {account.environment.upper()}, "
            f"in {plural(len(plan.batches), 'request')}. Mail that is sent can't be called back.",
            *[f"⚠ {cause}" for cause in warnings_of(self.findings)[:4]],
        ]
        question = Confirm(f"Send {mails}?", "\n".join(words), f"Send {mails}", key="y")
        screen.app.push_screen(question, self._confirmed)

    def _confirmed(self, sure: bool | None) -> None:
        plan, self.plan = self.plan, None
        if sure and plan is not None and not self._screen.console.busy:
            screen = SendingScreen(plan, twin_confirmed=self.twin_shown, on_sent=self._sent)
            self._screen.app.push_screen(screen, self._returned)
        else:
            self.plan = plan

    async def _sent(self, report: Report) -> None:
        """What left is in the journal now; sending it again from the draft would be a second mail."""
        if report.count("not sent") < len(report.rows):
            await self._screen.forget_draft()
            self._screen.at("message")

    def _returned(self, _: None) -> None:
        self._screen.at("message")


def _over(status: Status, plan: Plan | None) -> list[Finding]:
    """A warning where the send goes beyond what the period includes."""
    if plan is None or status.sent is None or status.sent + plan.recipients <= status.included:
        return []
    left = max(status.included - status.sent, 0)
    cause = f"Only {plural(left, 'mail')} of this period's {status.included:,} are left; this sends more."
    return [Finding("warning", "", cause, "What goes beyond may cost extra, or be refused.")]


def _left_out(screen: ComposeScreen) -> list[Finding]:
    """A finding for each row that could not be read: sent without them, they would go with the draft."""
    _, values = parse_values(screen.draft.values)
    rows = [(f"recipients line {bad.row}", bad) for bad in screen.parsed.problems]
    rows += [(f"values line {bad.row}", bad) for bad in values]
    return [Finding("error", place, bad.cause, bad.remedy) for place, bad in rows]
