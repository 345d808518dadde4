"""Compose: review, send, report."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ue_console.errors import ConsoleError, InputError, StateError
from ue_console.services.controls import Controls
from ue_console.services.findings import Finding
from ue_console.services.plans import Plan
from ue_console.services.preflight import check
from ue_console.services.sending import Progress
from ue_console.text import plural
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.dialogs.raw import RawJson
from ue_console.tui.latest import Job
from ue_console.tui.screens.compose.report_step import ReportStep
from ue_console.tui.screens.compose.review_step import ReviewStep

if TYPE_CHECKING:
    from ue_console.tui.screens.compose.screen import ComposeScreen


class Submitting:
    """The part of the Compose screen that leads from the draft to the report."""

    plan: Plan | None = None
    findings: tuple[Finding, ...] = ()
    controls: Controls | None = None
    twin_shown: bool = False

    @property
    def _screen(self) -> ComposeScreen:
        return cast("ComposeScreen", self)

    async def review(self) -> None:
        """Plan the send, look for everything that the service would refuse, and show both."""
        screen = self._screen
        screen.notice.say("Checking", "info")
        workspace = screen.console.workspace
        message = screen.message()
        findings: list[Finding] = []
        try:
            domains = await workspace.domains()
        except ConsoleError as error:
            domains = None
            findings.append(Finding("warning", "", f"Sender domains could not be checked: {error}"))
        found = await check(message, template=screen.template, domains=domains)
        findings += found
        findings += [
            Finding("warning", f"row {bad.row}", f"{bad.cause} The row is left out.", bad.remedy)
            for bad in screen.parsed.problems
        ]
        self.plan = None
        try:
            sending = await workspace.sending()
            name = screen.draft.template_name if screen.draft.source == "template" else ""
            self.plan = sending.plan(message, template_name=name)
            twin = await sending.twin_finding(self.plan)
            self.twin_shown = twin is not None
            findings += [twin] if twin else []
        except InputError as error:
            if not any(finding.severity == "error" for finding in findings):
                findings.append(Finding("error", error.field, error.cause, error.remedy))
        self.findings = tuple(findings)
        screen.notice.clear()
        step = screen.query_one(ReviewStep)
        step.show(self.plan, workspace.account, screen.template, self.findings)
        screen.at("review")

    def why_not_now(self, action: Action) -> str:
        """What the state of the send forbids."""
        going = self.controls is not None
        if action.id == "compose.send":
            return self._why_not_send()
        if action.id in ("compose.pause", "compose.stop"):
            return "" if going else "No send is under way."
        if action.id in ("compose.new", "compose.retry", "compose.export"):
            if going:
                return "A send is under way."
            report = self._screen.query_one(ReportStep).report
            if action.id == "compose.retry" and not (report and report.retryable):
                return "No address of this report can be tried again."
            return "" if report or action.id == "compose.new" else "There is no report yet."
        return ""

    def _why_not_send(self) -> str:
        """Errors block, and so does a send under way."""
        if self.controls is not None:
            return "A send is under way."
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
        warnings = [finding.cause for finding in self.findings if finding.severity == "warning"]
        words = [
            f"From {account.name}, {account.environment.upper()}, "
            f"in {plural(len(plan.batches), 'request')}. Mail that is sent can't be called back.",
            *[f"⚠ {cause}" for cause in warnings[:4]],
        ]
        question = Confirm(f"Send {mails}?", "\n".join(words), f"Send {mails}", key="y")
        screen.app.push_screen(question, self._confirmed)

    def _confirmed(self, sure: bool | None) -> None:
        if sure and self.plan is not None and self.controls is None:
            self._begin(self.plan)

    def _begin(self, plan: Plan) -> None:
        screen = self._screen
        self.controls = Controls()
        screen.query_one(ReportStep).start(plan.recipients)
        screen.at("report")
        job: Job = partial(self._send, plan)
        screen.run_worker(job, group="send")

    async def _send(self, plan: Plan) -> None:
        screen = self._screen
        step = screen.query_one(ReportStep)
        console = screen.console
        console.busy = f"A send of {plural(plan.recipients, 'mail')} is under way."

        def progress(at: Progress) -> None:
            step.progress(at)

        try:
            sending = await console.workspace.sending()
            report = await sending.send(
                plan, progress, controls=self.controls, twin_confirmed=self.twin_shown
            )
        except (StateError, InputError) as error:
            screen.notice.error(error)
            return
        finally:
            self.controls, self.plan = None, None
            console.busy = ""
        step.show(report)
        screen.renew_keys()
        if report.troubles:
            screen.notice.say("\n".join(report.troubles), "bad")
        if report.count("not sent") < len(report.rows):
            await self._forget_draft()
        console.usage_changed()

    async def _forget_draft(self) -> None:
        """What was sent is in the journal now; sending it again from the draft would be a second mail."""
        screen = self._screen
        screen.draft = type(screen.draft)()
        screen.parsed = screen.draft.parsed()
        await screen.keep()

    def do_compose_pause(self) -> None:
        """Hold the next request, or go on."""
        if self.controls is not None:
            if self.controls.paused:
                self.controls.resume()
                self._screen.notice.say("Going on.", "info")
            else:
                self.controls.pause()
                self._screen.notice.say("Paused before the next request. space goes on, x stops.", "warn")

    def do_compose_stop(self) -> None:
        """Send no further request."""
        if self.controls is not None:
            self.controls.stop()
            self._screen.notice.say("Stopping after the request that is under way.", "warn")

    def do_compose_retry(self) -> None:
        """Plan those addresses that got nothing, and ask."""
        self._screen.work(self._retrying, "retry")

    async def _retrying(self) -> None:
        screen = self._screen
        report = screen.query_one(ReportStep).report
        if report is None:
            return
        sending = await screen.console.workspace.sending()
        self.plan = await sending.plan_retry(report.summary.id)
        self.findings, self.twin_shown = (), False
        self.do_compose_send()

    def do_compose_export(self) -> None:
        """Ask for a file name."""
        if self._screen.query_one(ReportStep).report is not None:
            hint = "The report of all addresses as CSV; an existing file is not overwritten."
            self._screen.app.push_screen(
                Ask("Write the report to which file?", hint, "report.csv"), self._export
            )

    def _export(self, name: str | None) -> None:
        report = self._screen.query_one(ReportStep).report
        if name and report is not None:
            self._screen.change(partial(self._exporting, Path(name).expanduser(), report.to_csv()), "export")

    async def _exporting(self, path: Path, text: str) -> None:
        def write() -> None:
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(text)

        try:
            await asyncio.to_thread(write)
        except OSError as error:
            raise InputError(f"{path} can't be written ({error.strerror}).", "Give another name.") from error
        self._screen.notice.say(f"Wrote {path}.", "good")
