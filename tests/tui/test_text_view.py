"""The view of long texts: every character of them is on the screen once."""

import pytest
from textual.app import App, ComposeResult

from ue_console.tui.theme import DARK
from ue_console.tui.widgets.text_view import Line, TextView, wrapped

WIDE, TALL = 40, 10


class Viewer(App[None]):
    """A text view and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        yield TextView(id="view")


@pytest.mark.parametrize("characters", [100, 800])
async def test_no_character_is_lost_where_lines_are_wrapped(characters: int) -> None:
    text = "".join(chr(ord("a") + place % 26) for place in range(characters))
    app = Viewer()
    async with app.run_test(size=(WIDE, TALL)) as pilot:
        view = app.query_one("#view", TextView)
        view.show([Line(text)])
        await pilot.pause()
        drawn = ""
        for line in range(view.virtual_size.height):
            view.scroll_to(y=line, animate=False, immediate=True)
            drawn += view.render_line(line - int(view.scroll_offset.y)).text.rstrip()
        assert drawn == text


def test_further_lines_stand_under_the_value() -> None:
    lines = wrapped([Line("Name     " + "word " * 12, indent=9)], 30)
    assert [line.text[:9] for line in lines] == ["Name     ", *[" " * 9] * (len(lines) - 1)]
    assert len(lines) > 2
    assert "".join(line.text[9:] for line in lines) == "word " * 12
    assert max(len(line.text.rstrip()) for line in lines) <= 30


def test_a_url_is_wrapped_after_a_slash() -> None:
    url = "Request  https://eu1.example.io/en/transactional/api/v1/webhook/set"
    assert [line.text for line in wrapped([Line(url, indent=9, after="/")], 46)] == [
        "Request  https://eu1.example.io/en/",
        "         transactional/api/v1/webhook/set",
    ]
    assert [line.text for line in wrapped([Line("x" * 12, after="/")], 10)] == ["x" * 10, "xx"]
