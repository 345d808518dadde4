"""What a service says of a connection is told where it is read, with a remedy that can be followed there."""

import pytest

from tests.console import channels_workspace, demo_console
from tests.tui.driving import screen_text, shows
from tests.tui.test_connection_form import fill, form
from tests.tui.user_parts import WIDE, Told, at, console
from ue_console.services.workspace import Workspace

TOKEN = "S3cr3tTok3nLong0123"


def refusing(code: int, info: str = "") -> Workspace:
    """A service whose channel refuses each token."""
    said = {"Status": {"": {"status": code, "info": info}}}
    return channels_workspace("Shop", transport=Told({"connection/test": said}))


@pytest.mark.parametrize("key", ["ctrl+s", "f5"])
async def test_the_form_shows_the_words_of_an_error_that_only_they_explain(key: str) -> None:
    workspace = refusing(417, f"Page token {TOKEN} was made for another app")
    async with demo_console(workspace).run_test(size=WIDE) as pilot:
        await form(pilot, "facebook", "Facebook")
        await fill(pilot, "line", TOKEN)
        await pilot.press(key)
        await shows(pilot, "made for another app”. Mend what it names.")
        await shows(pilot, "Its words: “Page token ••••0123")
        assert TOKEN not in screen_text(console(pilot))


@pytest.mark.parametrize(
    ("code", "told", "never"),
    [
        (415, "connector can do, or use another one.", "part"),
        (417, "the account works.", "words"),
        (418, "give that one.", "Refresh"),
    ],
)
async def test_the_form_names_no_remedy_of_another_place(code: int, told: str, never: str) -> None:
    async with demo_console(refusing(code)).run_test(size=WIDE) as pilot:
        await form(pilot, "facebook", "Facebook")
        await fill(pilot, "line", TOKEN)
        await pilot.press("f5")
        await shows(pilot, told)
        shown = screen_text(console(pilot))
        assert never not in shown[shown.index("✗") : shown.index(told) + len(told)]


async def test_the_detail_shows_the_words_why_an_account_is_not_known() -> None:
    said = {"status": 417, "info": "Try in an hour"}
    workspace = channels_workspace("Shop", transport=Told({"connection/info": said}))
    async with demo_console(workspace).run_test(size=WIDE) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("enter")
        await shows(pilot, "Its words: “Try in an")


async def removing(workspace: Workspace, told: str) -> str:
    """Remove the connection under the cursor; what is shown then."""
    async with demo_console(workspace).run_test(size=WIDE, notifications=True) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("x")
        await shows(pilot, "Remove the connection")
        await pilot.press("y")
        await shows(pilot, told)
        return screen_text(console(pilot))


async def test_what_is_listed_still_is_not_said_to_be_removed() -> None:
    service = Told({"connection/remove": {"status": 411, "info": "Connection not found"}})
    shown = await removing(channels_workspace("Shop", transport=service), "and lists it still.")
    assert "Removed “" not in shown


async def test_what_was_removed_elsewhere_is_said_to_be_gone() -> None:
    gone = {"status": 411, "info": "Connection not found"}
    service = Told({"connection/remove": gone})

    def listed(body: bytes) -> object:
        names = ["rest"] if "connection/remove" in service.asked else ["old-page", "rest"]
        return {"status": 200, "connections": {name: {"uri": "line://U0001@line.com"} for name in names}}

    service.answers["connection/list"] = listed
    await removing(channels_workspace("Shop", transport=service), "“old-page” was gone already.")
