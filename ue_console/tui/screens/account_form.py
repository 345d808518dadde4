"""What the forms of an account share: fields, help, and leaving without a loss."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from ue_console.errors import ConsoleError
from ue_console.models.account import Account, KeyHome
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens.account_fields import AccountFields
from ue_console.tui.screens.form import FormScreen
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.switch_field import SwitchField

HOMES: Final = {
    KeyHome.KEYRING: "The key store of this machine keeps the key, encrypted.",
    KeyHome.ENVIRONMENT: "The key is read from an environment variable, set before the console starts.",
    KeyHome.COMMAND: "The key is the first line that the command prints; no shell runs it.",
    KeyHome.VAULT: "A file of the console keeps the key, encrypted; its passphrase is asked once a session.",
    KeyHome.SESSION: "The key is kept in memory and forgotten when the console ends.",
}
"""What each place for a key means."""
MOVING: Final = "tab goes on, shift+tab back, ← → change a choice."


Done = Callable[[str, str], None]
"""Takes the account's name, and what is still to be known of it, or an empty text."""


def _nothing(name: str, warning: str) -> None:
    """Nobody waits for it."""


class AccountForm(FormScreen):
    """A form over the list of accounts.

    Args:
        fields: The fields, filled.
        done: Told once the account is kept.
    """

    SERVES = ("form.save", "form.verify")
    HELP: ClassVar[str] = ""
    """What happens to the key."""
    DEFAULT_CSS = """
    AccountForm #form-help { padding: 1; color: $quiet; height: auto; }
    """

    def __init__(self, fields: AccountFields, done: Done = _nothing) -> None:
        super().__init__()
        self.fields = fields
        self.done = done

    def compose_body(self) -> ComposeResult:
        """Heading, fields, help."""
        yield self.heading()
        yield self.fields
        yield Static("", id="form-help", markup=False)

    @abstractmethod
    def heading(self) -> Heading:
        """Which account this is about."""

    def on_mount(self) -> None:
        """Begin at the name."""
        super().on_mount()
        self._explain()
        self.query_one("#name").focus()

    @on(SwitchField.Changed, "#home")
    def _explain(self) -> None:
        text = f"{HOMES[self.fields.home]}\n{self.HELP}\n{MOVING}"
        self.query_one("#form-help", Static).update(text)

    def read(self) -> Account:
        """The account as typed.

        Raises:
            InputError: A field can't be taken apart.
        """
        return self.fields.account

    def place_of(self, error: ConsoleError) -> str:
        """The field that an error is about."""
        return self.fields.place_of(error)

    def leave(self) -> None:
        """Close the form."""
        self.dismiss(None)

    def do_app_back(self) -> None:
        """Leave the field, then the form; what was typed is not thrown away unasked."""
        if self.typing:
            self.set_focus(None)
        else:
            self._unless_typed(self.leave, "Leave without saving?", "Leave")

    async def do_app_quit(self) -> None:
        """Quit; what was typed is not thrown away unasked."""
        self._unless_typed(self._quit, "Quit without saving?", "Quit")

    def _quit(self) -> None:
        self.app.call_later(self.console.do_app_quit)

    def _unless_typed(self, then: Callable[[], None], question: str, verb: str) -> None:
        if not self.fields.changed:
            then()
            return
        text = "What you typed here is not kept anywhere else."
        self.app.push_screen(Confirm(question, text, verb), lambda sure: then() if sure else None)
