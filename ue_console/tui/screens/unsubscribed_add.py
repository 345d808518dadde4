"""Addresses to unsubscribe: typed, pasted or from a file; kept on this machine until it is done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import on
from textual.app import ComposeResult
from textual.widgets import TextArea

from ue_console.errors import InputError
from ue_console.services.unsubscribed.addresses import Addresses, read_address_file, read_addresses
from ue_console.text import plural
from ue_console.tui.account_words import danger_of
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.keeping import Keeper
from ue_console.tui.latest import Latest
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.widgets.editor import Editor
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.text_view import Line, TextView

if TYPE_CHECKING:
    from ue_console.services.recipients.lines import Known
    from ue_console.services.unsubscribed.jobs import Job
    from ue_console.services.unsubscribed.service import UnsubscribedService

MOST_NOTES: Final = 3
"""Lines that hold no address, told one by one."""
HOW: Final = (
    "One address a line, several with commas, or a table with an email column.",
    "Mail to them is refused from then on; the API can't take it back.",
)


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
        bad = found.problems
        notes = [Line(f"⚠ line {each.row}: {each.cause}", "warn") for each in bad[:MOST_NOTES]]
        if len(bad) > MOST_NOTES:
            notes.append(Line(f"  and {plural(len(bad) - MOST_NOTES, 'more line')}", "quiet"))
        if found.repeated:
            notes.append(Line(f"· {found.repeated:,} given more than once, taken once", "quiet"))
        self.query_one("#address-notes", TextView).show([*notes, *(Line(text, "quiet") for text in HOW)])

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
        found = await asyncio.to_thread(read_address_file, path)
        before = self._editor.text.rstrip("\n")
        added = "\n".join(found.addresses)
        self._editor.load_text(f"{before}\n{added}" if before and added else before or added)
        took = plural(len(found.addresses), "address", "addresses")
        if found.problems:
            bad = found.problems[0]
            left = plural(len(found.problems), "row")
            self.notice.say(
                f"Took {took}; left out {left}. First: row {bad.row}: {bad.cause} {bad.remedy}", "warn"
            )
        else:
            self.notice.say(f"Took {took} from {path.name}.", "good")

    def do_unsubscribe_start(self) -> None:
        """Count what is there, and ask."""
        self.work(self._asking, "ask", "^s tries again.")

    async def _asking(self) -> None:
        found = await asyncio.to_thread(read_addresses, self._editor.text)
        if not found.addresses:
            raise InputError("There is no address here.", "Type or import some.")
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
