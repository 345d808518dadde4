"""Step 2: what is said: subject, sender, text, and parts beside it."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult

from ue_console.services.channels.drafts import HTML, PLAIN, ChannelDraft, DraftPart
from ue_console.services.channels.parts import sketched_parts
from ue_console.text import plural
from ue_console.tui.screens.step_pane import StepPane
from ue_console.tui.units import size
from ue_console.tui.widgets.editor import Editor
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Column, Row, Table

FIELDS = {"subject": "Subject", "sender": "From"}
"""Field of the draft → its label."""

COLUMNS = (
    Column("Part", 6),
    Column("Type", 14),
    Column("Content type", 12, quiet=True, from_width=60),
    Column("What"),
    Column("Size", 9, right=True),
)


class ChannelMessageStep(StepPane[ChannelDraft]):
    """Fields, the body, the list of parts."""

    DEFAULT_CSS = """
    ChannelMessageStep #body-text { height: 1fr; min-height: 3; }
    ChannelMessageStep #body-heading, ChannelMessageStep #parts-heading { height: 2; border-top: hkey $line; }
    ChannelMessageStep #parts { height: auto; max-height: 7; min-height: 2; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(ChannelDraft(), id=id)

    def compose(self) -> ComposeResult:
        """Fields, body, parts."""
        for name, label in FIELDS.items():
            yield FormRow(label, Field(id=name))
        yield Heading(id="body-heading")
        yield Editor(id="body-text", show_line_numbers=True, soft_wrap=True)
        yield Heading("Parts beside the text", "F5 new part", id="parts-heading")
        yield Table(COLUMNS, empty="None.", id="parts")

    def fill(self, draft: ChannelDraft) -> None:
        """Show a draft."""
        self._draft = draft
        for name in FIELDS:
            self.query_one(f"#{name}", Field).value = getattr(draft, name)
        self.query_one(
            "#sender", Field
        ).placeholder = "connection: address, or empty for the connection's own"
        editor = self.query_one("#body-text", Editor)
        if editor.text != draft.body:
            editor.load_text(draft.body)
        self.show_parts()

    def show_parts(self) -> None:
        """Bring the list of parts and the headings up to date."""
        draft = self._draft
        heading = self.query_one("#body-heading", Heading)
        heading.title = "HTML" if draft.body_type == HTML else "Text"
        heading.detail = f"F4 {'text' if draft.body_type == HTML else 'HTML'}"
        count = plural(len(draft.parts), "part")
        self.query_one("#parts-heading", Heading).title = (
            f"{count} beside the text" if draft.parts else "Parts"
        )
        sketches = sketched_parts(draft)[1 if draft.body else 0 :]
        rows = [
            Row(str(number), _cells(typed, sketch.id, sketch.type, sketch.content_type))
            for number, (typed, sketch) in enumerate(zip(draft.parts, sketches, strict=True))
        ]
        table = self.query_one("#parts", Table)
        table.styles.height = min(len(rows) + 1, 7) if rows else 2
        table.show_rows(rows)

    @property
    def at_parts(self) -> bool:
        """Whether the focus is in the list of parts, on one."""
        return self.query_one("#parts", Table).has_focus and self.part is not None

    @property
    def part(self) -> int | None:
        """The index of the part under the cursor."""
        row = self.query_one("#parts", Table).current
        return int(row.key) if row else None

    def next_type(self) -> None:
        """Text or HTML; what was written stays."""
        self._draft.body_type = PLAIN if self._draft.body_type == HTML else HTML
        self.show_parts()

    def begin(self) -> None:
        """Put the focus where typing begins: the text, once there is a subject."""
        self.query_one("#body-text" if self._draft.subject else "#subject").focus()

    def typed(self) -> Mapping[str, str]:
        """The fields, and the text."""
        fields = {name: self.query_one(f"#{name}", Field).value for name in FIELDS}
        return {**fields, "body": self.query_one("#body-text", Editor).text}


def _cells(typed: DraftPart, name: str, kind: str, content_type: str) -> tuple[str, ...]:
    what = typed.path or typed.data.split("\n", 1)[0]
    told = "file" if typed.path.strip() else size(len(typed.data.encode("utf-8", "surrogatepass")))
    return name, kind, content_type, what, told
