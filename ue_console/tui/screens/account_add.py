"""The form for a new account: the key is verified before anything is kept."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from ue_console.errors import ConsoleError, KeyStoreError
from ue_console.models.account import REGIONS, Account, Environment, KeyHome
from ue_console.models.secret import Secret
from ue_console.services.identity import Identity
from ue_console.services.keys import clean_key
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.switch_field import SwitchField

CHOICES = "Choose “environment variable” or “this session only” below."
HELP = (
    "The key is asked of the service first, then kept where you choose; it is never shown again.\n"
    "tab goes on, shift+tab back, ← → change a choice."
)


class AccountAddScreen(FrameScreen):
    """Adds one UniOne account."""

    PLACE = "accounts"
    SERVES = ("form.save", "form.verify")
    DEFAULT_CSS = """
    AccountAddScreen #form { height: auto; max-width: 100; }
    AccountAddScreen #form-help { padding: 1; color: $quiet; height: auto; }
    AccountAddScreen .-off { display: none; }
    """

    def compose_body(self) -> ComposeResult:
        """One field a row."""
        yield Heading("New account", "UniOne")
        with Vertical(id="form"):
            yield FormRow("Name", Field(placeholder="as you call it", id="name"))
            yield FormRow(
                "Region", SwitchField({"us1": "us1", "eu1": "eu1", "other": "other URL"}, id="region")
            )
            yield FormRow(
                "URL", Field(placeholder="https://…/en/transactional/api/v1", id="url"), id="url-row"
            )
            yield FormRow(
                "Environment", SwitchField({item.value: item.value for item in Environment}, id="environment")
            )
            yield FormRow(
                "Read-only", SwitchField({"no": "no", "yes": "yes: change nothing"}, id="read-only")
            )
            homes = {"keyring": "key store", "env": "environment variable", "session": "this session only"}
            yield FormRow("Keep key in", SwitchField(homes, id="home"))
            yield FormRow("Variable", Field(placeholder="UNIONE_KEY", id="variable"), id="variable-row")
            yield FormRow(
                "API key", Field(placeholder="paste it here", password=True, id="key"), id="key-row"
            )
        yield Static(HELP, id="form-help", markup=False)

    def on_mount(self) -> None:
        """Begin at the name; look meanwhile whether there is a key store."""
        super().on_mount()
        self._rows()
        self.query_one("#name").focus()
        self.work(self._look_for_key_store, "key-store")

    async def _look_for_key_store(self) -> None:
        status = await self.console.workspace.key_store_status()
        if not status.usable and not self.notice.message:
            self.notice.say(f"This machine's key store can't be used: {status.why} {CHOICES}", "warn")

    @on(SwitchField.Changed)
    def _rows(self) -> None:
        home = self.query_one("#home", SwitchField).value
        self.query_one("#url-row").set_class(self.query_one("#region", SwitchField).value != "other", "-off")
        self.query_one("#variable-row").set_class(home != "env", "-off")
        self.query_one("#key-row").set_class(home == "env", "-off")

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Field).value

    def _choice(self, name: str) -> str:
        return self.query_one(f"#{name}", SwitchField).value

    def _account(self) -> Account:
        region = self._choice("region")
        return Account(
            name=self._value("name"),
            base_url=REGIONS.get(region) or self._value("url"),
            environment=Environment(self._choice("environment")),
            read_only=self._choice("read-only") == "yes",
            key_home=KeyHome(self._choice("home")),
            key_variable=self._value("variable").strip(),
        )

    async def _key(self, account: Account) -> Secret:
        if account.key_home is KeyHome.ENVIRONMENT:
            return await self.console.workspace.key_of(account)
        return clean_key(self._value("key"))

    async def _checked(self) -> tuple[Account, Secret, Identity]:
        account = self._account()
        secret = await self._key(account)
        self.notice.say("Asking the service whose key this is", "info")
        return account, secret, await self.console.workspace.accounts.verify(account, secret)

    def do_form_verify(self) -> None:
        """Ask only."""
        self.work(self._verifying, "form", "F5 tries again.")

    async def _verifying(self) -> None:
        _, secret, info = await self._checked()
        self.notice.say(f"{info.sentence()} The key ends in {secret.hint}. ^s keeps it.", "good")

    def do_form_save(self) -> None:
        """Ask, keep, make it the active account."""
        self.change(self._saving, "form", "^s tries again.")

    async def _saving(self) -> None:
        try:
            account, secret, info = await self._checked()
            kept = await self.console.workspace.accounts.add(account, secret, info)
        except KeyStoreError as error:
            raise KeyStoreError(error.cause, f"{error.remedy} {CHOICES}") from error
        except ConsoleError as error:
            self._point_at(error.field)
            raise
        await self.console.use_account(kept.name)
        self.app.notify(f"“{kept.name}” is added and active.")
        self.dismiss(None)

    def _point_at(self, field: str) -> None:
        places = {"name": "name", "base_url": "url", "key": "key", "key_variable": "variable"}
        if field in places:
            self.query_one(f"#{places[field]}").focus()
