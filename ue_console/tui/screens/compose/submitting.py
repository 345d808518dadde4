"""Compose: from the draft to the plan, and the question before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ue_console.errors import ConsoleError, InputError
from ue_console.models.unione.domain import Domain
from ue_console.models.unione.message import Message
from ue_console.services.findings import Finding
from ue_console.services.plans import Plan
from ue_console.services.preflight import check
from ue_console.services.values import parse_values
from ue_console.services.words import MAIL
from ue_console.text import plural
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.raw import RawJson
from ue_console.tui.screens.compose.facts import facts_of
from ue_console.tui.screens.submission import unchecked
from ue_console.tui.widgets.topline import Status

if TYPE_CHECKING:
    from ue_console.tui.screens.compose.screen import ComposeScreen


class Submitting:
    """The part of the Compose screen that leads from the draft to the send."""

    @property
    def _screen(self) -> ComposeScreen:
        return cast("ComposeScreen", self)

    async def review(self) -> None:
        """Plan the send, look for everything that the service would refuse, and show both."""
        screen = self._screen
        submission = screen.submission
        submission.begin()
        workspace = screen.console.workspace
        workspace.forget_templates()
        await screen.read_template()
        message = screen.message()
        findings = [*await self._preflight(message), *_left_out(screen)]
        try:
            findings += await self._planned(message)
        except InputError as error:
            if not any(finding.severity == "error" for finding in findings):
                findings.append(Finding("error", error.field, error.cause, error.remedy))
        plan = submission.plan
        submission.show(findings, facts_of(plan, workspace.account, screen.template) if plan else ())

    async def _preflight(self, message: Message) -> list[Finding]:
        findings: list[Finding] = []
        domains: list[Domain] | None = None
        workspace = self._screen.console.workspace
        try:
            domains = await workspace.domains()
        except ConsoleError as error:
            findings.append(unchecked("Sender domains", error, workspace.account.name))
        return findings + list(await check(message, template=self._screen.template, domains=domains))

    async def _planned(self, message: Message) -> list[Finding]:
        """Make the plan; what speaks against it once it is known how many mails it has."""
        screen = self._screen
        sending = await screen.console.workspace.sending()
        name = screen.draft.template_name if screen.draft.source == "template" else ""
        plan = sending.plan(message, template_name=name)
        found = screen.submission.take(plan, await sending.twin_finding(plan))
        return found + _over(screen.console.status, plan)

    def do_compose_raw(self) -> None:
        """The exact JSON of the first request."""
        plan = self._screen.submission.plan
        if plan is not None:
            title = f"email/send, request 1 of {len(plan.batches)}"
            self._screen.app.push_screen(RawJson(title, plan.record().request(1)))

    def do_compose_curl(self) -> None:
        """Copy the first request as a curl command."""
        plan = self._screen.submission.plan
        if plan is not None:
            what = f"request 1 of {len(plan.batches)} as a curl command, its key left out,"
            self._screen.submission.copy_curl("email/send", lambda: plan.record().request(1), what)

    def do_compose_send(self) -> None:
        """Ask once more."""
        plan = self._screen.submission.plan
        if plan is not None:
            how = f"in {plural(len(plan.batches), 'request')}. {MAIL.final}"
            self._screen.submission.ask(plural(plan.recipients, "mail"), how)

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


def _over(status: Status, plan: Plan) -> list[Finding]:
    """A warning where the send goes beyond what the period includes."""
    if status.sent is None or status.sent + plan.recipients <= status.included:
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
