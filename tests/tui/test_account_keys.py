"""The key of an account: a new one, another owner's, and what becomes of it with the account."""

import pytest

from tests.services.accounts_parts import LockedKeys
from tests.tui.account_parts import (
    ACME,
    BOTS,
    KEY,
    NEWS,
    OTHER_KEY,
    SHOP,
    STAGING,
    at_accounts,
    families,
    names,
    workspace_on,
)
from tests.tui.driving import paste, screen_text, shows, until
from ue_console.models.account import KeyHome
from ue_console.models.secret import Secret
from ue_console.store.config import ConfigFile
from ue_console.store.secrets import SessionKeys

KEPT = ACME.model_copy(update={"key_home": KeyHome.KEYRING})
VARIABLE = ACME.model_copy(update={"key_home": KeyHome.ENVIRONMENT, "key_variable": "ACME_KEY"})


async def test_a_new_key_is_verified_and_kept() -> None:
    system = SessionKeys()
    workspace = workspace_on(ConfigFile(None), KEPT, system=system)
    async with at_accounts(workspace) as pilot:
        await pilot.press("K")
        await shows(pilot, "The new key of “ACME Mail”")
        await paste(pilot, f"'{KEY}' ")
        await pilot.press("enter")
        await shows(pilot, "The new key of “ACME Mail” works and is kept.")
        assert KEY not in screen_text(pilot.app)  # type: ignore[arg-type]
    assert await system.get("ACME Mail") == Secret(KEY)


async def test_a_key_that_is_refused_changes_nothing() -> None:
    system = SessionKeys({"ACME Mail": Secret(KEY)})
    async with at_accounts(workspace_on(ConfigFile(None), KEPT, system=system)) as pilot:
        await pilot.press("K")
        await shows(pilot, "The new key of “ACME Mail”")
        await paste(pilot, "wr0ngk3ywr0ngk3y")
        await pilot.press("enter")
        await shows(pilot, "HTTP 401")
        await shows(pilot, "Press K to enter it again.")
    assert await system.get("ACME Mail") == Secret(KEY)


@pytest.mark.parametrize(("answer", "kept"), [("enter", KEY), ("escape", KEY), ("y", OTHER_KEY)])
async def test_another_owners_key_is_kept_only_when_asked(answer: str, kept: str) -> None:
    system = SessionKeys({"ACME Mail": Secret(KEY)})
    workspace = workspace_on(ConfigFile(None), KEPT, system=system)
    async with at_accounts(workspace) as pilot:
        await pilot.press("K")
        await shows(pilot, "The new key of “ACME Mail”")
        await paste(pilot, OTHER_KEY)
        await pilot.press("enter")
        await shows(pilot, "Keep another owner's key for “ACME Mail”?")
        await shows(pilot, "else@other.example")
        await pilot.press(answer)
        await shows(pilot, "works and is kept." if kept == OTHER_KEY else "stays as it was.")
    assert await system.get("ACME Mail") == Secret(kept)
    assert workspace.accounts.list()[0].user_id == ("99" if kept == OTHER_KEY else "11344")


async def test_a_key_that_is_only_read_is_changed_where_it_is() -> None:
    workspace = workspace_on(ConfigFile(None), VARIABLE, SHOP, environ={"ACME_KEY": KEY})
    async with at_accounts(workspace) as pilot:
        await pilot.press("K")
        await shows(pilot, "then start the console again. e keeps it elsewhere.")
        await pilot.press("down", "K")
        await shows(pilot, "only read here, from: command pass show unione/shop")


async def test_a_key_store_that_refuses_a_new_key_says_so() -> None:
    system = LockedKeys({"ACME Mail": Secret(KEY)})
    async with at_accounts(workspace_on(ConfigFile(None), KEPT, system=system)) as pilot:
        await pilot.press("K")
        await shows(pilot, "The new key of “ACME Mail”")
        await paste(pilot, KEY)
        await pilot.press("enter")
        await shows(pilot, "The key store is locked.")


@pytest.mark.parametrize(("answer", "left"), [("y", None), ("k", Secret(KEY))])
async def test_remove_asks_what_becomes_of_the_key(answer: str, left: Secret | None) -> None:
    system = SessionKeys({"ACME Mail": Secret(KEY)})
    workspace = workspace_on(ConfigFile(None), KEPT, NEWS, STAGING, system=system)
    async with at_accounts(workspace) as pilot:
        await pilot.press("x")
        await shows(pilot, "Remove the account “ACME Mail” and the 1 project under it?")
        await pilot.press(answer)
        await shows(pilot, "“ACME Mail” is removed.")
        await shows(pilot, "▸    Staging")
    assert names(workspace) == ["Staging"]
    assert await system.get("ACME Mail") == left


@pytest.mark.parametrize("key", ["enter", "escape", "x", "n"])
async def test_only_a_confirming_key_removes(key: str) -> None:
    workspace = workspace_on(ConfigFile(None), KEPT)
    async with at_accounts(workspace) as pilot:
        await pilot.press("x")
        await shows(pilot, "Remove and forget key")
        await pilot.press(key)
        await pilot.pause(0.2)
    assert names(workspace) == ["ACME Mail"]


async def test_the_buttons_answer_in_their_order() -> None:
    system = SessionKeys({"ACME Mail": Secret(KEY)})
    workspace = workspace_on(ConfigFile(None), KEPT, system=system)
    async with at_accounts(workspace, (80, 24)) as pilot:
        await pilot.press("x")
        await shows(pilot, "y Remove and forget key  k Remove, keep key  esc cancel  ←→ enter")
        await pilot.press("left", "enter")
        await shows(pilot, "No accounts yet")
    assert await system.get("ACME Mail") == Secret(KEY)


async def test_a_store_that_does_not_forget_says_how_to_remove_without() -> None:
    system = LockedKeys({"ACME Mail": Secret(KEY)})
    workspace = workspace_on(ConfigFile(None), KEPT, system=system)
    async with at_accounts(workspace) as pilot:
        await pilot.press("x")
        await shows(pilot, "Remove the account “ACME Mail”?")
        await pilot.press("y")
        await shows(pilot, "The key store is locked. The account “ACME Mail” is still there, its key too.")
        await shows(pilot, "Press x, then k")
        assert names(workspace) == ["ACME Mail"]
        await pilot.press("x")
        await shows(pilot, "Remove the account “ACME Mail”?")
        await pilot.press("k")
        await shows(pilot, "No accounts yet")


async def test_where_there_is_no_key_to_forget_there_is_one_way_to_say_yes() -> None:
    workspace = families()
    async with at_accounts(workspace) as pilot:
        await pilot.press(*["down"] * 5, "x")
        await shows(pilot, "Its key stays where it is read from")
        await pilot.press("k")
        await pilot.pause(0.1)
        await pilot.press("y")
        await until(pilot, lambda: SHOP.name not in names(workspace), "removed")
        assert BOTS.name in names(workspace)
