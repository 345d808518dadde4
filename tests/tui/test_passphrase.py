"""The question for the vault's passphrase: never shown, never cut, refused with a reason."""

import pytest
from textual.pilot import Pilot

from tests.console import demo_console
from tests.tui.driving import opened, paste, screen_text, shows, until
from ue_console.tui.app import ConsoleApp
from ue_console.tui.dialogs.passphrase import Passphrase

PATH = "~/.local/share/ue-console/vault"


async def asked(pilot: "Pilot[str]", *, new: bool = False, wrong: str = "") -> list[str | None]:
    """Ask over Home; what is answered comes into the list."""
    await opened(pilot)
    answers: list[str | None] = []
    pilot.app.push_screen(Passphrase(new, wrong, PATH), answers.append)
    await shows(pilot, "Passphrase")
    return answers


def text(pilot: "Pilot[str]") -> str:
    """The screen."""
    assert isinstance(pilot.app, ConsoleApp)
    return screen_text(pilot.app)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
async def test_a_passphrase_is_answered_as_typed_and_not_shown(size: tuple[int, int]) -> None:
    async with demo_console().run_test(size=size) as pilot:
        answers = await asked(pilot)
        assert PATH in text(pilot)
        await paste(pilot, " battery staple ")
        assert "battery" not in text(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: answers == [" battery staple "], "the answer")


async def test_none_is_given_by_esc_and_nothing_by_an_empty_field() -> None:
    async with demo_console().run_test() as pilot:
        answers = await asked(pilot)
        await pilot.press("enter")
        await shows(pilot, "There is no passphrase yet.")
        await pilot.press("escape")
        await until(pilot, lambda: answers == [None], "the answer")


async def test_why_the_last_answer_was_refused_stays_until_the_next() -> None:
    async with demo_console().run_test() as pilot:
        await asked(pilot, wrong="The passphrase is wrong.")
        await shows(pilot, "✗ The passphrase is wrong.")
        await pilot.press("x")
        await until(pilot, lambda: "is wrong" not in text(pilot), "the refusal is gone")


async def test_a_new_one_is_typed_twice() -> None:
    async with demo_console().run_test() as pilot:
        answers = await asked(pilot, new=True)
        await shows(pilot, "can't be recovered")
        await paste(pilot, "battery staple")
        await pilot.press("enter")
        await paste(pilot, "battery stable")
        await pilot.press("enter")
        await shows(pilot, "The two differ.")
        assert answers == []
        await paste(pilot, "battery staple")
        await pilot.press("tab")
        await paste(pilot, "battery staple")
        await pilot.press("enter")
        await until(pilot, lambda: answers == ["battery staple"], "the answer")


@pytest.mark.parametrize("new", [False, True])
async def test_the_field_is_seen_in_the_lowest_terminal(new: bool) -> None:
    async with demo_console().run_test(size=(40, 10)) as pilot:
        await shows(pilot, "This terminal is 40x10")
        pilot.app.push_screen(Passphrase(new, "The passphrase is wrong.", PATH))
        await shows(pilot, "✗ The passphrase is wrong.")
        field = pilot.app.screen.query_one("#passphrase")
        assert field.has_focus
        await paste(pilot, "battery")
        await shows(pilot, "Passphrase    •••••••")
