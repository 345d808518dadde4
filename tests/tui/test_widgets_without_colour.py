"""What is chosen and what is off can be seen where there are no colours."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.screen import Screen

from tests.tui.one_widget import OneWidget
from ue_console.tui.widgets.keyline import Key, KeyLine
from ue_console.tui.widgets.switch_field import SwitchField


def reversed_in(app: OneWidget, number: int) -> str:
    """What stands in reversed cells in a line of the screen."""
    strip = app.screen._compositor.render_strips(app.size)[number]
    return "".join(text for text, style, _ in strip if style is not None and style.reverse)


async def test_a_choice_that_has_the_focus_is_reversed() -> None:
    field = SwitchField({"eu1": "Europe", "us1": "America"})
    app = OneWidget(field)
    async with app.run_test(size=(40, 3)) as pilot:
        await pilot.pause()
        assert reversed_in(app, 0) == ""
        field.focus()
        await pilot.pause()
        assert reversed_in(app, 0) == "[Europe]"
        await pilot.press("right")
        assert reversed_in(app, 0) == "[America]"
        app.screen.set_focus(None)
        await pilot.pause()
        assert reversed_in(app, 0) == ""
        assert app.line(0).strip() == "Europe [America]"


async def test_a_wide_choice_is_chosen_where_it_stands() -> None:
    field = SwitchField({"eu": "ヨーロッパ", "us": "America"})
    app = OneWidget(field)
    async with app.run_test(size=(40, 3)) as pilot:
        await pilot.click(SwitchField, offset=(9, 0))
        assert field.value == "eu"
        await pilot.click(SwitchField, offset=(15, 0))
        assert field.value == "us"


class Acting(Screen[None]):
    """Remembers which actions were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.acted: list[str] = []

    def compose(self) -> ComposeResult:
        """The keys alone."""
        yield KeyLine()

    def action_act(self, name: str) -> None:
        """One action."""
        self.acted.append(name)


KEYS = (
    Key("app.new", "n", "new", enabled=False),
    Key("app.back", "esc", "to 佐藤"),
    Key("app.off", "x", "remove", enabled=False),
    Key("app.help", "?", "help"),
)


async def test_a_key_that_is_off_stands_in_parentheses() -> None:
    keys = KeyLine()
    app = OneWidget(keys)
    async with app.run_test(size=(60, 3)) as pilot:
        keys.keys = KEYS
        keys.line = "● 43 ms"
        await pilot.pause()
        shown = app.line(2)
        assert shown.startswith("(n new) esc to 佐藤 (x remove) ? help ")
        assert shown.endswith(" ● 43 ms ")
        assert cell_len(shown) == 60


async def test_no_key_is_cut_by_wide_letters() -> None:
    keys = KeyLine()
    app = OneWidget(keys)
    async with app.run_test(size=(30, 3)) as pilot:
        keys.keys = KEYS
        await pilot.pause()
        assert app.line(2).rstrip() == "(n new) esc to 佐藤  ? help"


async def test_a_click_does_what_stands_there() -> None:
    screen = Acting()
    app = OneWidget(KeyLine())
    async with app.run_test(size=(60, 3)) as pilot:
        await app.push_screen(screen)
        keys = screen.query_one(KeyLine)
        keys.keys = KEYS
        await pilot.pause()
        for text in ("(n new)", "佐藤", "(x remove)", "? help"):
            before = app.line(2).partition(text)[0]
            for column in (cell_len(before), cell_len(before + text) - 1):
                await pilot.click(KeyLine, offset=(column, 0))
    assert screen.acted == [key.action for key in KEYS for _ in range(2)]
