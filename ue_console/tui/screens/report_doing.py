"""What can be done with a report: say what became of an unknown outcome, write it to a file."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ue_console.errors import InputError
from ue_console.text import encodable
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.pick import Pick
from ue_console.tui.report_rows import settle_question
from ue_console.tui.widgets.table import Column

if TYPE_CHECKING:
    from ue_console.tui.screens.sending import SendingScreen


class ReportDoing:
    """The part of the report's screen that works with what is there."""

    @property
    def _screen(self) -> SendingScreen:
        return cast("SendingScreen", self)

    def do_report_settle(self) -> None:
        """Ask what became of the requests whose answer was lost; on channels, of one."""
        screen = self._screen
        report = screen.report
        assert report is not None
        unknown = [row for row in report.rows if row.outcome == "unknown" and row.batch in report.lost]
        current = screen.table.current
        here = screen.shown_rows.get(current.key) if current else None
        first = here if here in unknown else unknown[0]
        batches = {row.batch for row in unknown if row.channel == first.channel}
        title, rows = settle_question(first.channel)
        columns = (Column("What did you find out?"), Column("Then", quiet=True))
        screen.app.push_screen(Pick(title, columns, rows), partial(self._settle, sorted(batches)))

    def _settle(self, batches: list[int], answer: str | None) -> None:
        if answer:
            self._screen.change(partial(self._settling, batches, answer == "arrived"), "settle")

    async def _settling(self, batches: list[int], arrived: bool) -> None:
        screen = self._screen
        try:
            for number in batches:
                await screen.console.workspace.settle(screen.send_id, number, arrived=arrived)
            screen.notice.clear()
        finally:
            await screen.read()

    def do_report_export(self) -> None:
        """Ask for a file name."""
        screen = self._screen
        hint = f"The report of all {screen.words.places} as CSV; an existing file is not overwritten."
        screen.app.push_screen(Ask("Write the report to which file?", hint, "report.csv"), self._export)

    def _export(self, name: str | None) -> None:
        report = self._screen.report
        if name and report is not None:
            path = Path(name).expanduser()
            self._screen.change(partial(self._exporting, path, report.to_csv()), "export")

    async def _exporting(self, path: Path, text: str) -> None:
        def write() -> None:
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(encodable(text))

        try:
            await asyncio.to_thread(write)
        except OSError as error:
            cause = f"{path} can't be written ({error.strerror})."
            raise InputError(cause, "Give another name.") from error
        self._screen.notice.say(f"Wrote {path}.", "good")
