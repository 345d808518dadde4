"""Ask for the passphrase of the vault, or for that of a new one."""

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from ue_console.text import safe
from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.typeahead import TypeAhead
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.form import FormRow

OPEN: Final = "The keys are in an encrypted file on this machine:\n{}\nIt is asked once a session."
NEW: Final = (
    "The keys go into an encrypted file on this machine:\n{}\n"
    "Its passphrase can't be recovered. Without it the keys in the file are lost here; "
    "at the services they stay valid."
)
THROWN_AWAY: Final = "What was typed before this was thrown away; type again."


class Passphrase(Dialog[str]):
    """Asks once, or twice where the vault is new; answers the passphrase as typed, or None.

    Args:
        new: The vault is about to be made: the answer becomes its passphrase.
        wrong: Why the last answer was refused, one sentence, or empty.
        path: The vault's file.
    """

    KEYS = (("enter", "ok"), ("esc", "cancel"))
    DEFAULT_CSS = """
    Passphrase #about-vault { height: auto; padding: 0 1; margin-top: 1; color: $quiet; }
    Passphrase #refused { height: auto; padding: 0 1; color: $error; }
    Passphrase FormRow > .label { width: 13; }
    """

    def __init__(self, new: bool, wrong: str, path: str) -> None:
        super().__init__("A passphrase for the new vault" if new else "The vault's passphrase")
        self._new = new
        self._wrong = wrong
        self._path = path

    def compose_content(self) -> ComposeResult:
        """The fields, why the last answer was refused, where the file is: a low terminal cuts the end."""
        yield FormRow("Passphrase", Field(password=True, id="passphrase"))
        if self._new:
            yield FormRow("Once more", Field(password=True, id="again"))
        yield Static("", id="refused", markup=False)
        yield Static(Content(safe((NEW if self._new else OPEN).format(self._path))), id="about-vault")

    def on_mount(self) -> None:
        """What was typed at the start goes here; what was typed later, before the question, is none."""
        dropped = False
        if isinstance(self.app, TypeAhead):
            dropped = self.app.passphrase_typed(known=not (self._new or self._wrong))
        self._refuse(self._wrong or (THROWN_AWAY if dropped else ""))

    def _refuse(self, why: str) -> None:
        self.query_one("#refused", Static).update(Content(f"✗ {safe(why)}" if why else ""))

    @on(Input.Changed)
    def _typing(self, event: Input.Changed) -> None:
        if event.value:
            self._refuse("")

    @on(Input.Submitted, "#passphrase")
    def _first(self, event: Input.Submitted) -> None:
        if not event.value:
            self._refuse("There is no passphrase yet.")
        elif self._new:
            self.query_one("#again", Field).focus()
        else:
            self.dismiss(event.value)

    @on(Input.Submitted, "#again")
    def _second(self, event: Input.Submitted) -> None:
        first = self.query_one("#passphrase", Field)
        if first.value and event.value == first.value:
            self.dismiss(event.value)
            return
        first.value = self.query_one("#again", Field).value = ""
        first.focus()
        self._refuse("The two differ. Type it again, twice.")
