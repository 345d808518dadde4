"""Users by keys alone: made, worked as, left, imported, deleted; and nothing of it when read-only."""

import httpx
import pytest
from textual.pilot import Pilot

from tests.console import channels_workspace, demo_console
from tests.services.activity.house import facts, kept
from tests.tui.driving import paste, screen_text, shows, until
from tests.tui.user_parts import NARROW, WIDE, Told, at, console
from ue_console.api.unification.methods import USER_CREATE, USER_DELETE
from ue_console.errors import ReadOnly
from ue_console.models.unification.credentials import halves
from ue_console.sandbox.options import DEMO_USER
from ue_console.sandbox.seed.users import read_users
from ue_console.services.activity import Facts
from ue_console.services.workspace import Workspace
from ue_console.tui.commands import ACTIONS
from ue_console.tui.screens.frame import FrameScreen

SHOP, WORKSHOP, *_ = read_users()


def lost_user(name: str) -> Facts:
    """A call whose answer never came."""
    return facts(
        account="ACME Channels", service="unification", method="user/create", what=name, result="unknown"
    )


async def made(pilot: "Pilot[str]", name: str) -> None:
    await at(pilot, "3", "5eed0001")
    await pilot.press("n")
    await shows(pilot, "A new user")
    await paste(pilot, name)
    await pilot.press("enter")
    await shows(pilot, f"▸ {name}")


async def secret_of(workspace: Workspace, name: str) -> str:
    account = next(account for account in workspace.accounts.list() if account.name == name)
    return halves(await workspace.key_of(account))[1]


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_new_user_is_worked_as_and_left_again(size: tuple[int, int]) -> None:
    workspace = channels_workspace()
    async with demo_console(workspace).run_test(size=size, notifications=True) as pilot:
        await made(pilot, "Night shift")
        await shows(pilot, "is created")
        assert await secret_of(workspace, "Night shift") not in screen_text(console(pilot))
        await pilot.press("a")
        await until(pilot, lambda: console(pilot).status.account == "ACME Channels › Night shift", "the user")
        await shows(pilot, " › Night shift  UnificationEngine 127.0.0.1:8025")
        await shows(pilot, "No connections yet.")
        await pilot.press("3")
        await shows(pilot, "This is a user itself")
        await pilot.press("escape")
        await until(pilot, lambda: console(pilot).status.account == "ACME Channels", "the app again")
        await shows(pilot, "▸ Night shift")
        await pilot.press("4")
        await shows(pilot, "Connections belong to a user")


async def test_enter_alone_takes_the_free_name() -> None:
    async with demo_console(channels_workspace()).run_test(size=WIDE) as pilot:
        await at(pilot, "3", "5eed0001")
        await pilot.press("n")
        await shows(pilot, "“User 1”")
        await pilot.press("enter")
        await shows(pilot, "▸ User 1")


async def test_a_name_that_is_taken_creates_nothing_and_comes_back() -> None:
    async with demo_console(channels_workspace()).run_test(size=WIDE) as pilot:
        await at(pilot, "3", "5eed0001")
        await pilot.press("n")
        await paste(pilot, "ACME Mail")
        await pilot.press("enter")
        await shows(pilot, "There is already an account ACME Mail.")
        await pilot.press("n")
        await shows(pilot, "│  ACME Mail")


async def test_connections_are_counted_once_the_cursor_rests() -> None:
    service = Told({})
    async with demo_console(channels_workspace(transport=service)).run_test(size=WIDE) as pilot:
        await at(pilot, "3", "5 connections")
        assert service.asked.count("connection/list") == 1
        await pilot.press("down", "up", "down", "up")
        await shows(pilot, "5 connections")
        assert service.asked.count("connection/list") == 1


async def test_a_user_whose_secret_is_not_held_is_imported() -> None:
    workspace = channels_workspace()
    async with demo_console(workspace).run_test(size=WIDE, notifications=True) as pilot:
        await at(pilot, "3", "5eed0001")
        await pilot.press("down", "a")
        await shows(pilot, "is not held here")
        await pilot.press("i")
        await shows(pilot, "Import a user")
        await paste(pilot, f"user://{WORKSHOP.id}:{WORKSHOP.secret}@")
        await shows(pilot, "••••••••")
        await pilot.press("enter")
        await shows(pilot, "What is the user to be called here?")
        await paste(pilot, "Shop")
        await pilot.press("enter")
        await shows(pilot, "There is already a user Shop.")
        await shows(pilot, "The address works")
        await pilot.press(*["backspace"] * 4, *"Workshop", "enter")
        await shows(pilot, "▸ Workshop")
        assert WORKSHOP.secret not in screen_text(console(pilot))
        await shows(pilot, "2 connections")
        assert await secret_of(workspace, "Workshop") == WORKSHOP.secret


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("nothing", "There is only one half"),
        (f"user://{WORKSHOP.id}@", "This address has no secret"),
        (
            f"{WORKSHOP.id}:de305ec2-0000-4d30-8d30-0be45e7ca11e",
            "does not accept this address. (HTTP 401) Paste",
        ),
    ],
)
async def test_an_address_that_opens_nothing_is_not_kept(typed: str, told: str) -> None:
    workspace = channels_workspace()
    async with demo_console(workspace).run_test(size=NARROW) as pilot:
        await at(pilot, "3", "5eed0001")
        await pilot.press("i")
        await paste(pilot, typed)
        await pilot.press("enter")
        await shows(pilot, told)
        await shows(pilot, "Import a user")
        await paste(pilot, "user://5eed:secret0in0the0field@")
        assert "secret0in" not in screen_text(console(pilot)), "a second paste goes into the hidden field"
        assert len(workspace.accounts.list()) == 3


async def test_a_user_is_deleted_only_by_its_name_or_id() -> None:
    workspace = channels_workspace()
    async with demo_console(workspace).run_test(size=WIDE, notifications=True) as pilot:
        await at(pilot, "3", "5eed0001")
        await pilot.press("x")
        await shows(pilot, "Delete the user “Shop”?")
        await pilot.press("y", "enter")
        await shows(pilot, "nothing is done")
        await pilot.press("backspace", *"Shop", "enter")
        await shows(pilot, "Deleted the user Shop")
        await shows(pilot, "▸ –")
        assert [account.name for account in workspace.accounts.list()] == ["ACME Mail", "ACME Channels"]
        await pilot.press("x")
        await shows(pilot, f"Delete the user {WORKSHOP.id}?")
        await shows(pilot, "its id")
        assert "its name" not in screen_text(console(pilot))
        assert "forgotten here" not in screen_text(console(pilot))
        await pilot.press("x", "enter")
        await shows(pilot, "That is not its id; nothing is done.")
        await pilot.press("backspace")
        await paste(pilot, WORKSHOP.id)
        await pilot.press("enter")
        await shows(pilot, f"Deleted the user {WORKSHOP.id}")
        row = f"–            {WORKSHOP.id[:8]}"
        await until(pilot, lambda: row not in screen_text(console(pilot)), "gone")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_key_that_a_screen_has_for_itself_leaves_another_one(size: tuple[int, int]) -> None:
    async with demo_console(channels_workspace()).run_test(size=size, notifications=True) as pilot:
        await at(pilot, "3", "000004")
        await shows(pilot, SHOP.id)
        await pilot.press("down", "a")
        await shows(pilot, "The secret of this user is not held here")
        await pilot.press("ctrl+g")
        await shows(pilot, "Switch to which account?")
        await pilot.press("escape", "question_mark")
        await shows(pilot, "  a  Work as this user")
        await pilot.press("G")
        await shows(pilot, "^g  Switch to another account")
        await pilot.press("escape", "ctrl+p", *"switch")
        await shows(pilot, "Switch account  (^g)")


async def test_a_name_of_any_length_is_told_as_the_users() -> None:
    async with demo_console(channels_workspace()).run_test(size=WIDE) as pilot:
        await at(pilot, "3", "5eed0001")
        await pilot.press("n")
        await paste(pilot, "x" * 100)
        await pilot.press("enter")
        await shows(pilot, "The user's name has 100 characters; 64 is the most.")


async def test_a_user_of_which_an_earlier_console_knows_nothing_is_named_though_one_is_made() -> None:
    workspace = channels_workspace()
    await kept(workspace, lost_user("Orphan"))
    async with demo_console(workspace).run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "3  ? Unknown whether created: user “Orphan”")
        await at(pilot, "3", "5eed0001")
        await shows(pilot, "Unknown whether created: user “Orphan”")
        await shows(pilot, "delete it (x), then create another (n).")
        await pilot.press("n", "enter")
        await shows(pilot, "is created")
        await shows(pilot, "Unknown whether created: user “Orphan”")


async def test_a_lost_answer_is_unknown_and_the_list_tells_what_is_new() -> None:
    service = Told({"user/create": httpx.ReadTimeout("late")})
    async with demo_console(channels_workspace(transport=service)).run_test(size=WIDE) as pilot:
        await at(pilot, "3", "5eed0001")
        await pilot.press("n", "enter")
        await shows(pilot, "Compare the list of users with the one before")
        assert service.asked.count("user/create") == 1
        await pilot.press("r")
        await shows(pilot, "No user is new: none was created.")
        await pilot.press("n", "enter")
        await shows(pilot, "Press r to see which.")
        service.answers["user/list"] = {"status": 200, "users": [{"uri": "user://5eed0001-a@"}]}
        await pilot.press("r")
        await shows(pilot, "New in the list: 5eed0001-a.")
        await shows(pilot, "(x), then create another (n)")


async def test_read_only_greys_what_changes_and_the_transport_refuses_it() -> None:
    workspace = channels_workspace(read_only=True)
    async with demo_console(workspace).run_test(size=WIDE, notifications=True) as pilot:
        await at(pilot, "3", "5eed0001")
        screen = pilot.app.screen
        assert isinstance(screen, FrameScreen)
        for key in ("n", "x"):
            await pilot.press(key)
            await shows(pilot, "is read-only here")
            assert pilot.app.screen is screen
        users = workspace.users()
        for refused in (users.create("Forced"), users.delete(SHOP.id)):
            with pytest.raises(ReadOnly):
                await refused
        await pilot.press("a")
        await shows(pilot, "ACME Channels › Shop")
        await shows(pilot, "read-only")


async def test_an_app_without_users_says_what_they_are_for() -> None:
    service = Told({"user/list": {"status": 200, "info": "OK", "users": None}})
    async with demo_console(channels_workspace(transport=service)).run_test(size=NARROW) as pilot:
        await at(pilot, "3", "No users yet.")
        await shows(pilot, "Press n to make one")
        await pilot.press("x", "y", "v", "a")
        await shows(pilot, "No users yet.")


async def test_ten_thousand_users_are_listed_filtered_and_walked() -> None:
    ids = [f"{number:08x}-ac3e-4d30-8d30-0a11ce000001" for number in range(10_000)]
    rows = [{"uri": f"user://{each}@"} for each in ids]
    service = Told({"user/list": {"status": 200, "users": rows}})
    async with demo_console(channels_workspace(transport=service)).run_test(size=NARROW) as pilot:
        await at(pilot, "3", "10,000")
        await pilot.press("G")
        await shows(pilot, "0000270f")
        await pilot.press("slash", *"zzz", "enter")
        await shows(pilot, "Nothing matches the filter")
        await pilot.press("escape", "slash", *"0000123", "enter")
        await shows(pilot, "17 of 10,000")


async def test_hostile_ids_are_only_text() -> None:
    rows = [{"uri": f"user://{name}@"} for name in ("[bold]x[/]", "\x1b]0;owned\x07", "\u202etxt", "a b")]
    service = Told({"user/list": {"status": 200, "users": rows}})
    async with demo_console(channels_workspace(transport=service)).run_test(size=WIDE) as pilot:
        await at(pilot, "3", "[bold]x[/]")
        await pilot.press("down", "x")
        await shows(pilot, "Delete the user")
        text = screen_text(console(pilot))
        assert not {"\x1b", "\x07", "\u202e"} & set(text)


async def test_places_of_the_other_service_are_explained() -> None:
    async with demo_console(channels_workspace()).run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "Last sends from this console")
        await pilot.press("5")
        await shows(pilot, "This account is of UnificationEngine")


def test_every_changing_user_action_writes() -> None:
    assert {name for name, action in ACTIONS.items() if name.startswith("users") and action.writes} == {
        "users.new",
        "users.delete",
    }
    assert USER_CREATE.writes
    assert USER_DELETE.writes
    assert SHOP.pair == DEMO_USER
