"""A list that grows at its top while it is read."""

from collections.abc import Sequence

from ue_console.tui.widgets.table import Row, Table


class GrowingTable(Table):
    """At the top it follows the newest row; anywhere else what is read stays where it is."""

    follows: bool = True
    """Off while the row under the cursor is read, at the top too."""

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows, the newest first."""
        before, top = self.cursor, self.scroll_offset.y
        super().show_rows(rows)
        if before == 0 and self.follows:
            self.cursor = 0
        elif self.cursor != before:
            self.scroll_to(y=max(top + self.cursor - before, 0), animate=False, immediate=True)
