"""Step 2: who gets it, each with their own values."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult

from ue_console.services.drafts import ComposeDraft
from ue_console.services.recipients import Parsed
from ue_console.services.values import parse_values
from ue_console.text import plural
from ue_console.tui.screens.step_pane import LinesPane
from ue_console.tui.widgets.editor import LineEditor
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.text_view import Line, TextView

HOW = "Ann <ann@example.com>; discount=10; CustomerId=12452"
"""An example of a line, shown while there are no recipients."""


class RecipientsStep(LinesPane[ComposeDraft]):
    """One recipient a line, values for all below, and what could not be read."""

    DEFAULT_CSS = """
    RecipientsStep #recipients { height: 1fr; min-height: 4; }
    RecipientsStep #values { height: 5; }
    RecipientsStep #values-heading { height: 2; border-top: hkey $line; }
    RecipientsStep #recipient-notes { height: auto; max-height: 8; border-top: hkey $line; }
    """

    LINES = "recipients"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(ComposeDraft(), id=id)

    def compose(self) -> ComposeResult:
        """Two editors and the notes."""
        yield Heading("Recipients", id="recipients-heading")
        yield LineEditor(id="recipients", show_line_numbers=True, soft_wrap=False)
        yield Heading("Values for all", "name=value, one a line", id="values-heading")
        yield LineEditor(id="values", soft_wrap=False)
        yield TextView(id="recipient-notes")

    def fill(self, draft: ComposeDraft) -> None:
        """Show a draft."""
        self._draft = draft
        for name in ("recipients", "values"):
            self.query_one(f"#{name}", LineEditor).show_lines(getattr(draft, name))

    def explain(self, parsed: Parsed, uses: tuple[str, ...]) -> None:
        """Show how many there are, what the message uses, and each row that can't be read."""
        self.query_one(
            "#recipients-heading", Heading
        ).detail = f"{plural(len(parsed.recipients), 'recipient')} · F6 import"
        notes = self._wrong(parsed)
        if uses:
            notes.append(Line("Uses  " + "  ".join(uses), "quiet"))
        if not self._draft.recipients.strip():
            notes.append(Line(f"One a line: {HOW}", "quiet"))
        self.query_one("#recipient-notes", TextView).show(notes)

    def _wrong(self, parsed: Parsed) -> list[Line]:
        """The rows that can't be read; the remedy too where there is only one."""
        _, values = parse_values(self._draft.values)
        rows = [(f"line {bad.row}", bad) for bad in parsed.problems]
        rows += [(f"value line {bad.row}", bad) for bad in values]
        lines = [Line(f"⚠ {place}: {bad.cause}", "warn") for place, bad in rows[: self.MOST_NOTES]]
        if len(rows) == 1:
            lines.append(Line(f"  {rows[0][1].remedy}", "quiet"))
        if len(rows) > self.MOST_NOTES:
            lines.append(Line(f"  and {len(rows) - self.MOST_NOTES} more", "quiet"))
        return lines

    def typed(self) -> Mapping[str, str]:
        """Both editors."""
        return {name: self.query_one(f"#{name}", LineEditor).lines for name in ("recipients", "values")}
