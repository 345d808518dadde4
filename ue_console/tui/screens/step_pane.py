"""The widget of one step of a Compose: what is typed in it is in the draft at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

from textual import events, on
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from ue_console.tui.widgets.editor import LineEditor

D = TypeVar("D")
"""The draft."""


class StepPane(Vertical, Generic[D]):
    """Fields of a draft.

    Args:
        draft: What they hold goes into it.
    """

    class Changed(Message):
        """Something was typed, or the cursor is on another line."""

        def __init__(self, pane: StepPane[Any], *, typed: bool) -> None:
            super().__init__()
            self.pane = pane
            self.typed = typed

        def can_replace(self, message: Message) -> bool:
            """A later one says the same, unless something was typed before and only moved since."""
            return (
                isinstance(message, StepPane.Changed)
                and message.pane is self.pane
                and message.typed >= self.typed
            )

    def __init__(self, draft: D, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draft = draft
        self._left: Widget | None = None

    def typed(self) -> Mapping[str, str]:
        """Field of the draft → what stands in its widget."""
        return {}

    def begin(self) -> None:
        """Put the focus where typing begins."""

    def go_on(self) -> None:
        """Put the focus back to where was typed last."""
        if self._left is not None and self._left.is_attached:
            self._left.focus()
        else:
            self.begin()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Note where is typed."""
        if isinstance(event.widget, Input | TextArea):
            self._left = event.widget

    def pull(self) -> bool:
        """Take what was typed into the draft; False when nothing is new."""
        new = {name: text for name, text in self.typed().items() if getattr(self._draft, name) != text}
        for name, text in new.items():
            setattr(self._draft, name, text)
        return bool(new)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed) -> None:
        event.stop()
        if self.pull():
            self.post_message(self.Changed(self, typed=True))


class LinesPane(StepPane[D]):
    """A step in which each line is somebody who gets the message."""

    LINES: ClassVar[str] = ""
    """The id of the editor of these lines."""
    MOST_NOTES: ClassVar[int] = 3
    """Lines that can't be read, told one by one."""

    _row_told = 1

    @property
    def editor(self) -> LineEditor:
        """Where the lines are typed."""
        return self.query_one(f"#{self.LINES}", LineEditor)

    @property
    def row(self) -> int:
        """The line of the cursor, from 1."""
        return self.editor.cursor_location[0] + 1

    def begin(self) -> None:
        """Put the focus where typing begins; while it was hidden, its size was not known."""
        self.editor.focus()
        self.editor.call_after_refresh(self.editor.scroll_cursor_visible)

    @on(TextArea.SelectionChanged)
    def _cursor_moved(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        if event.text_area is self.editor and self.row != self._row_told:
            self._row_told = self.row
            self.post_message(self.Changed(self, typed=False))
