"""Addresses to unsubscribe: typed, pasted or from a file; kept on this machine until it is done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.widgets import TextArea

from ue_console.services.recipients import read_text
from ue_console.services.unsubscribed.addresses import Addresses, read_addresses
from ue_console.services.unsubscribed.jobs import BESIDE
from ue_console.text import plural
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.keeping import Keeper
from ue_console.tui.latest import Latest
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.screens.unsubscribe_words import (
    clear,
    confirm,
    notes_of,
    nothing_in,
    pick_column,
    told_of,
)
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.held_editor import HeldEditor
from ue_console.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from ue_console.services.recipients.lines import Known
    from ue_console.services.unsubscribed.jobs import Job
    from ue_console.services.unsubscribed.service import UnsubscribedService
    from ue_console.services.unsubscribed.tables import Column


class UnsubscribeScreen(FrameScreen):
    """Takes addresses and makes them the account's list to work off.

    Args:
        begun: Told of the list once it is on record; nothing is asked of the service before.
    """

    PLACE = "unsubscribed"
    SERVES = ("unsubscribe.start", "unsubscribe.import", "unsubscribe.clear")
    DEFAULT_CSS = """
    UnsubscribeScreen #addresses { height: 1fr; min-height: 4; }
    UnsubscribeScreen #address-notes { height: auto; max-height: 8; border-top: hkey $line; }
    """

    def __init__(self, begun: Callable[[Job], None]) -> None:
        super().__init__()
        self._begun = begun
        self._known: Known = {}
        self._latest = Latest[Addresses](self._explain)
        self._keeper = Keeper(self, self._save, lambda error: self.notice.error(error))
        self._loaded = False
        self._count = ""
        """How many addresses there are."""

    def compose_body(self) -> ComposeResult:
        """The editor, and what is to be said about its lines."""
        yield Heading("Unsubscribe addresses", id="addresses-heading")
        yield HeldEditor(id="addresses", show_line_numbers=True, soft_wrap=False)
        yield TextView(id="address-notes")

    @property
    def _service(self) -> UnsubscribedService:
        return self.console.workspace.unsubscribed()

    @property
    def _editor(self) -> HeldEditor:
        return self.query_one("#addresses", HeldEditor)

    @property
    def _heading(self) -> Heading:
        return self.query_one("#addresses-heading", Heading)

    def on_mount(self) -> None:
        """Take up what was typed last."""
        super().on_mount()
        self._editor.focus()
        self._explain(Addresses(()))
        self.work(self._take_up, "take-up")

    async def _take_up(self) -> None:
        text = await self._service.draft()
        if text and not self._editor.text:
            await self._editor.load_long(text)
            self.renew_keys()
        self._loaded = True

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._keeper.touch()
        text = self._editor.text
        self._latest.ask(partial(read_addresses, text, self._known), self._reading)

    def _reading(self, job: Callable[[], object]) -> None:
        self.run_worker(job, group="reading")

    def _explain(self, found: Addresses) -> None:
        """How many there are, and each line that holds none."""
        if not self.is_attached:
            return
        self._count = f"{plural(len(found.addresses), 'address', 'addresses')} · F6 import"
        if not self._editor.read_only:
            self._heading.detail = self._count
            self.renew_keys()
        self.query_one("#address-notes", TextView).show(notes_of(found))

    async def keep(self) -> None:
        """Put what is typed on disk."""
        await self._keeper.flush()

    async def _save(self) -> None:
        if self._loaded:
            await self._service.keep_draft(self._editor.text)

    def do_unsubscribe_import(self) -> None:
        """Ask for a file."""
        hint = (
            "CSV or TSV with an email column, JSON, or one address a line. They are added to those already "
            "here."
        )
        self.app.push_screen(Ask("Import addresses from which file?", hint), self._import)

    def _import(self, name: str | None) -> None:
        if name:
            self._read(Path(name).expanduser())

    def _read(self, path: Path, text: str | None = None, column: Column | None = None) -> None:
        self._hold(f"Reading {path.name}.")
        self.work(partial(self._importing, path, text, column), "import", "F6 tries again.")

    async def _importing(self, path: Path, text: str | None, column: Column | None) -> None:
        """Add a file's addresses, or ask of which column."""
        number = column.number if column else None
        with self._until_done():
            if text is None:
                text = await asyncio.to_thread(read_text, path)
            found = await asyncio.to_thread(partial(read_addresses, text, whole=True, column=number))
            if not found.columns:
                if found.addresses:
                    await self._add("\n".join(found.addresses))
                self.notice.say(*told_of(f"{column.name} of {path.name}" if column else path.name, found))
                return
        self.notice.clear()
        columns = {str(each.number): each for each in found.columns}
        self.app.push_screen(
            pick_column(path.name, found.columns),
            lambda key: self._read(path, text, columns[key]) if key else None,
        )

    async def _add(self, lines: str) -> None:
        before = self._editor.text.rstrip("\n")
        text = f"{before}\n{lines}" if before else lines
        await self._editor.load_long(text)
        self._explain(await asyncio.to_thread(read_addresses, text, self._known))

    def do_unsubscribe_clear(self) -> None:
        """Ask, then empty the text."""
        self.app.push_screen(
            clear(self._count.partition(" · ")[0]), lambda sure: self._clear() if sure else None
        )

    def _clear(self) -> None:
        self._editor.load_text("")
        self.notice.clear()

    def do_unsubscribe_start(self) -> None:
        """Count what is there, and ask; the text stays as it is until that is answered."""
        self._hold("")
        self.work(self._asking, "ask", "^s tries again.")

    async def _asking(self) -> None:
        asked = False
        try:
            found = await asyncio.to_thread(read_addresses, self._editor.text, self._known)
            if not found.addresses:
                raise nothing_in(found)
            place = await self._service.jobs.place_for(len(found.addresses))
            asked = True
        finally:
            if not asked:
                self._release()
        self._heading.detail = self._count
        question = confirm(found, self.console.workspace.account, beside=place == BESIDE)
        self.app.push_screen(question, lambda sure: self._start(found) if sure else self._release())

    def _start(self, found: Addresses) -> None:
        self._hold("Putting the list on record.")
        self.change(partial(self._starting, found), "start", "^s tries again.")

    async def _starting(self, found: Addresses) -> None:
        with self._until_done():
            job = await self._service.jobs.create(found.addresses)
            self._loaded = False  # what is typed is on record now, as a list to work off
            await self._service.keep_draft(found.left_out)
            self.dismiss(None)
            self.app.call_later(self._begun, job)

    def _hold(self, told: str) -> None:
        """Take no key into the text: what is read is what is there when it is used."""
        self._editor.read_only = True
        self._heading.detail = "reading"
        if told:
            self.notice.say(told)
        self.renew_keys()

    def _release(self) -> None:
        if self.is_attached:
            self._editor.read_only = False
            self._heading.detail = self._count
            self.renew_keys()

    @contextmanager
    def _until_done(self) -> Iterator[None]:
        try:
            yield
        finally:
            self._release()

    def why_not(self, action: Action) -> str:
        """One thing at a time with the text."""
        if reason := super().why_not(action):
            return reason
        if action.id not in self.SERVES or not self.is_mounted:
            return ""
        if self._editor.read_only:
            return "The addresses are being read."
        empty = action.id == "unsubscribe.clear" and not self._editor.text
        return "There is nothing to take away." if empty else ""

    @property
    def goes_back(self) -> bool:
        """Always: what is typed is kept."""
        return True

    async def do_app_back(self) -> None:
        """Leave; what is typed is there the next time."""
        await self.keep()
        self.dismiss(None)
