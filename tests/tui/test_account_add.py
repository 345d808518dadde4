"""A new account: verified before it is kept, wrong entries pointed at, nothing typed lost."""

import base64
import sys
from collections.abc import Callable

import httpx
import pytest

from tests.services.accounts_parts import LockedKeys
from tests.tui.account_parts import (
    ACME,
    KEY,
    OTHER_KEY,
    add_form,
    answer,
    at_accounts,
    enter,
    focus,
    names,
    owners,
    text,
    workspace_on,
)
from tests.tui.driving import paste, shows, until
from ue_console.errors import ConfigError
from ue_console.models.account import UE_URL, Environment, KeyHome, KeyKind, Service
from ue_console.store.config import Config, ConfigFile
from ue_console.tui.screens.accounts import AccountsScreen

APP = "8481eeb9c8304ce0a5e3cb58489868f4:4cc366b8be84a072d9232b7db7329c30"


async def test_an_account_is_verified_kept_and_active() -> None:
    workspace = workspace_on(ConfigFile(None), ACME)
    async with at_accounts(workspace) as pilot:
        await add_form(pilot, environment="staging", region="eu1")
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
        await add_form(pilot, home="session")
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
        await add_form(pilot)
        await enter(pilot, "key", KEY)
        await pilot.press("ctrl+s")
        await shows(pilot, "the account's region from us1 to eu1.")
        assert focus(pilot) == "region"


PRINTING = f"{sys.executable} -c \"print('{OTHER_KEY[::-1]}'[::-1])\""
"""A command that prints the key without having it among its arguments."""


@pytest.mark.parametrize(
    ("home", "field", "typed"), [("env", "variable", "SECOND_KEY"), ("command", "command", PRINTING)]
)
async def test_a_key_that_is_only_read_is_verified_too(home: str, field: str, typed: str) -> None:
    workspace = workspace_on(ConfigFile(None), ACME, environ={"SECOND_KEY": OTHER_KEY})
    async with at_accounts(workspace) as pilot:
        await add_form(pilot, home=home)
        await enter(pilot, field, typed)
        await pilot.press("ctrl+s")
        await shows(pilot, "“Second” is added and active.")
    second = workspace.accounts.list()[1]
    assert (second.user_id, second.key_hint) == ("99", "••••7p4x")


async def test_a_locked_key_store_offers_the_other_places() -> None:
    workspace = workspace_on(ConfigFile(None), ACME, system=LockedKeys())
    async with at_accounts(workspace) as pilot:
        await add_form(pilot)
        await enter(pilot, "key", KEY)
        await pilot.press("ctrl+s")
        await shows(pilot, "The key store is locked.")
        await shows(pilot, "Choose another place for")
        assert focus(pilot) == "home"
        await pilot.press("left", "ctrl+s")
        await shows(pilot, "“Second” is added and active.")
    assert workspace.accounts.list()[1].key_home is KeyHome.SESSION


async def test_a_config_that_cannot_be_written_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = workspace_on(ConfigFile(None), ACME)
    update = ConfigFile.update

    def full(self: ConfigFile, change: Callable[[Config], Config]) -> Config:
        raise ConfigError("The config file can't be written (No space left on device).", "Free some.")

    async with at_accounts(workspace) as pilot:
        await add_form(pilot, environment="sandbox")
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
        await add_form(pilot)
        await enter(pilot, "key", KEY)
        await pilot.press("ctrl+s")
        await shows(pilot, "“Second” is added. The config file can't be written.")
        await until(pilot, lambda: isinstance(pilot.app.screen, AccountsScreen), "the form is left")


def messaging(request: httpx.Request) -> httpx.Response:
    """UniOne for one key, and an app of UnificationEngine with two users."""
    if "x-api-key" in request.headers:
        return owners(request)
    pair = base64.b64encode(APP.encode()).decode()
    if request.headers["authorization"] != f"Basic {pair}" or not request.url.path.endswith("/user/list"):
        return answer(401, {"status": 401, "info": "Unauthorized"})
    return answer(200, {"status": 200, "info": "OK", "users": [{"uri": "user://a@"}, {"uri": "user://b@"}]})


async def test_an_app_is_added_beside_uniones_accounts() -> None:
    workspace = workspace_on(ConfigFile(None), ACME, transport=httpx.MockTransport(messaging))
    async with at_accounts(workspace) as pilot:
        await add_form(pilot, "Bots", service="unification")
        await enter(pilot, "key", f" {APP}\n")
        await pilot.press("f5")
        await shows(pilot, "This is the key of an app with 2 users.")
        await pilot.press("ctrl+s")
        await shows(pilot, "“Bots” is added and active.")
        assert APP[-12:] not in text(pilot)
    bots = workspace.accounts.list()[1]
    assert (bots.service, bots.key_kind, bots.base_url) == (Service.UNIFICATION, KeyKind.APP, UE_URL)
    assert (await workspace.key_of(bots)).reveal() == APP


async def test_what_was_typed_is_not_thrown_away_unasked() -> None:
    async with at_accounts(workspace_on(ConfigFile(None), ACME)) as pilot:
        await add_form(pilot, "Half a name")
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
        await add_form(pilot, "")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, AccountsScreen), "the form is left")
