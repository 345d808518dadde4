"""What all forms share: an error stands under the field that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.screen import Screen

from ue_console.errors import ConsoleError
from ue_console.tui.commands import ACTIONS
from ue_console.tui.latest import Job
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.notice import describe


class FormScreen(FrameScreen):
    """A screen of ``FormRow``s.

    A letter that is typed while a choice has the focus was meant for a field: it does nothing, lest a
    pasted secret run through the console's keys.
    """

    FIELDS: ClassVar[Mapping[str, str]] = {}
    """The field that an error names → the id of the widget here."""

    def on_key(self, event: events.Key) -> None:
        """Let only the row's own keys, and that of help, through where no text is typed."""
        if self.focused is None or self.typing or not event.is_printable:
            return
        if event.key not in self._row_keys():
            event.stop()

    def _row_keys(self) -> set[str]:
        keys = set(self._keys(ACTIONS["app.help"]).split(","))
        for node in self.focused.ancestors_with_self if self.focused else ():
            if isinstance(node, Screen):
                break
            keys |= set(node._bindings.key_to_bindings)
        return keys

    def change(self, job: Job, group: str, retry: str = "") -> None:
        """What was said under the fields was of the try before."""
        for row in self.query(FormRow):
            row.say("")
        super().change(job, group, retry)

    def place_of(self, error: ConsoleError) -> str:
        """The id of the widget that an error is about, or empty."""
        return self.FIELDS.get(error.field, "")

    def show_error(self, error: ConsoleError, retry: str) -> None:
        """Under its field, which gets the focus; else at the top."""
        name = self.place_of(error)
        row = next((row for row in self.query(FormRow) if name and row.query(f"#{name}")), None)
        if row is None or not row.display:
            super().show_error(error, retry)
            return
        self.notice.clear()
        row.say(describe(error, retry, field=False))
        row.query_one(f"#{name}").focus()
