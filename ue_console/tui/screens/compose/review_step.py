"""Step 3: what will be sent, to how many, and everything that speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from ue_console.models.account import Account
from ue_console.models.unione.template import Template
from ue_console.services.findings import Finding
from ue_console.services.plans import Plan
from ue_console.text import plural
from ue_console.tui.units import size
from ue_console.tui.widgets.text_view import Line, TextView
from ue_console.tui.widgets.topline import ENVIRONMENT_MARKS

MARKS = {"error": ("✗", "bad"), "warning": ("⚠", "warn"), "note": ("·", "quiet")}
"""Symbol and tone of each severity."""


class ReviewStep(Vertical):
    """A summary to read, findings first where there are any."""

    DEFAULT_CSS = """
    ReviewStep #review-text { height: 1fr; }
    """

    def compose(self) -> ComposeResult:
        """One text."""
        yield TextView(id="review-text")

    def show(
        self, plan: Plan | None, account: Account, template: Template | None, findings: Sequence[Finding]
    ) -> None:
        """Show the plan and the findings."""
        lines = list(_verdict(findings))
        lines += [Line("")]
        if plan is not None:
            lines += list(_facts(plan, account, template))
        lines += [Line("")] if findings else []
        lines += [line for finding in _ordered(findings) for line in _finding(finding)]
        self.query_one("#review-text", TextView).show(lines, keep_place=False)

    def begin(self) -> None:
        """The focus is on the text, so that arrows scroll it."""
        self.query_one("#review-text", TextView).focus()


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


def _facts(plan: Plan, account: Account, template: Template | None) -> Iterable[Line]:
    symbol, _ = ENVIRONMENT_MARKS[account.environment]
    message = plan.message
    sender = message.from_email or (template.from_email if template else "") or ""
    name = message.from_name or (template.from_name if template else "") or ""
    rows = [
        ("Account", f"{account.name}  {symbol} {account.environment.upper()}"),
        ("To", plural(plan.recipients, "recipient") + _repeated(plan.duplicates)),
        ("From", f"{name} <{sender}>" if name else sender),
        ("Subject", message.subject or (template.subject if template else "") or ""),
        ("Template", plan.template_name or "own body"),
        ("Requests", f"{len(plan.batches)}, {size(plan.bytes)} in all"),
    ]
    for label, value in rows:
        yield Line(f"{label:<10}{value}")


def _repeated(count: int) -> str:
    return f", {plural(count, 'repeated address', 'repeated addresses')} left out" if count else ""


def _finding(finding: Finding) -> Iterable[Line]:
    symbol, tone = MARKS[finding.severity]
    code = f" (code {finding.code})" if finding.code else ""
    place = f"{finding.field}: " if finding.field else ""
    yield Line(f"{symbol} {place}{finding.cause}{code}", tone)
    if finding.remedy:
        yield Line(f"  {finding.remedy}", "quiet")
