"""Step 3: what will be sent, to how many, and everything that speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ue_console.models.account import Account
from ue_console.models.unione.template import Template
from ue_console.services.findings import Finding
from ue_console.services.plans import Plan
from ue_console.text import plural
from ue_console.tui.units import size
from ue_console.tui.widgets.review import Review
from ue_console.tui.widgets.text_view import Line
from ue_console.tui.widgets.topline import ENVIRONMENT_MARKS


class ReviewStep(Review):
    """A summary to read, findings first where there are any."""

    def show(
        self, plan: Plan | None, account: Account, template: Template | None, findings: Sequence[Finding]
    ) -> None:
        """Show the plan and the findings."""
        self.tell(_facts(plan, account, template) if plan is not None else (), findings)


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
