"""Step 3: what will be sent, from whom, to how many."""

from __future__ import annotations

from collections.abc import Iterable

from ue_console.models.account import Account
from ue_console.models.unione.template import Template
from ue_console.services.plans import Plan
from ue_console.text import plural
from ue_console.tui.units import size
from ue_console.tui.widgets.text_view import Line
from ue_console.tui.widgets.topline import dangers


def facts_of(plan: Plan, account: Account, template: Template | None) -> Iterable[Line]:
    """The plan, to be read before it is sent; ``template`` is the one that it names."""
    message = plan.message
    sender = message.from_email or (template.from_email if template else "") or ""
    name = message.from_name or (template.from_name if template else "") or ""
    rows = [
        ("Account", f"{account.name}  {dangers(account)}"),
        ("To", plural(plan.recipients, "recipient") + _repeated(plan.duplicates)),
        ("From", f"{name} <{sender}>" if name else sender),
        ("Subject", message.subject or (template.subject if template else "") or ""),
        ("Template", plan.template_name or "own body"),
        ("Requests", f"{len(plan.batches)}, {size(plan.bytes)} in all"),
    ]
    for label, value in rows:
        yield Line(f"{label:<10}{value}", indent=10)


def _repeated(count: int) -> str:
    return f", {plural(count, 'repeated address', 'repeated addresses')} left out" if count else ""
