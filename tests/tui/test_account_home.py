"""Where the form of a new account begins to keep the key: what this machine has, without waiting for it."""

import asyncio
from pathlib import Path
from typing import NoReturn

import pytest
from textual.pilot import Pilot

from tests.tui.account_parts import ACME, KEY, add_form, at_accounts, enter, focus, text, workspace_on
from tests.tui.driving import shows, until
from ue_console.errors import KeyStoreError
from ue_console.models.account import KeyHome
from ue_console.services.workspace import Workspace
from ue_console.store.config import ConfigFile
from ue_console.store.secrets import SystemKeyStore
from ue_console.store.vault import Vault
from ue_console.tui.screens.account_add import AccountAddScreen
from ue_console.tui.screens.accounts import AccountsScreen
from ue_console.tui.widgets.switch_field import SwitchField

WHY = "The key store of this machine can't be used: No bus is running."


def no_key_store() -> SystemKeyStore:
    """A machine without one."""

    def choose() -> NoReturn:
        raise KeyStoreError("No bus is running.", "Keep the key in the vault.")

    return SystemKeyStore(choose=choose)


def workspace(vault: Vault | None = None) -> Workspace:
    """One account, on a machine without a key store."""
    return workspace_on(ConfigFile(None), ACME, system=no_key_store(), vault=vault)


async def test_it_begins_with_the_vault_and_says_why(tmp_path: Path) -> None:
    async with at_accounts(workspace(Vault(tmp_path / "keys.vault"))) as pilot:
        await add_form(pilot, "")
        await shows(pilot, WHY)
        await shows(pilot, "[vault]")
        await shows(pilot, "A file of the console keeps the key, encrypted")
        assert focus(pilot) == "name"
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, AccountsScreen), "left, as nothing is typed")


async def test_without_a_vault_it_begins_with_this_session() -> None:
    here = workspace()
    async with at_accounts(here) as pilot:
        await add_form(pilot)
        await shows(pilot, WHY)
        await enter(pilot, "key", KEY)
        await pilot.press("ctrl+s")
        await shows(pilot, "“Second” is added and active.")
    assert here.accounts.list()[1].key_home is KeyHome.SESSION


async def test_what_the_operator_chose_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    here, told = workspace(), asyncio.Event()
    look = here.accounts.home_for_new

    async def slow() -> tuple[KeyHome, str]:
        await told.wait()
        return await look()

    monkeypatch.setattr(here.accounts, "home_for_new", slow)
    async with at_accounts(here) as pilot:
        await add_form(pilot)
        assert "[key store]" in text(pilot)
        assert "can't be used" not in text(pilot)
        await add_choice(pilot, "env")
        told.set()
        await shows(pilot, WHY)
        assert "[variable]" in text(pilot)


async def test_a_choice_does_not_move_under_the_operators_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    here, told = workspace(), asyncio.Event()
    look = here.accounts.home_for_new

    async def slow() -> tuple[KeyHome, str]:
        await told.wait()
        return await look()

    monkeypatch.setattr(here.accounts, "home_for_new", slow)
    async with at_accounts(here) as pilot:
        await add_form(pilot)
        pilot.app.screen.query_one("#home").focus()
        await pilot.press("tab")
        assert focus(pilot) == "key"
        told.set()
        await shows(pilot, WHY)
        assert "[key store]" in text(pilot)


async def add_choice(pilot: "Pilot[str]", home: str) -> None:
    """Choose a home in the open form."""
    screen = pilot.app.screen
    assert isinstance(screen, AccountAddScreen)
    screen.query_one("#home", SwitchField).value = home
    await pilot.pause()


async def test_a_key_store_that_can_be_used_is_begun_with() -> None:
    async with at_accounts(workspace_on(ConfigFile(None), ACME)) as pilot:
        await add_form(pilot)
        await shows(pilot, "[key store]")
        await until(pilot, lambda: not pilot.app.workers, "nothing is looked for any more")
        assert "[key store]" in text(pilot)
        assert "can't be used" not in text(pilot)


async def test_the_form_with_the_line_fits_into_a_small_terminal(tmp_path: Path) -> None:
    async with at_accounts(workspace(Vault(tmp_path / "keys.vault")), (80, 24)) as pilot:
        await add_form(pilot, service="unification", server="other")
        await enter(pilot, "url", "http://10.0.0.7:8025")
        await shows(pilot, "Plain http")
        await shows(pilot, WHY[:40])
        assert "KEY:SECRET" in text(pilot)
