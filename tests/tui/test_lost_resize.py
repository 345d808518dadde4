"""A layout that is looked up before it is made brings no resize event; texts are wrapped all the same."""

from textual.app import App, ComposeResult

from ue_console.tui.theme import DARK
from ue_console.tui.widgets.editor import Editor
from ue_console.tui.widgets.text_view import Line, TextView

TEXT = "seven letters " * 200


class Two(App[None]):
    """A text to read and a text to edit, side by side."""

    CSS = "Screen { layout: horizontal; } TextView, Editor { width: 20; }"

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        yield TextView(id="view")
        yield Editor(id="editor")


async def test_texts_are_wrapped_to_the_width_that_they_have() -> None:
    app = Two()
    async with app.run_test(size=(80, 24)) as pilot:
        view, editor = app.query_one("#view", TextView), app.query_one("#editor", Editor)
        view.show([Line(TEXT)])
        editor.load_text(TEXT)
        await pilot.pause()
        narrow = view.virtual_size.height, editor.wrapped_document.height
        for widget in (view, editor):
            widget.styles.width = 40
        compositor = app.screen._compositor
        app.screen._clear_arrangement_cache()
        compositor._full_map_invalidated = True
        assert compositor.full_map[view].region.width == 40
        await pilot.pause(0.1)
        assert view.virtual_size.height < narrow[0] * 0.7
        assert editor.wrapped_document.height < narrow[1] * 0.7
