"""A new account: verified before it is kept, wrong entries pointed at, nothing typed lost."""

from collections.abc import Callable

import httpx
import pytest
from textual.pilot import Pilot

from tests.services.accounts_parts import LockedKeys
from tests.tui.account_parts import ACME, KEY, OTHER_KEY, answer, at_accounts, names, workspace_on
from tests.tui.driving import paste, screen_text, shows, until
from ue_console.errors import ConfigError
from ue_console.models.account import Environment, KeyHome, KeyKind, Service
from ue_console.services.workspace import Workspace
from ue_console.store.config import Config, ConfigFile
from ue_console.store.secrets import KeyStoreStatus
from ue_console.tui.app import ConsoleApp
from ue_console.tui.screens.account_add import AccountAddScreen
from ue_console.tui.screens.accounts import AccountsScreen
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.switch_field import SwitchField

HOMES = [home.value for home in (KeyHome.KEYRING, KeyHome.ENVIRONMENT, KeyHome.COMMAND, KeyHome.VAULT)]


async def form(pilot: "Pilot[str]", name: str = "Second", **choices: str) -> None:
    """Open the form, type a name, and make choices: field → value."""
    await pilot.press("n")
    await shows(pilot, "New account")
    await paste(pilot, name)
    for field, value in choices.items():
        pilot.app.screen.query_one(f"#{field}", SwitchField).value = value
    await pilot.pause()


async def enter(pilot: "Pilot[str]", field: str, text: str) -> None:
    """Paste into a field."""
    pilot.app.screen.query_one(f"#{field}", Field).focus()
    await paste(pilot, text)


def focus(pilot: "Pilot[str]") -> str | None:
    """The field with the focus."""
    return pilot.app.focused.id if pilot.app.focused else None


def text(pilot: "Pilot[str]") -> str:
    """The screen."""
    assert isinstance(pilot.app, ConsoleApp)
    return screen_text(pilot.app)


async def test_an_account_is_verified_kept_and_active() -> None:
    workspace = workspace_on(ConfigFile(None), ACME)
    async with at_accounts(workspace) as pilot:
        await form(pilot, environment="staging", region="eu1")
        await enter(pilot, "key", f' "{KEY}"\n')
        await pilot.press("f5")
        await shows(pilot, "This is the account key of ops@acme.example. The key ends in ••••d3m0.")
        assert names(workspace) == ["ACME Mail"]
        await pilot.press("ctrl+s")
        await shows(pilot, "“Second” is added and active.")
        await shows(pilot, "◆ STAGING")
        await shows(pilot, "▸ ●  Second")
        assert KEY not in text(pilot)
    second = workspace.accounts.list()[1]
    assert (second.region, second.environment, second.user_id) == ("eu1", Environment.STAGING, "11344")
    assert (await workspace.key_of(second)).reveal() == KEY


async def test_a_wrong_key_leaves_the_form_as_it_was() -> None:
    workspace = workspace_on(ConfigFile(None), ACME)
    async with at_accounts(workspace) as pilot:
        await form(pilot, home="session")
        await enter(pilot, "key", "wr0ngk3ywr0ngk3y")
        await pilot.press("ctrl+s")
        await shows(pilot, "HTTP 401")
        assert focus(pilot) == "key"
        assert "[session]" in text(pilot)
        assert "Second" in text(pilot)
        assert "wr0ng" not in text(pilot)
        await pilot.press(*["backspace"] * 16)
        await paste(pilot, KEY)
        await pilot.press("f10")
        await shows(pilot, "“Second” is added and active.")


async def test_the_wrong_region_says_which_to_choose() -> None:
    def elsewhere(request: httpx.Request) -> httpx.Response:
        return answer(401, {"status": "error", "message": "User not found", "code": 114})

    workspace = workspace_on(ConfigFile(None), ACME, transport=httpx.MockTransport(elsewhere))
    async with at_accounts(workspace) as pilot:
        await form(pilot)
        await enter(pilot, "key", KEY)
        await pilot.press("ctrl+s")
        await shows(pilot, "the account's region from us1 to eu1.")
        assert focus(pilot) == "region"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("acme mail", "There is already an account ACME Mail."),
        ("x" * 256, "256 characters; 64 is the most"),
        ("", "The account has no name."),
        ("a\x1b[31mb", "characters that can't be shown"),
        ("a\u202eb", "characters that can't be shown"),
    ],
)
async def test_a_wrong_name_is_pointed_at(name: str, said: str) -> None:
    workspace = workspace_on(ConfigFile(None), ACME)
    async with at_accounts(workspace) as pilot:
        await form(pilot, "")
        pilot.app.screen.query_one("#name", Field).value = name
        await enter(pilot, "key", KEY)
        await pilot.press("ctrl+s")
        await shows(pilot, said)
        assert focus(pilot) == "name"
        assert names(workspace) == ["ACME Mail"]


@pytest.mark.parametrize("name", ["a/b", "[bold]x[/]", "[/", "post ✉ 📮", "Ünï 佐藤"])
async def test_a_name_is_text_whatever_it_holds(name: str) -> None:
    workspace = workspace_on(ConfigFile(None), ACME)
    async with at_accounts(workspace) as pilot:
        await form(pilot, name)
        await enter(pilot, "key", KEY)
        await pilot.press("ctrl+s")
        await shows(pilot, f"“{name}” is added")
        await pilot.press("x")
        await shows(pilot, f"Remove the account “{name}”?")
        assert names(workspace) == ["ACME Mail", name]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", "No key was given."),
        ("two words", "a space or line break at place 4"),
        ("schlüssel", "a character outside ASCII"),
    ],
)
async def test_a_wrong_key_is_pointed_at(key: str, said: str) -> None:
    async with at_accounts(workspace_on(ConfigFile(None), ACME)) as pilot:
        await form(pilot)
        await enter(pilot, "key", key)
        await pilot.press("ctrl+s")
        await shows(pilot, said)
        assert focus(pilot) == "key"


@pytest.mark.parametrize(
    ("home", "field", "typed", "said"),
    [
        ("env", "variable", "", "names no environment variable"),
        ("env", "variable", "NO_SUCH_KEY", "NO_SUCH_KEY is not set or empty."),
        ("command", "command", "", "no command"),
        ("command", "command", "pass show 'unione", "A quote in the command is not closed."),
        ("command", "command", "no-such-program-here x", "no-such-program-here is not found."),
    ],
)
async def test_a_wrong_place_for_the_key_is_pointed_at(home: str, field: str, typed: str, said: str) -> None:
    async with at_accounts(workspace_on(ConfigFile(None), ACME)) as pilot:
        await form(pilot, home=home)
        await enter(pilot, field, typed)
        await pilot.press("ctrl+s")
        await shows(pilot, said)
        assert focus(pilot) == field


@pytest.mark.parametrize(
    ("home", "field", "typed"),
    [("env", "variable", "SECOND_KEY"), ("command", "command", f"echo '{OTHER_KEY}'")],
)
async def test_a_key_that_is_only_read_is_verified_too(home: str, field: str, typed: str) -> None:
    workspace = workspace_on(ConfigFile(None), ACME, environ={"SECOND_KEY": OTHER_KEY})
    async with at_accounts(workspace) as pilot:
        await form(pilot, home=home)
        await enter(pilot, field, typed)
        await pilot.press("ctrl+s")
        await shows(pilot, "“Second” is added and active.")
    second = workspace.accounts.list()[1]
    assert (second.user_id, second.key_hint) == ("99", "••••7p4x")


async def test_a_locked_key_store_offers_the_other_places() -> None:
    workspace = workspace_on(ConfigFile(None), ACME, system=LockedKeys())
    async with at_accounts(workspace) as pilot:
        await form(pilot)
        await enter(pilot, "key", KEY)
        await pilot.press("ctrl+s")
        await shows(pilot, "The key store is locked.")
        await shows(pilot, "Choose another place for the key below.")
        assert focus(pilot) == "home"
        await pilot.press("left", "ctrl+s")
        await shows(pilot, "“Second” is added and active.")
    assert workspace.accounts.list()[1].key_home is KeyHome.SESSION


async def test_why_there_is_no_key_store_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async def unusable(self: Workspace) -> KeyStoreStatus:
        return KeyStoreStatus(usable=False, backend="", why="No bus is running.")

    monkeypatch.setattr(Workspace, "key_store_status", unusable)
    async with at_accounts(workspace_on(ConfigFile(None), ACME)) as pilot:
        await form(pilot)
        await shows(pilot, "This machine's key store can't be used: No bus is running.")


async def test_a_config_that_cannot_be_written_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = workspace_on(ConfigFile(None), ACME)
    update = ConfigFile.update

    def full(self: ConfigFile, change: Callable[[Config], Config]) -> Config:
        raise ConfigError("The config file can't be written (No space left on device).", "Free some.")

    async with at_accounts(workspace) as pilot:
        await form(pilot, environment="sandbox")
        await enter(pilot, "key", KEY)
        monkeypatch.setattr(ConfigFile, "update", full)
        await pilot.press("ctrl+s")
        await shows(pilot, "No space left on device")
        await shows(pilot, "^s tries again.")
        assert "[sandbox]" in text(pilot)
        monkeypatch.setattr(ConfigFile, "update", update)
        await pilot.press("ctrl+s")
        await shows(pilot, "“Second” is added and active.")


async def test_a_switch_that_cannot_be_remembered_does_not_ask_for_the_account_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def full(name: str) -> None:
        raise ConfigError("The config file can't be written.", "Free some space.")

    workspace = workspace_on(ConfigFile(None), ACME)
    monkeypatch.setattr(workspace.accounts, "switch", full)
    async with at_accounts(workspace) as pilot:
        await form(pilot)
        await enter(pilot, "key", KEY)
        await pilot.press("ctrl+s")
        await shows(pilot, "“Second” is added. The config file can't be written.")
        await until(pilot, lambda: isinstance(pilot.app.screen, AccountsScreen), "the form is left")


async def test_a_users_address_is_told_from_an_apps_key() -> None:
    async with at_accounts(workspace_on(ConfigFile(None), ACME)) as pilot:
        await form(pilot, service="unification")
        await shows(pilot, "[apiv2.unificationengine.com/v2]")
        assert "Region" not in text(pilot)
        await enter(pilot, "key", "user://e9759590-54ef-4cd3-a01c-cb2241ddd812:1aee1a25-e0c4@")
        await shows(pilot, "[a user: connections, messages]")
        screen = pilot.app.screen
        assert isinstance(screen, AccountAddScreen)
        assert screen.fields.account.key_kind is KeyKind.USER
        assert screen.fields.account.service is Service.UNIFICATION
        assert screen.fields.secret().reveal() == "e9759590-54ef-4cd3-a01c-cb2241ddd812:1aee1a25-e0c4"


async def test_an_app_needs_both_halves() -> None:
    async with at_accounts(workspace_on(ConfigFile(None), ACME)) as pilot:
        await form(pilot, service="unification")
        await enter(pilot, "key", "8481eeb9c8304ce0")
        await pilot.press("ctrl+s")
        await shows(pilot, "There is only one half, without a colon.")
        assert focus(pilot) == "key"


async def test_what_was_typed_is_not_thrown_away_unasked() -> None:
    async with at_accounts(workspace_on(ConfigFile(None), ACME)) as pilot:
        await form(pilot, "Half a name")
        await pilot.press("escape", "escape")
        await shows(pilot, "Leave without saving?")
        await pilot.press("enter")
        await shows(pilot, "Half a name")
        await pilot.press("q")
        await shows(pilot, "Quit without saving?")
        await pilot.press("escape", "escape")
        await shows(pilot, "Leave without saving?")
        await pilot.press("y")
        await until(pilot, lambda: isinstance(pilot.app.screen, AccountsScreen), "the form is left")


async def test_an_empty_form_is_left_at_once() -> None:
    async with at_accounts(workspace_on(ConfigFile(None), ACME)) as pilot:
        await form(pilot, "")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, AccountsScreen), "the form is left")


@pytest.mark.parametrize("home", HOMES)
async def test_the_whole_form_fits_into_a_small_terminal(home: str) -> None:
    async with at_accounts(workspace_on(ConfigFile(None), ACME), (80, 24)) as pilot:
        await form(pilot, service="unification", server="other", home=home)
        await shows(pilot, "tab goes on")
        await shows(pilot, "vault")
        assert "session" in text(pilot)
        last = {"env": "Variable", "command": "Command"}.get(home, "Key")
        assert last in text(pilot)
