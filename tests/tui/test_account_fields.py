"""What is typed into the fields of an account: names are text, wrong entries are pointed at."""

import pytest

from tests.tui.account_parts import ACME, KEY, add_form, at_accounts, enter, focus, names, text, workspace_on
from tests.tui.driving import shows
from ue_console.models.account import KeyHome, KeyKind, Service
from ue_console.store.config import ConfigFile
from ue_console.tui.screens.account_add import AccountAddScreen
from ue_console.tui.widgets.fields import Field

HOMES = [home.value for home in (KeyHome.KEYRING, KeyHome.ENVIRONMENT, KeyHome.COMMAND, KeyHome.VAULT)]


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
        await add_form(pilot, "")
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
        await add_form(pilot, name)
        await enter(pilot, "key", KEY)
        await pilot.press("ctrl+s")
        await shows(pilot, f"“{name}” is added")
        await shows(pilot, f"▸ ●  {name}")
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
        await add_form(pilot)
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
        await add_form(pilot, home=home)
        await enter(pilot, field, typed)
        await pilot.press("ctrl+s")
        await shows(pilot, said)
        assert focus(pilot) == field


@pytest.mark.parametrize("home", HOMES)
async def test_the_whole_form_fits_into_a_small_terminal(home: str) -> None:
    async with at_accounts(workspace_on(ConfigFile(None), ACME), (80, 24)) as pilot:
        await add_form(pilot, service="unification", server="other", home=home)
        await shows(pilot, "tab goes on")
        await shows(pilot, "vault")
        assert "session" in text(pilot)
        last = {"env": "Variable", "command": "Command"}.get(home, "Key")
        assert last in text(pilot)


async def test_a_users_address_is_told_from_an_apps_key() -> None:
    async with at_accounts(workspace_on(ConfigFile(None), ACME)) as pilot:
        await add_form(pilot, service="unification")
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
        await add_form(pilot, service="unification")
        await enter(pilot, "key", "8481eeb9c8304ce0")
        await pilot.press("ctrl+s")
        await shows(pilot, "There is only one half, without a colon.")
        assert focus(pilot) == "key"
