"""What will be sent, and everything that speaks against it."""

from collections.abc import Iterable, Sequence
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical

from ue_console.errors import START_WITHOUT
from ue_console.services.findings import Finding
from ue_console.text import plural
from ue_console.tui.widgets.text_view import Line, TextView
from ue_console.tui.widgets.topline import Status

MARKS: Final = {"error": ("✗", "bad"), "warning": ("⚠", "warn"), "note": ("·", "quiet")}
"""Symbol and tone of each severity."""


class Review(Vertical):
    """The last step of a Compose: a verdict, the findings, the facts."""

    DEFAULT_CSS = """
    Review #review-text { height: 1fr; }
    """

    def compose(self) -> ComposeResult:
        """One text."""
        yield TextView(id="review-text")

    def tell(self, facts: Iterable[Line], findings: Sequence[Finding]) -> None:
        """Show the facts of a plan, none where there is no plan, and the findings."""
        lines = list(_verdict(findings))
        lines += [line for finding in _ordered(findings) for line in _finding(finding)]
        lines += [Line(""), *facts]
        self.query_one("#review-text", TextView).show(lines, keep_place=False)

    def begin(self) -> None:
        """The focus is on the text, so that arrows scroll it."""
        self.query_one("#review-text", TextView).focus()


def refused_here(status: Status, *, whole_run: bool = False) -> list[Finding]:
    """An error where the account is read-only: better told in the review than at the last key.

    Args:
        status: Of the account that sends.
        whole_run: Every account is read-only for this run.
    """
    if not status.read_only:
        return []
    cause = f"{status.account} is read-only here: nothing is sent from it."
    another = "Use another account, or switch read-only off in Accounts (9, o)."
    return [Finding("error", "", cause, START_WITHOUT if whole_run else another)]


def warnings_of(findings: Iterable[Finding]) -> list[str]:
    """The warnings, as told once more before something is sent."""
    return [
        f"{finding.field}: {finding.cause}" if finding.field else finding.cause
        for finding in findings
        if finding.severity == "warning"
    ]


def _ordered(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: list(MARKS).index(finding.severity))


def _verdict(findings: Sequence[Finding]) -> Iterable[Line]:
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = sum(finding.severity == "warning" for finding in findings)
    if errors:
        yield Line(f"✗ {plural(errors, 'thing')} to mend before it can be sent", "bad")
    elif warnings:
        yield Line(f"⚠ Ready to send, with {plural(warnings, 'warning')}", "warn")
    else:
        yield Line("✓ Ready to send", "good")


def _finding(finding: Finding) -> Iterable[Line]:
    symbol, tone = MARKS[finding.severity]
    code = f" (code {finding.code})" if finding.code else ""
    place = f"{finding.field}: " if finding.field else ""
    yield Line(f"{symbol} {place}{finding.cause}{code}", tone, 2)
    if finding.remedy:
        yield Line(f"  {finding.remedy}", "quiet", 2)
