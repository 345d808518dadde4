"""Addresses to unsubscribe: typed, pasted or from a file; kept on this machine until it is done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.widgets import TextArea

from ue_console.services.recipients import read_text
from ue_console.services.unsubscribed.addresses import Addresses, read_addresses
from ue_console.text import plural
from ue_console.tui.account_words import danger_of
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.keeping import Keeper
from ue_console.tui.latest import Latest
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.screens.unsubscribe_words import notes_of, nothing_in, pick_column, told_of
from ue_console.tui.widgets.editor import Editor
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from ue_console.services.recipients.lines import Known
    from ue_console.services.unsubscribed.jobs import Job
    from ue_console.services.unsubscribed.service import UnsubscribedService


class UnsubscribeScreen(FrameScreen):
    """Takes addresses and makes them the account's list to work off.

    Args:
        begun: Told of the list once it is on record; nothing is asked of the service before.
    """

    PLACE = "unsubscribed"
    SERVES = ("unsubscribe.start", "unsubscribe.import")
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

    def compose_body(self) -> ComposeResult:
        """The editor, and what is to be said about its lines."""
        yield Heading("Unsubscribe addresses", id="addresses-heading")
        yield Editor(id="addresses", show_line_numbers=True, soft_wrap=False)
        yield TextView(id="address-notes")

    @property
    def _service(self) -> UnsubscribedService:
        return self.console.workspace.unsubscribed()

    @property
    def _editor(self) -> Editor:
        return self.query_one("#addresses", Editor)

    def on_mount(self) -> None:
        """Take up what was typed last."""
        super().on_mount()
        self._editor.focus()
        self._explain(Addresses(()))
        self.work(self._take_up, "take-up")

    async def _take_up(self) -> None:
        text = await self._service.draft()
        if text and not self._editor.text:
            self._editor.load_text(text)
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
        count = plural(len(found.addresses), "address", "addresses")
        self.query_one("#addresses-heading", Heading).detail = f"{count} · F6 import"
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
            self.work(partial(self._importing, Path(name).expanduser()), "import", "F6 tries again.")

    async def _importing(self, path: Path) -> None:
        self.notice.say(f"Reading {path.name}.")
        text = await asyncio.to_thread(read_text, path)
        found = await asyncio.to_thread(partial(read_addresses, text, whole=True))
        if found.columns:
            self.notice.clear()
            self.app.push_screen(
                pick_column(path.name, found.columns),
                lambda key: (
                    self.work(partial(self._of_column, path, text, int(key)), "import") if key else None
                ),
            )
        else:
            self._add(path, found)

    async def _of_column(self, path: Path, text: str, column: int) -> None:
        self.notice.say(f"Reading {path.name}.")
        self._add(path, await asyncio.to_thread(partial(read_addresses, text, whole=True, column=column)))

    def _add(self, path: Path, found: Addresses) -> None:
        before = self._editor.text.rstrip("\n")
        if found.addresses:
            added = "\n".join(found.addresses)
            self._editor.load_text(f"{before}\n{added}" if before else added)
        self.notice.say(*told_of(path.name, found))

    def do_unsubscribe_start(self) -> None:
        """Count what is there, and ask."""
        self.work(self._asking, "ask", "^s tries again.")

    async def _asking(self) -> None:
        found = await asyncio.to_thread(read_addresses, self._editor.text)
        if not found.addresses:
            raise nothing_in(found)
        account = self.console.workspace.account
        many = len(found.addresses) > 1
        who = plural(len(found.addresses), "address", "addresses") if many else found.addresses[0]
        text = (
            f"{who} {'are' if many else 'is'} never mailed again from {account.name}, {danger_of(account)}; "
            "the API can't take it back."
        )
        if found.problems:
            left = plural(len(found.problems), "line")
            text += f" {left} without an address {'stays' if len(found.problems) == 1 else 'stay'} here."
        question = Confirm(f"Unsubscribe {who}?", text, "Unsubscribe")
        self.app.push_screen(question, lambda sure: self._start(found) if sure else None)

    def _start(self, found: Addresses) -> None:
        self.change(partial(self._starting, found), "start", "^s tries again.")

    async def _starting(self, found: Addresses) -> None:
        job = await self._service.jobs.create(found.addresses)
        self._loaded = False  # what is typed is on record now, as a list to work off
        await self._service.keep_draft(found.left_out)
        self.dismiss(None)
        self.app.call_later(self._begun, job)

    @property
    def goes_back(self) -> bool:
        """Always: what is typed is kept."""
        return True

    async def do_app_back(self) -> None:
        """Leave; what is typed is there the next time."""
        await self.keep()
        self.dismiss(None)
