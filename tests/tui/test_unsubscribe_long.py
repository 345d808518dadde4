"""A list of many addresses: what looks at all of them is beside the event loop."""

import threading
from collections.abc import Callable
from typing import TypeVar

import pytest

from tests.console import demo_workspace
from tests.tui.driving import paste, shows, until
from tests.tui.unsubscribed_parts import (
    Slow,
    addresses,
    at_last_list,
    at_unsubscribed,
    four_under_way,
    go_on,
    text,
)
from tests.unsubscribed_scenes import sandbox_workspace, told
from ue_console.tui.screens import unsubscribing_list
from ue_console.tui.screens.unsubscribed_add import UnsubscribeScreen
from ue_console.tui.screens.unsubscribing import UnsubscribingScreen
from ue_console.tui.widgets import held_editor, kept_lines
from ue_console.tui.widgets.held_editor import LONG, HeldEditor

T = TypeVar("T")


def noted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[bool]:
    """Whether each call of a module's function was in the thread of the event loop."""
    found: list[bool] = []
    function: Callable[..., object] = getattr(module, name)

    def called(*args: object) -> object:
        found.append(threading.current_thread() is threading.main_thread())
        return function(*args)

    monkeypatch.setattr(module, name, called)
    return found


async def test_a_long_draft_is_laid_out_in_a_thread_and_takes_no_key_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = "\n".join(f"{number}@example.com" for number in range(LONG // 12))
    assert len(lines) > LONG
    workspace = sandbox_workspace()
    await workspace.unsubscribed().keep_draft(lines)
    beside, here = noted(monkeypatch, held_editor, "lay_out"), noted(monkeypatch, kept_lines, "lay_out")
    going = threading.Event()
    noting = vars(held_editor)["lay_out"]

    def slow(text: str, width: int, tab_width: int) -> object:
        going.wait()
        return noting(text, width, tab_width)

    monkeypatch.setattr(held_editor, "lay_out", slow)
    async with at_unsubscribed(workspace) as pilot:
        await pilot.press("n")
        await shows(pilot, "Unsubscribe addresses")
        assert isinstance(pilot.app.screen, UnsubscribeScreen)
        editor = pilot.app.screen.query_one(HeldEditor)
        try:
            await until(pilot, lambda: editor.read_only, "held")
            here.clear()
            await pilot.press("x")
            assert editor.text == ""
        finally:
            going.set()
        await shows(pilot, f"{LONG // 12:,} addresses ·")
        assert editor.text == lines
        assert not editor.read_only
        assert (beside, here) == ([False], [])
        await pilot.press("x")
        await until(pilot, lambda: editor.text == f"x{lines}", "typed")


async def test_rows_are_made_and_ordered_in_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    made = noted(monkeypatch, unsubscribing_list, "rows_of")
    sorted_ = noted(monkeypatch, unsubscribing_list, "ordered")
    workspace = told([])
    async with at_last_list(workspace, [f"{number}@example.com" for number in (3, 1, 2)]) as pilot:
        await pilot.press("s")
        await shows(pilot, "by address")
        screen = pilot.app.screen
        assert isinstance(screen, UnsubscribingScreen)
        assert [row.cells[0][0] for row in screen.table.shown] == ["1", "2", "3"]
        await pilot.press("s", "s", "s")
        await until(pilot, lambda: "by " not in text(pilot), "as they were given")
        assert [row.cells[0][0] for row in screen.table.shown] == ["3", "1", "2"]
        assert made == [False]
        assert sorted_ == [False] * 3


async def test_the_filter_is_left_while_a_list_is_under_way() -> None:
    slow = Slow()
    workspace = demo_workspace(transport=slow)
    async with at_last_list(workspace, addresses(20)) as pilot:
        await go_on(pilot, 20)
        await four_under_way(pilot)
        await pilot.press("slash")
        await paste(pilot, "19@")
        await shows(pilot, "1 of 20")
        await pilot.press("escape")
        await until(pilot, lambda: "1 of 20" not in text(pilot), "all of them again")
        assert isinstance(pilot.app.screen, UnsubscribingScreen)
        await pilot.press("escape")
        await shows(pilot, "space holds it, x stops it")
        await pilot.press("x")
        slow.go.set()
        await shows(pilot, "4 unsubscribed · 16 waiting")
