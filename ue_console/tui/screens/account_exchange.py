"""Accounts without their keys: written to a file, and taken from one."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ue_console.text import plural
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.confirm import Confirm

if TYPE_CHECKING:
    from ue_console.services.account_exchange import Import
    from ue_console.tui.screens.accounts import AccountsScreen

SHOWN = 6
"""Names told in the question before an import; of more, only how many."""


class Exchange:
    """Export and import for the accounts screen.

    Args:
        screen: Where it is asked and told.
    """

    def __init__(self, screen: AccountsScreen) -> None:
        self._screen = screen

    def export(self) -> None:
        """Ask for a file name."""
        hint = "All accounts without their keys, to import elsewhere; an existing file is not overwritten."
        ask = Ask("Write the accounts to which file?", hint, "ue-console-accounts.toml")
        self._screen.app.push_screen(ask, self._export)

    def _export(self, name: str | None) -> None:
        if name:
            self._screen.change(partial(self._exporting, name), "export", "Press w to try again.")

    async def _exporting(self, name: str) -> None:
        from ue_console.services.account_files import export_to

        accounts = self._screen.console.workspace.accounts.list()
        path = await asyncio.to_thread(export_to, name, accounts)
        self._screen.notice.say(f"Wrote {plural(len(accounts), 'account')} to {path}, without keys.", "good")

    def read(self) -> None:
        """Ask for a file."""
        hint = "A file that w wrote here or elsewhere. What is added is told before it is done."
        self._screen.app.push_screen(Ask("Import accounts from which file?", hint), self._import)

    def _import(self, name: str | None) -> None:
        if name:
            self._screen.change(partial(self._looking, name), "import", "Press i to try again.")

    async def _looking(self, name: str) -> None:
        from ue_console.services.account_files import given

        screen, short = self._screen, Path(name).name
        known = screen.console.workspace.accounts.list()
        data, found = await asyncio.to_thread(given, name, known)
        if not found.added:
            screen.notice.say(f"Each account of {short} is here already; nothing is added.")
            return
        screen.notice.clear()
        count = plural(len(found.added), "account")
        question = Confirm(f"Add {count} from “{short}”?", told(found), "Add")
        screen.app.push_screen(question, partial(self._add, data, short))

    def _add(self, data: bytes, name: str, sure: bool | None) -> None:
        if sure:
            self._screen.change(partial(self._adding, data, name), "import", "Press i to try again.")

    async def _adding(self, data: bytes, name: str) -> None:
        from ue_console.services.account_exchange import import_accounts

        screen = self._screen
        done = await asyncio.to_thread(import_accounts, screen.console.workspace.config_file, data, name)
        if done.added:
            screen.changed(done.added[0].name)
        count = plural(len(done.added), "account")
        screen.app.notify(f"Added {count}. Their keys are not here yet: K enters one.")


def told(found: Import) -> str:
    """What an import does, before it is done."""
    names = [account.name for account in found.added]
    listed = ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else "")
    parts = [f"{listed}. They come without keys."]
    if clear := [account.name for account in found.added if account.in_clear]:
        more = f" and {len(clear) - SHOWN:,} more" if len(clear) > SHOWN else ""
        parts.append(f"⚠ Over plain http, to be read on the way: {', '.join(clear[:SHOWN])}{more}.")
    if found.renamed:
        new = ", ".join(f"{old} becomes {here}" for old, here in list(found.renamed.items())[:SHOWN])
        parts.append(f"Names that are taken here: {new}.")
    if found.skipped:
        parts.append(f"Here already: {plural(len(found.skipped), 'account')}, left as they are.")
    return "\n".join(parts)
