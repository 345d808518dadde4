"""From the review to the send: what is planned, and the question before it leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final, Generic, TypeVar

from ue_console.errors import (
    ConsoleError,
    InputError,
    KeyRefused,
    KeyStoreError,
    NotTheService,
    Unreachable,
    WrongRegion,
)
from ue_console.services.dispatch import AnyPlan, TwinMet
from ue_console.services.findings import Finding
from ue_console.tui.account_words import danger_of
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens.sending import OnSent, SendingScreen
from ue_console.tui.screens.steps import StepsScreen
from ue_console.tui.widgets.review import Review, refused_here, warnings_of
from ue_console.tui.widgets.text_view import Line

P = TypeVar("P", bound=AnyPlan)
"""What is to be sent."""

MOST_WARNINGS: Final = 4
"""Warnings that the question repeats."""


_UNUSABLE: Final = (KeyRefused, WrongRegion, Unreachable, NotTheService, KeyStoreError)
"""Errors that a send would meet, too; any other, such as a time-out, may be over by then."""


def unchecked(what: str, error: ConsoleError, account: str) -> Finding:
    """What an error of the service means for the send that is under review.

    Args:
        what: What could not be checked.
        error: What happened.
        account: The name of the account that would send.
    """
    if isinstance(error, _UNUSABLE):
        cause = f"{account} can't be used now: {error.cause}"
        remedy = f"{error.remedy} A step back and on again checks it anew.".strip()
        return Finding("error", "", cause, remedy)
    return Finding("warning", "", f"{what} could not be checked: {error.cause}", error.remedy)


class Submission(Generic[P]):
    """A plan that is reviewed, asked for once more, and handed over once.

    Args:
        screen: Where it is reviewed.
        on_sent: Told of the report.
    """

    def __init__(self, screen: StepsScreen, on_sent: OnSent) -> None:
        self._screen = screen
        self._on_sent = on_sent
        self._twin_shown = False
        self.plan: P | None = None
        """What would be sent; None where nothing can be."""
        self.findings: tuple[Finding, ...] = ()
        """What speaks against it."""
        self._facts: tuple[Line, ...] = ()

    def begin(self) -> None:
        """A new review is under way: what was planned before is not sent any more."""
        self.plan, self._twin_shown = None, False
        self._screen.notice.say("Checking", "info")

    def take(self, plan: P, twin: Finding | None) -> list[Finding]:
        """Take a plan; returned is the warning that the same went out a moment ago, where it did."""
        self.plan, self._twin_shown = plan, twin is not None
        return [twin] if twin else []

    def show(self, findings: Iterable[Finding], facts: Iterable[Line]) -> None:
        """Show the facts of the plan, and everything that speaks against it."""
        console = self._screen.console
        whole_run = console.workspace.accounts.read_only
        self.findings = (*findings, *refused_here(console.status, whole_run=whole_run))
        self._facts = tuple(facts)
        self._screen.notice.clear()
        self._tell()

    def _tell(self) -> None:
        self._screen.query_one(Review).tell(self._facts, self.findings)
        self._screen.at(self._screen.STEPS[-1])

    def why_not(self) -> str:
        """Errors block, and so does a send under way; empty when it can be sent."""
        if self._screen.console.busy:
            return self._screen.console.busy
        if self.plan is None or any(finding.severity == "error" for finding in self.findings):
            return "Something must be mended first; see the lines marked ✗."
        return ""

    def ask(self, what: str, how: str) -> None:
        """Ask once more, with everything that matters in the question.

        Args:
            what: Follows the word *send*.
            how: In how many requests it leaves, and that it can't be called back.
        """
        account = self._screen.console.workspace.account
        words = [
            f"From {account.name}, {danger_of(account)}, {how}",
            *[f"⚠ {cause}" for cause in warnings_of(self.findings)[:MOST_WARNINGS]],
        ]
        question = Confirm(f"Send {what}?", "\n".join(words), f"Send {what}", key="y")
        self._screen.app.push_screen(question, self._confirmed)

    def _confirmed(self, sure: bool | None) -> None:
        plan, self.plan = self.plan, None
        if sure and plan is not None and not self._screen.console.busy:
            sending = SendingScreen(
                plan,
                twin_confirmed=self._twin_shown,
                on_sent=self._on_sent,
                on_held=partial(self._held, plan),
            )
            self._screen.app.push_screen(sending, self._returned)
        else:
            self.plan = plan

    def _held(self, plan: P, error: InputError) -> None:
        """The same went out meanwhile, or goes now: back on the review, which says so."""
        self.plan, self._twin_shown = plan, True
        said = Finding("warning", "", error.cause, error.remedy)
        self.findings = (error.finding if isinstance(error, TwinMet) else said, *self.findings)
        self._screen.notice.say(f"Nothing was sent. {error}", "warn")

    def _returned(self, _: None) -> None:
        if self.plan is not None:
            self._tell()
        else:
            self._screen.at(self._screen.STEPS[0])

    def copy_curl(self, method: str, request: Callable[[], dict[str, Any]], what: str) -> None:
        """Copy a request as a curl command.

        Args:
            method: ``email/send``.
            request: Makes its JSON object; files in it may be large.
            what: What is copied, for the toast.
        """
        self._screen.work(partial(self._copying, method, request, what), "curl")

    async def _copying(self, method: str, request: Callable[[], dict[str, Any]], what: str) -> None:
        from ue_console.services.curl import consequence, curl

        account = self._screen.console.workspace.account

        def command() -> str:
            return curl(account.service.value, account.base_url, method, request())

        self._screen.console.copy(await asyncio.to_thread(command), what, consequence(method))
