"""A key store that refuses a new user's secret: nothing is lost before the operator has chosen."""

from textual.pilot import Pilot

from tests.console import demo_console
from tests.tui.driving import paste, screen_text, shows, until
from tests.tui.user_parts import NARROW, WIDE, at, console, filled_lock, locked
from ue_console.models.account import KeyHome
from ue_console.models.unification.credentials import halves
from ue_console.sandbox.seed.users import read_users
from ue_console.services.users import SecretNotKept
from ue_console.services.workspace import Workspace
from ue_console.tui.screens.users import UsersScreen

QUESTION = "Where is the secret of “Night shift” to be kept?"


def waiting(pilot: "Pilot[str]") -> SecretNotKept | None:
    screens = [screen for screen in pilot.app.screen_stack if isinstance(screen, UsersScreen)]
    return screens[0].waiting


async def refused(pilot: "Pilot[str]") -> str:
    """Create a user whose secret is refused; return that secret."""
    await at(pilot, "3", "5eed0001")
    await pilot.press("n")
    await shows(pilot, "A new user")
    await paste(pilot, "Night shift")
    await pilot.press("enter")
    await shows(pilot, QUESTION)
    await shows(pilot, "The key store is locked.")
    error = waiting(pilot)
    assert error is not None
    return halves(error.user.secret)[1]


def homes(workspace: Workspace) -> dict[str, KeyHome]:
    return {account.name: account.key_home for account in workspace.accounts.list()}


async def test_it_is_kept_for_this_session_and_never_shown() -> None:
    workspace = locked(filled_lock())
    async with demo_console(workspace).run_test(size=NARROW, notifications=True) as pilot:
        secret = await refused(pilot)
        assert "Night shift" not in homes(workspace)
        assert "is created; its secret" not in screen_text(console(pilot))
        assert secret not in screen_text(console(pilot))
        await pilot.press("s")
        await shows(pilot, "▸ Night shift")
        assert homes(workspace)["Night shift"] is KeyHome.SESSION
        assert console(pilot).busy == ""
        await pilot.press("a")
        await shows(pilot, " › Night shift")


async def test_another_try_succeeds_once_the_key_store_is_open() -> None:
    store = filled_lock()
    workspace = locked(store)
    async with demo_console(workspace).run_test(size=WIDE, notifications=True) as pilot:
        secret = await refused(pilot)
        first = pilot.app.screen
        await pilot.press("t")
        await until(
            pilot,
            lambda: pilot.app.screen is not first and QUESTION in screen_text(console(pilot)),
            "the question again",
        )
        await pilot.press("v")
        await shows(pilot, "There is no vault here")
        store.locked = False
        await pilot.press("t")
        await shows(pilot, "▸ Night shift")
        kept = await store.get("Night shift")
        assert kept is not None
        assert halves(kept)[1] == secret
        assert homes(workspace)["Night shift"] is KeyHome.KEYRING


async def test_not_now_keeps_it_in_memory_and_quitting_asks() -> None:
    workspace = locked(filled_lock())
    async with demo_console(workspace).run_test(size=WIDE, notifications=True) as pilot:
        await refused(pilot)
        await pilot.press("escape")
        await shows(pilot, "is in memory only; quitting loses it.")
        await pilot.press("r")
        await shows(pilot, "– not held")
        await shows(pilot, "is in memory only; quitting loses it.")
        await pilot.press("down", "up", "a")
        await shows(pilot, "nowhere")
        assert console(pilot).status.account == "ACME Channels"
        await pilot.press("q")
        await shows(pilot, "Quit all the same?")
        await shows(pilot, "would be lost, and the user with it.")
        await pilot.press("escape", "n")
        await shows(pilot, QUESTION)
        await pilot.press("ctrl+q")
        await shows(pilot, "Quit all the same?")
        await pilot.press("escape", "s")
        await shows(pilot, "▸ Night shift")


async def test_as_the_last_resort_the_user_is_deleted_again() -> None:
    workspace = locked(filled_lock())
    async with demo_console(workspace).run_test(size=WIDE, notifications=True) as pilot:
        await refused(pilot)
        await pilot.press("d")
        await shows(pilot, "The user is deleted again")
        assert waiting(pilot) is None
        assert console(pilot).busy == ""
        assert [user.name for user in await workspace.users().all()] == ["Shop", "", "", ""]


async def test_an_imported_secret_is_not_deleted_at_the_service() -> None:
    workshop = read_users()[1]
    workspace = locked(filled_lock())
    async with demo_console(workspace).run_test(size=WIDE, notifications=True) as pilot:
        await at(pilot, "3", "5eed0001")
        await pilot.press("i")
        await paste(pilot, workshop.pair)
        await pilot.press("enter")
        await shows(pilot, "What is the user to be called here?")
        await paste(pilot, "Workshop")
        await pilot.press("enter")
        await shows(pilot, "You have its address, so nothing is lost")
        assert "Delete" not in screen_text(console(pilot))
        assert workshop.secret not in screen_text(console(pilot))
        await pilot.press("escape")
        await shows(pilot, "i imports it again.")
        assert console(pilot).busy == ""
