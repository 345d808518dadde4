"""Accounts that change: renamed, moved to another key home, given a new key."""

from pathlib import Path

import pytest

from tests.services.accounts_parts import ACME, OTHER, SECRET, SHOP, Desk, LockedKeys
from ue_console.errors import InputError, KeyStoreError
from ue_console.models.account import Environment, KeyHome
from ue_console.models.secret import Secret
from ue_console.services.accounts import Accounts
from ue_console.store.config import ConfigFile
from ue_console.store.database import Database
from ue_console.store.drafts import Drafts
from ue_console.store.secrets import Keys, SessionKeys


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


async def test_a_rename_takes_key_drafts_and_the_active_mark_along(desk: Desk, tmp_path: Path) -> None:
    database = Database(tmp_path / "state.db")
    accounts = desk.console(database)
    acme = await accounts.add(ACME, SECRET)
    await accounts.switch("ACME")
    await Drafts(database).save("ACME", "compose", {"subject": "Hello"})
    renamed = await accounts.change("ACME", acme.model_copy(update={"name": "acme", "base_url": "us1"}))
    assert desk.console().list() == (renamed,)
    assert accounts.active == desk.console().active == renamed
    assert await desk.keys.get(renamed) == SECRET
    assert renamed.key_name == "ACME", "the key stays where it is"
    assert await Drafts(database).load("acme", "compose") == {"subject": "Hello"}
    await database.close()


async def test_a_rename_to_a_taken_name_changes_nothing(desk: Desk) -> None:
    acme, shop = await desk.accounts.add(ACME, SECRET), await desk.accounts.add(SHOP, OTHER)
    with pytest.raises(InputError, match="already an account Shop"):
        await desk.accounts.change("ACME", acme.model_copy(update={"name": "SHOP"}))
    assert desk.accounts.list() == (acme, shop)
    assert (await desk.store.get("ACME"), await desk.store.get("Shop")) == (SECRET, OTHER)


async def test_environment_changes_without_touching_the_key(desk: Desk) -> None:
    desk.keys = Keys(LockedKeys())
    acme = ACME.model_copy(update={"key_home": KeyHome.SESSION})
    accounts = desk.console()
    added = await accounts.add(acme, SECRET)
    await desk.keys.remove(added)
    staging = added.model_copy(update={"environment": Environment.STAGING})
    assert await accounts.change("ACME", staging) == staging


async def test_a_key_moves_to_another_home(desk: Desk) -> None:
    acme = await desk.accounts.add(ACME, SECRET)
    in_variable = acme.model_copy(update={"key_home": KeyHome.ENVIRONMENT, "key_variable": "ACME_KEY"})
    desk.environ["ACME_KEY"] = OTHER.reveal()
    with pytest.raises(KeyStoreError, match="ACME_KEY holds another key"):
        await desk.accounts.change("ACME", in_variable)
    assert await desk.store.get("ACME") == SECRET
    desk.environ["ACME_KEY"] = SECRET.reveal()
    assert await desk.accounts.change("ACME", in_variable) == in_variable
    assert await desk.store.get("ACME") is None
    desk.environ["NEW_KEY"] = OTHER.reveal()
    moved = await desk.accounts.change("ACME", in_variable.model_copy(update={"key_variable": "NEW_KEY"}))
    assert moved.key_hint == OTHER.hint


async def test_a_new_key_is_used_at_the_next_call(desk: Desk) -> None:
    acme = await desk.accounts.add(ACME, SECRET)
    await desk.accounts.client(acme)
    rotated = await desk.accounts.rotate("ACME", OTHER)
    assert rotated.key_hint == "••••ghij"
    await desk.accounts.client(rotated)
    assert [(client.secret, client.closed) for client in desk.opened] == [(SECRET, True), (OTHER, False)]


async def test_a_new_key_with_the_same_end_is_used_too(desk: Desk) -> None:
    alike = Secret("another-key-with-9f2c")
    acme = await desk.accounts.add(ACME, SECRET)
    await desk.accounts.client(acme)
    await desk.accounts.client(await desk.accounts.rotate("ACME", alike))
    assert desk.opened[-1].secret == alike


async def test_a_session_key_is_asked_for_again(desk: Desk) -> None:
    acme = await desk.accounts.add(ACME.model_copy(update={"key_home": KeyHome.SESSION}), SECRET)
    later = Accounts(ConfigFile(desk.path), Keys(SessionKeys()), desk.opened)
    with pytest.raises(KeyStoreError, match="one session only"):
        await later.client(acme)
    await later.client(await later.rotate("ACME", SECRET))
    assert desk.opened[-1].secret == SECRET
