"""What all forms share: an error stands under the field that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ue_console.errors import ConsoleError
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.notice import describe


class FormScreen(FrameScreen):
    """A screen of ``FormRow``s."""

    FIELDS: ClassVar[Mapping[str, str]] = {}
    """The field that an error names → the id of the widget here."""

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
