"""Step 1: who gets it, and on which channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult

from ue_console.services.channels.drafts import ChannelDraft
from ue_console.services.channels.receivers import Receivers, split_connection, strangers
from ue_console.text import plural
from ue_console.tui.screens.step_pane import LinesPane
from ue_console.tui.widgets.editor import LineEditor
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.text_view import Line, TextView

HOW = "page: Ann Berger <117668485005346>   newsletter: ann@example.com   twitter: Me"
"""Examples of lines, shown while there are no receivers."""


class ReceiverEditor(LineEditor):
    """The receivers, one a line."""

    def waits(self, line: str) -> bool:
        """Whether there is no address behind a connection yet."""
        return not line.strip() or not split_connection(line)[1]


class ReceiversStep(LinesPane[ChannelDraft]):
    """One receiver a line, and what could not be read."""

    DEFAULT_CSS = """
    ReceiversStep #receiver-lines { height: 1fr; min-height: 4; }
    ReceiversStep #receiver-notes { height: auto; max-height: 9; border-top: hkey $line; }
    """

    LINES = "receiver-lines"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(ChannelDraft(), id=id)

    def compose(self) -> ComposeResult:
        """The editor and the notes."""
        yield Heading("Receivers", id="receivers-heading")
        yield ReceiverEditor(id="receiver-lines", show_line_numbers=True, soft_wrap=False)
        yield TextView(id="receiver-notes")

    @property
    def line(self) -> str:
        """The text of the cursor's line."""
        return self.editor.document.get_line(self.row - 1)

    def fill(self, draft: ChannelDraft) -> None:
        """Show a draft."""
        self._draft = draft
        self.editor.show_lines(draft.receivers)

    def write(self, lines: Sequence[str]) -> None:
        """Put lines in place of one that waits for its address, else at the end; undo takes them back."""
        editor, text = self.editor, "\n".join(lines)
        last = editor.document.line_count - 1
        row = self.row - 1 if editor.waits(self.line) else last
        there = editor.document.get_line(row)
        text = editor.with_room(text) if row == last else text
        if editor.waits(there):
            editor.replace(text, (row, 0), (row, len(there)), maintain_selection_offset=False)
        else:
            editor.insert(f"\n{text}", (last, len(there)), maintain_selection_offset=False)
            row = last + 1
        editor.move_cursor(editor.document.end if row >= last else (row + len(lines) - 1, 10**6))
        editor.focus()

    def explain(self, parsed: Receivers, there: Receivers, schemes: Mapping[str, str] | None) -> None:
        """Show how many are on connections that are ``there``, and each line that can't be used."""
        count = f"{plural(len(there.found), 'receiver')} on {plural(len(there.channels), 'channel')}"
        self.query_one("#receivers-heading", Heading).detail = count
        rows = [*parsed.problems, *(strangers(parsed, schemes) if schemes is not None else ())]
        rows.sort(key=lambda bad: bad.row)
        notes = [
            Line(f"⚠ line {bad.row}: {bad.cause} {bad.remedy}", "warn", 2) for bad in rows[: self.MOST_NOTES]
        ]
        if len(rows) > self.MOST_NOTES:
            notes.append(Line(f"  and {len(rows) - self.MOST_NOTES} more", "quiet"))
        if schemes is not None:
            notes.append(_connections(schemes))
        if not self._draft.receivers.strip():
            notes.append(Line(f"One a line: {HOW}", "quiet", 12))
        self.query_one("#receiver-notes", TextView).show(notes)

    def typed(self) -> Mapping[str, str]:
        """The lines."""
        return {"receivers": self.editor.lines}


def _connections(schemes: Mapping[str, str]) -> Line:
    if not schemes:
        return Line("This user has no connection yet: press 4 for Connections.", "warn")
    return Line(
        "Connections  " + "  ".join(f"{name} ({scheme})" for name, scheme in schemes.items()), "quiet", 13
    )
