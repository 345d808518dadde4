"""The fields of an account: what each holds, which are shown, and the account that they make."""

from __future__ import annotations

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Input, Static

from ue_console.errors import ConsoleError, KeyRefused, KeyStoreError, WrongRegion
from ue_console.models.account import REGIONS, Account, Environment, KeyHome, KeyKind, Service
from ue_console.models.secret import Secret
from ue_console.services.command_lines import command_of, line_of
from ue_console.services.keys import clean_credentials
from ue_console.tui.account_words import SERVICES
from ue_console.tui.screens.account_place import AccountPlace
from ue_console.tui.widgets.field_note import FieldNote
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.switch_field import SwitchField

CHOICES: Final[dict[str, str]] = {
    KeyHome.KEYRING: "key store",
    KeyHome.ENVIRONMENT: "variable",
    KeyHome.COMMAND: "command",
    KeyHome.VAULT: "vault",
    KeyHome.SESSION: "session",
}
"""Where a key may be kept, in words that fit side by side into a narrow terminal."""
OWNERS: Final[dict[str, str]] = {
    KeyKind.APP: "an app: makes users",
    KeyKind.USER: "a user: connections, messages",
}
"""What a key of UnificationEngine may be of."""
PASTE: Final = {
    KeyKind.ACCOUNT: "paste it here: an account's or a project's",
    KeyKind.APP: "KEY:SECRET",
    KeyKind.USER: "ID:SECRET or user://ID:SECRET@",
}
"""What the field for the key asks for."""
PLACES: Final = {
    "name": "name",
    "base_url": "url",
    "key": "key",
    "key_variable": "variable",
    "key_command": "command",
}
"""The field of an account that an error names → the field here."""
AFTER_HOME: Final = ("home", "variable", "command", "key")
"""The field for the place of the key, and those after it."""
READ: Final = {KeyHome.ENVIRONMENT: "variable", KeyHome.COMMAND: "command"}
"""Where the key is only read → the field that says from where."""


class AccountFields(Vertical):
    """One field a row; ``account`` is what they say.

    Args:
        account: What to begin with; a new one asks for its service and its key, too.
        owner: The account that it stands under: the service, the URL and often more are the owner's.
    """

    DEFAULT_CSS = """
    AccountFields { height: auto; max-width: 100; }
    AccountFields .-off { display: none; }
    """

    def __init__(self, account: Account | None = None, owner: Account | None = None) -> None:
        super().__init__(id="form")
        self._new = account is None
        self._account = account or Account(name="", base_url=REGIONS["us1"])
        self._owner = owner
        self._place = AccountPlace(self._account, new=account is None, under=owner is not None)
        self._untouched: dict[str, str] = {}
        self._reached_home = False

    def compose(self) -> ComposeResult:
        """Who, where, how dangerous, and where the key is."""
        account = self._account
        yield FormRow("Name", Field(account.name, placeholder="as you call it", id="name"))
        if self._new:
            yield FormRow(
                "Service", SwitchField({key.value: name for key, name in SERVICES.items()}, id="service")
            )
        yield self._place
        if self._new:
            yield FormRow("Key of", SwitchField(OWNERS, id="kind"), id="kind-row")
        environments = {item.value: item.value for item in Environment}
        yield FormRow("Environment", SwitchField(environments, account.environment, id="environment"))
        yield FormRow("Read-only", self._read_only())
        yield FormRow("Keep key in", SwitchField(CHOICES, account.key_home, id="home"))
        yield FieldNote(id="home-note")
        variable = Field(account.key_variable, placeholder="UNIONE_KEY", id="variable")
        yield FormRow("Variable", variable, id="variable-row")
        command = Field(line_of(account.key_command), placeholder="pass show unione/prod", id="command")
        yield FormRow("Command", command, id="command-row")
        if self._new:
            yield FormRow("Key", Field(password=True, id="key"), id="key-row")

    def _read_only(self) -> Widget:
        if self._owner is not None and self._owner.read_only:
            return Static(f" yes, because {self._owner.name} is", markup=False)
        value = "yes" if self._account.read_only else "no"
        return SwitchField({"no": "no", "yes": "yes: change nothing"}, value, id="read-only")

    def on_mount(self) -> None:
        """Show what goes with the choices, and remember how it was."""
        self._rows()
        self._untouched = self._values()

    @on(SwitchField.Changed)
    def _rows(self) -> None:
        self._place.show(self.service)
        self._off("variable-row", self.home is not KeyHome.ENVIRONMENT)
        self._off("command-row", self.home is not KeyHome.COMMAND)
        if self._new:
            self._off("kind-row", self.service is Service.UNIONE)
            self._off("key-row", self.home in READ)
            self.query_one("#key", Field).placeholder = PASTE[self._kind]

    @on(Input.Changed, "#key")
    def _pasted(self, event: Input.Changed) -> None:
        """A user's address says itself what it is."""
        if event.value.strip().lower().startswith("user://"):
            self.query_one("#kind", SwitchField).value = KeyKind.USER

    def _off(self, row: str, off: bool) -> None:
        self.query_one(f"#{row}").set_class(off, "-off")

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Field).value

    def _choice(self, name: str) -> str:
        return self.query_one(f"#{name}", SwitchField).value

    @property
    def service(self) -> Service:
        """The service of the account."""
        return Service(self._choice("service")) if self._new else self._account.service

    @property
    def home(self) -> KeyHome:
        """Where the key is to be kept."""
        return KeyHome(self._choice("home"))

    @property
    def _kind(self) -> KeyKind:
        if not self._new:
            return self._account.key_kind
        return KeyKind.ACCOUNT if self.service is Service.UNIONE else KeyKind(self._choice("kind"))

    def begin_at(self, home: KeyHome, why: str) -> None:
        """Say why the key store can't be used, and choose another home unless the operator was there before.

        Args:
            home: What can be used.
            why: One sentence.
        """
        self.query_one("#home-note", FieldNote).say(f"The key store of this machine can't be used: {why}")
        # A choice that moves under the operator's keys could turn the key's field into one that shows it.
        if self.home is KeyHome.KEYRING and not self._reached_home:
            self.query_one("#home", SwitchField).value = home
            self._untouched["home"] = home

    @on(DescendantFocus)
    def _focus_moved(self, event: DescendantFocus) -> None:
        self._reached_home = self._reached_home or event.widget.id in AFTER_HOME

    @property
    def changed(self) -> bool:
        """Whether anything was typed or chosen."""
        return self._values() != self._untouched

    def _values(self) -> dict[str, str]:
        # A key is not copied to compare it.
        typed = {
            str(field.id): str(bool(field.value)) if field.password else field.value
            for field in self.query(Field)
        }
        return typed | {str(field.id): field.value for field in self.query(SwitchField)}

    @property
    def account(self) -> Account:
        """The account as the fields say.

        Raises:
            InputError: The command can't be taken apart.
        """
        home = self.home
        update: dict[str, object] = {
            "name": self._value("name"),
            "service": self.service,
            "base_url": self._place.url,
            "plain_http": self._place.plain_http,
            "environment": Environment(self._choice("environment")),
            "key_kind": self._kind,
            "key_home": home,
            "key_variable": self._value("variable").strip(),
            "key_command": command_of(self._value("command")) if home is KeyHome.COMMAND else (),
        }
        if self.query("#read-only"):
            update["read_only"] = self._choice("read-only") == "yes"
        return self._account.model_copy(update=update)

    def secret(self) -> Secret:
        """The key as it was typed.

        Raises:
            InputError: It can't be a key.
        """
        return clean_credentials(self.service, self._kind, self._value("key"))

    def place_of(self, error: ConsoleError) -> str:
        """The field that an error is about, or empty."""
        if isinstance(error, WrongRegion):
            return "region"
        if isinstance(error, KeyStoreError):
            return READ.get(self.home, "home")
        if isinstance(error, KeyRefused):
            return READ.get(self.home, "key")
        return PLACES.get(error.field, "")
