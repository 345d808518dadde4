"""An account that is changed: renamed, moved, its key kept elsewhere; nothing typed is lost."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from tests.services.accounts_parts import LockedKeys
from tests.tui.account_parts import ACME, KEY, NEWS, STAGING, TRIAL, at_accounts, names, text, workspace_on
from tests.tui.driving import composing, paste, shows, until
from ue_console.errors import ConfigError, KeyStoreError
from ue_console.models.account import Environment, KeyHome
from ue_console.models.secret import Secret
from ue_console.store.config import Config, ConfigFile
from ue_console.store.secrets import SessionKeys
from ue_console.tui import keeping
from ue_console.tui.screens.account_edit import AccountEditScreen
from ue_console.tui.screens.accounts import AccountsScreen
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.switch_field import SwitchField


class Unforgetting(SessionKeys):
    """A key store that forgets nothing."""

    async def remove(self, name: str) -> None:
        raise KeyStoreError("The key store didn't forget the key.", "Remove it with its own program.")


async def form(pilot: "Pilot[str]", **values: str) -> None:
    """Open the form of the account under the cursor and fill fields: field → value."""
    await pilot.press("e")
    await until(pilot, lambda: isinstance(pilot.app.screen, AccountEditScreen), "the form")
    await shows(pilot, "Keep key in")
    for field, value in values.items():
        widget = pilot.app.screen.query_one(f"#{field}")
        assert isinstance(widget, Field | SwitchField)
        widget.value = value
    await pilot.pause()


async def test_a_rename_goes_through_the_top_line_and_the_list() -> None:
    workspace = workspace_on(ConfigFile(None), STAGING, ACME, NEWS)
    async with at_accounts(workspace) as pilot:
        await pilot.press("enter", "down")
        await form(pilot, name="ACME", environment="staging")
        await pilot.press("ctrl+s")
        await shows(pilot, "“ACME” is saved.")
        await shows(pilot, "▸    ACME")
        await shows(pilot, "└ Newsletter")
    assert names(workspace) == ["Staging", "ACME", "Newsletter"]
    news = workspace.accounts.list()[2]
    assert (news.parent, news.environment) == ("ACME", Environment.STAGING)
    assert (await workspace.key_of(workspace.accounts.list()[1])).reveal() == KEY


async def test_what_was_typed_in_compose_follows_a_rename(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "KEEP_EVERY", 1000.0)
    workspace = workspace_on(ConfigFile(None), ACME)
    async with at_accounts(workspace) as pilot:
        await pilot.press("2")
        await shows(pilot, "none: own body")
        await composing(pilot)
        await paste(pilot, "Only half written")
        await pilot.press("escape", "9")
        await shows(pilot, "Kept in")
        await form(pilot, name="Renamed")
        await pilot.press("ctrl+s")
        await shows(pilot, "“Renamed” is saved.")
        await until(pilot, lambda: text(pilot).startswith(" Renamed"), "the new name in the top line")
        await pilot.press("2")
        await shows(pilot, "Only half written")


async def test_a_project_keeps_its_owners_url_and_read_only() -> None:
    workspace = workspace_on(ConfigFile(None), STAGING, TRIAL)
    async with at_accounts(workspace) as pilot:
        await pilot.press("down")
        await form(pilot, name="Trial 2")
        assert "yes, because Staging is" in text(pilot)
        assert "Region" not in text(pilot)
        await pilot.press("ctrl+s")
        await shows(pilot, "“Trial 2” is saved.")
    trial = workspace.accounts.list()[1]
    kept = {"key_hint": trial.key_hint, "key_name": "Trial"}
    assert trial == TRIAL.model_copy(update={"name": "Trial 2", **kept})


async def test_a_key_moves_to_the_key_store() -> None:
    system = SessionKeys()
    workspace = workspace_on(ConfigFile(None), ACME, system=system)
    async with at_accounts(workspace) as pilot:
        await form(pilot, home="keyring")
        await shows(pilot, "The key store of this machine keeps the key")
        await pilot.press("f10")
        await shows(pilot, "Kept in      key store")
    assert await system.get("ACME Mail") == Secret(KEY)


async def test_a_locked_key_store_is_told_at_its_field() -> None:
    workspace = workspace_on(ConfigFile(None), ACME, system=LockedKeys())
    async with at_accounts(workspace) as pilot:
        await form(pilot, home="keyring", environment="staging")
        await pilot.press("ctrl+s")
        await shows(pilot, "The key store is locked.")
        assert pilot.app.focused is pilot.app.screen.query_one("#home")
        assert "[staging]" in text(pilot)
    assert workspace.accounts.list() == (ACME,)


async def test_what_goes_wrong_after_the_change_does_not_keep_the_form_open() -> None:
    kept = ACME.model_copy(update={"key_home": KeyHome.KEYRING})
    system = Unforgetting({"ACME Mail": Secret(KEY)})
    workspace = workspace_on(ConfigFile(None), kept, system=system)
    async with at_accounts(workspace) as pilot:
        await form(pilot, home="session")
        await pilot.press("ctrl+s")
        await shows(pilot, "⚠ The account is changed, but its key is still in the old place too.")
        await until(pilot, lambda: isinstance(pilot.app.screen, AccountsScreen), "the form is left")
    assert workspace.accounts.list()[0].key_home is KeyHome.SESSION


@pytest.mark.parametrize(
    ("field", "value", "said", "at"),
    [
        ("name", "STAGING", "There is already an account Staging.", "name"),
        ("name", "x" * 256, "256 characters; 64 is the most", "name"),
        ("url", "http://api.example.com", "would send the key unencrypted", "url"),
        ("url", "https://a b", "spaces or characters that a URL can't have", "url"),
    ],
)
async def test_a_wrong_entry_is_pointed_at(field: str, value: str, said: str, at: str) -> None:
    workspace = workspace_on(ConfigFile(None), ACME, STAGING)
    async with at_accounts(workspace) as pilot:
        await form(pilot, **{field: value})
        await pilot.press("ctrl+s")
        await shows(pilot, said)
        assert pilot.app.focused is pilot.app.screen.query_one(f"#{at}")
    assert workspace.accounts.list() == (ACME, STAGING)


async def test_a_config_that_cannot_be_written_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: ConfigFile, change: Callable[[Config], Config]) -> Config:
        raise ConfigError("The config file can't be written (No space left on device).", "Free some.")

    async with at_accounts(workspace_on(ConfigFile(None), ACME)) as pilot:
        await form(pilot, name="Renamed")
        with monkeypatch.context() as patched:
            patched.setattr(ConfigFile, "update", full)
            await pilot.press("ctrl+s")
            await shows(pilot, "No space left on device")
            assert "Renamed" in text(pilot)
        await pilot.press("ctrl+s")
        await shows(pilot, "“Renamed” is saved.")


async def test_an_account_that_another_console_removed_is_told() -> None:
    config = ConfigFile(None)
    async with at_accounts(workspace_on(config, ACME, STAGING)) as pilot:
        await form(pilot, name="Renamed")
        config.save(Config(accounts=[STAGING], last_account="Staging"))
        await pilot.press("ctrl+s")
        await shows(pilot, "There is no account ACME Mail.")
        assert "Renamed" in text(pilot)


async def test_f5_asks_with_what_is_typed_here() -> None:
    workspace = workspace_on(ConfigFile(None), ACME)
    async with at_accounts(workspace) as pilot:
        await form(pilot, region="eu1")
        await pilot.press("f5")
        await shows(pilot, "✓ This is the account key of ops@acme.example. ^s saves.")
    assert workspace.accounts.list() == (ACME,)


async def test_what_was_typed_is_not_thrown_away_unasked() -> None:
    async with at_accounts(workspace_on(ConfigFile(None), ACME)) as pilot:
        await form(pilot)
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, AccountsScreen), "left, as nothing is typed")
        await form(pilot, name="Half")
        await pilot.press("escape", "escape")
        await shows(pilot, "Leave without saving?")
        await pilot.press("y")
        await until(pilot, lambda: isinstance(pilot.app.screen, AccountsScreen), "left")
