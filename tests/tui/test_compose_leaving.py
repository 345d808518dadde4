"""Out of Compose, and back: no key pressed once too often leaves the account or hides the draft."""

import pytest

from tests.console import demo_console
from tests.tui.channel_parts import SIZES, Watched, at_receivers, screen_of, sent, shop, text
from tests.tui.driving import composing, opened, paste, shows, until
from tests.tui.test_safety import at_the_question
from ue_console.tui.screens.compose import ComposeScreen
from ue_console.tui.screens.home import HomeScreen


@pytest.mark.parametrize("back", ["2", "enter"])
async def test_esc_never_leaves_the_account(back: str) -> None:
    app = shop(Watched())
    async with app.run_test(size=SIZES[0], notifications=True) as pilot:
        await at_receivers(pilot, "page: Me")
        for _ in range(3):
            await pilot.press("escape")
        await shows(pilot, "esc leads no further. enter goes back into the text")
        assert app.workspace.account.name == "Shop"
        assert " esc " not in text(pilot).splitlines()[-1]
        await pilot.press(back, "x")
        await until(pilot, lambda: screen_of(pilot).draft.receivers == "page: Mex", "the text")


async def test_in_a_project_esc_goes_back_step_by_step_and_stays() -> None:
    app = demo_console()
    async with app.run_test(size=SIZES[0], notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("7")
        await shows(pilot, "Harbour Cycles")
        await pilot.press("slash", *"harbour", "enter", "a")
        await shows(pilot, "ACME Mail › Harbour")
        await pilot.press("2")
        await shows(pilot, "none: own body")
        await composing(pilot)
        await paste(pilot, "Hello")
        await pilot.press("tab")
        await paste(pilot, "hello@")
        await pilot.press("ctrl+s")
        await shows(pilot, "[recipients]")
        await pilot.press("escape", "escape")
        await shows(pilot, "[message]")
        await pilot.press("escape", "escape")
        await shows(pilot, "esc leads no further")
        assert "ACME Mail › Harbour" in text(pilot)
        screen = app.screen
        assert isinstance(screen, ComposeScreen)
        assert not screen.typing
        await pilot.press("enter", "x")
        await until(pilot, lambda: screen.draft.subject + screen.draft.from_email != "Hellohello@", "a key")


async def test_a_report_gives_way_to_the_place_that_is_gone_to() -> None:
    app = shop(Watched())
    async with app.run_test(size=SIZES[0], notifications=True) as pilot:
        await sent(pilot, "page: Me")
        await shows(pilot, "1 accepted")
        await pilot.press("1")
        await shows(pilot, "✓ sent")
        await app.workspace.compose_on("page", ["Ann <117>"])
        await pilot.press("2")
        await shows(pilot, "page: Ann <117>")
        await pilot.press("escape", "1")
        await shows(pilot, "✓ sent")
        await pilot.press("enter")
        await shows(pilot, "1 accepted")
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen), "Home")
        await pilot.press("enter")
        await shows(pilot, "1 accepted")
        await pilot.press("9")
        await shows(pilot, "Accounts")
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen), "Home")


async def test_from_a_report_2_goes_to_the_draft() -> None:
    async with shop(Watched()).run_test(size=SIZES[0], notifications=True) as pilot:
        await sent(pilot, "page: Me")
        await shows(pilot, "1 accepted")
        await pilot.press("2")
        await shows(pilot, "[receivers]")
        await until(pilot, lambda: screen_of(pilot).typing, "the cursor in the text")


async def test_a_send_under_way_stays_whatever_is_gone_to() -> None:
    wire = Watched()
    wire.gate.clear()
    async with shop(wire).run_test(size=SIZES[0], notifications=True) as pilot:
        await sent(pilot, "page: Me")
        await until(pilot, lambda: wire.channels == ["page"], "the request")
        await pilot.press("2", "1")
        await shows(pilot, "Last sends")
        await pilot.press("2")
        await shows(pilot, "request 1/1")
        wire.gate.set()
        await shows(pilot, "1 accepted")


async def test_on_the_way_back_from_the_review_no_key_is_typed_into_a_field() -> None:
    app = demo_console()
    async with app.run_test(size=SIZES[0], notifications=True) as pilot:
        await at_the_question(pilot)
        await pilot.press("escape")
        await pilot.press("escape")
        await shows(pilot, "[recipients]")
        await pilot.press("escape")
        await shows(pilot, "[message]")
        screen = app.screen
        assert isinstance(screen, ComposeScreen)
        subject = screen.draft.subject
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen), "Home")
        assert screen.draft.subject == subject
        await pilot.press("2")
        await shows(pilot, "[message]")
        await pilot.press("enter", "x")
        await until(pilot, lambda: screen.draft.subject.replace("x", "") == subject, "the text")
        await until(pilot, lambda: screen.draft.subject != subject, "a typed letter")
