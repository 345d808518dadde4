"""The list of accounts: families, the filter, the details, and what a key press does to one."""

import pytest

from tests.tui.account_parts import ACME, FAMILIES, NEWS, TRIAL, at_accounts, families, names, workspace_on
from tests.tui.driving import screen_text, shows, until
from ue_console.models.account import KeyHome
from ue_console.services.account_tree import in_families
from ue_console.store.config import ConfigFile
from ue_console.tui.account_rows import Tree, counted
from ue_console.tui.screens.accounts import AccountsScreen

TREE = [
    "ACME Mail",
    "└ Newsletter",
    "└ Summer campaign",
    "Staging",
    "└ Trial",
    "Shop",
    "Support bots",
    "└ Night shift",
    "Lone project",
]


def shown(screen: object) -> list[str]:
    """The names in the list, as they stand there."""
    assert isinstance(screen, AccountsScreen)
    return [row.cells[1] for row in screen.table.shown]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
async def test_projects_and_users_stand_under_their_owners(size: tuple[int, int]) -> None:
    async with at_accounts(families(), size) as pilot:
        text = screen_text(pilot.app)  # type: ignore[arg-type]
        places = [text.index(name) for name in TREE]
        assert places == sorted(places)
        assert shown(pilot.app.screen) == TREE
        assert "○ sandbox" in text
        assert "◆ staging" in text
        assert "read-only" in text


async def test_the_filter_keeps_the_owner_above_what_it_finds() -> None:
    async with at_accounts(families()) as pilot:
        await pilot.press("slash", *"summer")
        await shows(pilot, "2 of 9")
        assert shown(pilot.app.screen) == ["ACME Mail", "└ Summer campaign"]
        await pilot.press("escape", "slash", *"acme")
        await shows(pilot, "3 of 9")
        assert shown(pilot.app.screen) == TREE[:3]


@pytest.mark.parametrize("presses", range(1, 7))
async def test_no_order_tears_a_family_apart(presses: int) -> None:
    async with at_accounts(families()) as pilot:
        for _ in range(presses):
            await pilot.press("s")
        rows = shown(pilot.app.screen)
        assert sorted(rows) == sorted(TREE)
        assert rows[rows.index("ACME Mail") :][:3] == TREE[:3]
        assert rows[rows.index("Staging") + 1] == "└ Trial"
        assert rows[rows.index("Support bots") + 1] == "└ Night shift"


async def test_enter_works_as_the_account_under_the_cursor() -> None:
    workspace = families()
    async with at_accounts(workspace) as pilot:
        await pilot.press("down", "enter")
        await until(pilot, lambda: getattr(workspace.accounts.active, "name", "") == "Newsletter", "active")
        await shows(pilot, "●  └ Newsletter")


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
async def test_the_details_say_why_it_is_read_only_and_where_the_key_is(size: tuple[int, int]) -> None:
    async with at_accounts(families(), size) as pilot:
        await pilot.press(*["down"] * 4, "v")
        await shows(pilot, "yes, because Staging is")
        await shows(pilot, "6123462132634")
        await pilot.press("escape", "down", "v")
        await shows(pilot, "unione/shop")
        await pilot.press("escape", "up", "up", "up", "up", "up", "v")
        await shows(pilot, "2 projects")
        await shows(pilot, "no, but used last")


async def test_verify_tells_the_owner_and_the_periods_use() -> None:
    workspace = families()
    async with at_accounts(workspace) as pilot:
        await pilot.press("down", "down", "down", "t")
        await shows(pilot, "The key works. This is the account key of owner@acme.example")
        await shows(pilot, "days left in this period")
        await pilot.press("down")
        await until(pilot, lambda: "left in this period" not in screen_text(pilot.app), "another")  # type: ignore[arg-type]


async def test_verify_tells_that_the_key_is_another_owners() -> None:
    stranger = ACME.model_copy(update={"user_id": "7"})
    async with at_accounts(workspace_on(ConfigFile(None), stranger)) as pilot:
        await pilot.press("t")
        await shows(pilot, "⚠ ACME Mail had the key of another owner until now.")


async def test_a_key_that_is_gone_is_told_with_the_key_to_press() -> None:
    gone = ACME.model_copy(update={"key_home": KeyHome.KEYRING})
    async with at_accounts(workspace_on(ConfigFile(None), gone)) as pilot:
        await pilot.press("t")
        await shows(pilot, "The key store holds no key for ACME Mail.")
        await shows(pilot, "then K)")


async def test_read_only_goes_on_at_once_and_off_only_when_asked() -> None:
    workspace = workspace_on(ConfigFile(None), ACME, NEWS)
    async with at_accounts(workspace) as pilot:
        await pilot.press("o")
        await shows(pilot, "“ACME Mail” is read-only.")
        assert [account.read_only for account in workspace.accounts.list()] == [True, True]
        assert screen_text(pilot.app).splitlines()[0].count("read-only") == 1  # type: ignore[arg-type]
        await pilot.press("down", "o")
        await shows(pilot, "“Newsletter” is read-only because “ACME Mail” is.")
        await pilot.press("up", "o")
        await shows(pilot, "Let “ACME Mail” change things again?")
        await pilot.press("o", "enter")
        assert workspace.accounts.list()[0].read_only
        await pilot.press("o")
        await shows(pilot, "Let “ACME Mail” change things again?")
        await pilot.press("y")
        await shows(pilot, "“ACME Mail” can change things again.")
        assert not workspace.accounts.list()[0].read_only


async def test_the_default_is_set_and_ended_by_the_same_key() -> None:
    workspace = families()
    async with at_accounts(workspace) as pilot:
        await pilot.press("down", "D")
        await shows(pilot, "yes, at every start")
        assert workspace.accounts.default == "Newsletter"
        await pilot.press("D")
        await shows(pilot, "The account used last is opened at a start.")
        assert workspace.accounts.default == ""


@pytest.mark.parametrize("key", ["e", "K", "o", "x", "enter"])
async def test_no_account_changes_while_mails_go_out(key: str) -> None:
    workspace = families()
    async with at_accounts(workspace) as pilot:
        pilot.app.busy = "A send of 3 mails is under way."  # type: ignore[attr-defined]
        await pilot.press("down", key)
        await shows(pilot, "A send of 3 mails is under way.")
        assert isinstance(pilot.app.screen, AccountsScreen)
        assert sorted(names(workspace)) == sorted(account.name for account in FAMILIES)


def test_every_account_stands_in_the_tree_once() -> None:
    below = TRIAL.model_copy(update={"name": "Below", "parent": "Newsletter"})
    itself = NEWS.model_copy(update={"name": "Itself", "parent": "Itself"})
    each = [(account.name, depth) for account, depth in in_families([below, itself, NEWS, ACME])]
    assert sorted(each) == [("ACME Mail", 0), ("Below", 0), ("Itself", 0), ("Newsletter", 1)]


def test_what_is_under_an_account_is_counted_by_kind() -> None:
    tree = Tree(FAMILIES)
    assert counted(tree.under(ACME)) == "2 projects"
    assert counted((NEWS, FAMILIES[7], FAMILIES[7])) == "1 project and 2 users"
