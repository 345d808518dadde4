"""Letters in a form: they go into a field, or nowhere."""

from collections.abc import Callable
from itertools import chain
from typing import Final

import pytest

from tests.console import channels_workspace, demo_console, demo_workspace
from tests.rules.test_actions import screens
from tests.tui.driving import opened, paste, screen_text, shows
from tests.tui.user_parts import NARROW, WIDE, at, console
from ue_console.services.workspace import Workspace
from ue_console.tui.commands import ACTIONS
from ue_console.tui.screens.form import FormScreen
from ue_console.tui.widgets.switch_field import SwitchField

TYPED: Final = "app0001:sec0001 /qaxnreES https://1/?"
"""A secret, a URL, and letters that mean something elsewhere; the question mark at the end is help."""
FORMS: Final[dict[str, tuple[Callable[[], Workspace], tuple[str, ...], str]]] = {
    "account": (channels_workspace, ("9", "n"), "New account"),
    "project": (demo_workspace, ("7", "n"), "New project"),
    "webhook": (demo_workspace, ("5", "n"), "New webhook"),
    "ping": (demo_workspace, ("5", "t"), "Ping"),
    "linkedin": (lambda: channels_workspace("Shop"), ("4", "n"), "Which connector?"),
}
"""Each form that has a choice: its console, its keys, what it shows."""


@pytest.mark.parametrize("name", FORMS)
async def test_what_is_typed_on_a_choice_goes_nowhere(name: str) -> None:
    workspace, keys, title = FORMS[name]
    async with demo_console(workspace()).run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press(*keys)
        await shows(pilot, title)
        if name == "linkedin":
            await paste(pilot, name)
            await pilot.press("enter")
            await shows(pilot, "New connection: LinkedIn")
        screen = console(pilot).screen
        for choice in screen.query(SwitchField):
            if not choice.is_on_screen:
                continue
            choice.focus()
            await pilot.pause()
            await pilot.press(*TYPED[:-1].replace(" ", ""))
            assert console(pilot).screen is screen
            assert console(pilot).focused is choice
        assert "sec0001" not in screen_text(console(pilot))
        await pilot.press("question_mark")
        await shows(pilot, "Keys of this screen")


async def test_a_choice_keeps_its_own_keys() -> None:
    async with demo_console(channels_workspace()).run_test(size=NARROW) as pilot:
        await at(pilot, "9", "Shop")
        await pilot.press("n")
        await shows(pilot, "New account")
        await pilot.press("tab", "space")
        await shows(pilot, "[UnificationEngine]")
        await pilot.press("left")
        await shows(pilot, "[UniOne]")


def test_no_action_of_a_form_has_a_plain_key() -> None:
    forms = [screen for screen in screens() if issubclass(screen, FormScreen)]
    assert len(forms) >= 7
    served = set(chain.from_iterable(screen.SERVES for screen in forms))
    assert not [name for name in served if not ACTIONS[name].typing]
    assert not [screen for screen in forms if screen is not FormScreen and "on_key" in vars(screen)]
