"""One part of a message: what is typed here is in the draft at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from ue_console.services.channels.drafts import DraftPart
from ue_console.services.channels.limits import TYPES, types_of
from ue_console.services.channels.parts import CONTENT_TYPES, MOST_BYTES
from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.dialogs.pick import Pick
from ue_console.tui.widgets.editor import Editor
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.table import Column, Row

FIELDS = {
    "type": ("Type", "the channel's word: image_link, file, …; F2 lists them"),
    "content_type": ("Content", "text/plain, or what the file's name suggests; F4 lists them"),
    "path": ("File", "a path; empty where the data is typed below"),
    "name": ("Name", "the file's name as the receiver sees it; empty for its own"),
    "id": ("Id", "names the part; empty for its number"),
}
"""Field of the part → label and what to give."""


class PartDialog(Dialog[None]):
    """The fields of a part; closing keeps them.

    Args:
        part: Changed as it is typed.
        schemes: Of the channels that the message goes to.
        changed: Told of each change.
    """

    WIDTH = 92
    KEYS = (("f2", "types"), ("f4", "content types"), ("tab", "next field"), ("esc", "done"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "types", show=False, priority=True),
        Binding("f4", "contents", show=False, priority=True),
        Binding("ctrl+s,f10", "leave", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    PartDialog #part-data { height: 5; margin: 0 1; background: $panel; }
    PartDialog #part-hint { height: auto; padding: 0 1; color: $quiet; }
    """

    def __init__(self, part: DraftPart, schemes: Sequence[str], changed: Callable[[], None]) -> None:
        super().__init__("A part beside the text")
        self._part = part
        self._schemes = schemes
        self._changed = changed

    def compose_content(self) -> ComposeResult:
        """One field a row, then the data."""
        for name, (label, hint) in FIELDS.items():
            yield FormRow(label, Field(getattr(self._part, name), placeholder=hint, id=name))
        most = MOST_BYTES // 1_000_000
        hint = f"Data, where there is no file. Files are read at the review, {most} MB of them at most."
        yield Static(Content(hint), id="part-hint")
        yield Editor(self._part.data, id="part-data")

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed) -> None:
        event.stop()
        for name in FIELDS:
            setattr(self._part, name, self.query_one(f"#{name}", Field).value)
        self._part.data = self.query_one("#part-data", Editor).text
        self._changed()

    def action_types(self) -> None:
        """Choose a type; those of the message's channels come first."""
        here = {scheme: types_of(scheme) for scheme in dict.fromkeys(self._schemes)}
        places = {kind: [scheme for scheme, kinds in here.items() if kind in kinds] for kind in TYPES}
        rows = [
            Row(kind, (kind, ", ".join(at) or "other channels"), search=kind)
            for kind, at in sorted(places.items(), key=lambda item: not item[1])
            if kind != "body"
        ]
        columns = (Column("Type", 26), Column("Documented for", quiet=True))
        self._pick("Which type?", columns, rows, "type")

    def action_contents(self) -> None:
        """Choose a content type."""
        rows = [Row(kind, (kind,), search=kind) for kind in CONTENT_TYPES]
        self._pick("Which content type?", (Column("Anything else is taken as binary"),), rows, "content_type")

    def _pick(self, title: str, columns: Sequence[Column], rows: Sequence[Row], name: str) -> None:
        field = self.query_one(f"#{name}", Field)

        def chosen(key: str | None) -> None:
            if key is not None:
                field.value = key

        self.app.push_screen(Pick(title, columns, rows, current=field.value), chosen)
