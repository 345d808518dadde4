"""Compose: taking a template, a file of recipients, or an empty page."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ue_console.services.recipients import Parsed, left_out, read_file, to_lines
from ue_console.text import plural
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.pick import Pick
from ue_console.tui.widgets.table import Column, Row

if TYPE_CHECKING:
    from ue_console.tui.screens.compose.screen import ComposeScreen

OWN = "own body"
"""The key of the choice that takes no template."""


class Choosing:
    """The part of the Compose screen that fills the draft other than by typing."""

    @property
    def _screen(self) -> ComposeScreen:
        return cast("ComposeScreen", self)

    def do_compose_template(self) -> None:
        """Offer all templates, and none."""
        self._screen.work(self._offer_templates, "templates", "F2 tries again.")

    async def _offer_templates(self) -> None:
        screen = self._screen
        service = await screen.console.workspace.templates()
        rows = [Row(OWN, (OWN, "", "write the body here"), search=OWN)]
        async for page in service.all():
            for item in page:
                cells = (item.name, item.template_engine, item.subject or "")
                rows.append(Row(item.id or "", cells, search=" ".join(cells).lower()))
        names = {row.key: row.cells[0] for row in rows}
        columns = (Column("Template"), Column("Engine", 8, quiet=True), Column("Subject", quiet=True))
        current = screen.draft.template_id if screen.draft.source == "template" else OWN

        def chosen(key: str | None) -> None:
            if key is not None:
                screen.work(partial(self._take_template, key, names[key]), "take")

        screen.app.push_screen(Pick("Send which template?", columns, rows, current=current), chosen)

    async def _take_template(self, key: str, name: str) -> None:
        screen = self._screen
        draft = screen.draft
        if key == OWN:
            draft.source = "own"
        else:
            draft.source, draft.template_id, draft.template_name = "template", key, name
        await screen.find_template()
        screen.refill()
        await screen.keep()
        screen.at("message")

    def do_compose_engine(self) -> None:
        """Switch the engine of an own body."""
        screen = self._screen
        if screen.draft.source == "template":
            screen.app.notify("A template brings its own engine.", severity="warning")
            return
        screen.draft.engine = "simple" if screen.draft.engine == "velocity" else "velocity"
        screen.refill()
        screen.changed()

    def do_compose_import(self) -> None:
        """Ask for a file."""
        hint = (
            "CSV or TSV with an email column (other columns become substitutions), "
            "JSON, or one recipient a line. They are added to those already here."
        )
        self._screen.app.push_screen(Ask("Import recipients from which file?", hint), self._import)

    def _import(self, name: str | None) -> None:
        if name:
            self._screen.work(partial(self._importing, Path(name).expanduser()), "import")

    async def _importing(self, path: Path) -> None:
        screen = self._screen
        parsed = await asyncio.to_thread(read_file, path)
        before = screen.draft.recipients.rstrip("\n")
        added = to_lines(parsed.recipients)
        screen.draft.recipients = f"{before}\n{added}" if before and added else before or added
        screen.fill()
        await screen.read_all()
        await screen.keep()
        took = plural(len(parsed.recipients), "recipient")
        if parsed.problems:
            bad = parsed.problems[0]
            left = plural(left_out(parsed.problems), "row")
            words = f"Took {took}; left out {left}. First: row {bad.row}: {bad.cause} {bad.remedy}"
            screen.notice.say(words, "warn")
        else:
            screen.notice.say(f"Took {took} from {path.name}.{_renamed(parsed)}", "good")


def _renamed(parsed: Parsed) -> str:
    """Each column that became something of another name: ``{{name}}`` of a template would miss it."""
    others = [
        f" The column “{header}” became {{{{{target.partition('.')[2]}}}}}."
        for header, target in parsed.columns
        if target.startswith("substitutions.") and target != f"substitutions.{header}"
    ]
    return "".join(others[:3])
