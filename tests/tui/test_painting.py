"""Going to a screen draws it once."""

from collections.abc import Iterator

import pytest
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.screen import Screen

from tests.console import demo_console
from tests.tui.driving import opened, shows, still
from ue_console.tui.app import ConsoleApp

SIZE = (120, 36)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, bool]]]:
    """The screen of each drawing, and whether it was drawn whole."""
    found: list[tuple[str, bool]] = []
    display = App._display

    def note(app: ConsoleApp, screen: Screen[None], update: object) -> None:
        if not app._batch_count and isinstance(update, LayoutUpdate | ChopsUpdate):
            whole = isinstance(update, LayoutUpdate) or _cells(update) == SIZE[0] * SIZE[1]
            found.append((type(screen).__name__, whole))
        display(app, screen, update)  # type: ignore[arg-type]

    monkeypatch.setattr(App, "_display", note)
    yield found


def _cells(update: ChopsUpdate) -> int:
    return sum(end - begin for _, begin, end in update.spans)


@pytest.mark.parametrize(
    ("key", "awaited", "screen"),
    [("2", "none: own body", "ComposeScreen"), ("3", "password-reset", "TemplatesScreen")],
)
async def test_a_screen_is_drawn_whole_once(
    key: str, awaited: str, screen: str, drawn: list[tuple[str, bool]]
) -> None:
    # On a machine that lags, its data may come after it has been drawn.
    for _ in range(3):
        async with demo_console().run_test(size=SIZE) as pilot:
            await opened(pilot)
            drawn.clear()
            await pilot.press(key)
            await shows(pilot, awaited)
            await still(pilot)
        if [name for name, whole in drawn if whole] == [screen] and drawn[0] == (screen, True):
            return
    raise AssertionError(drawn)


async def test_a_start_draws_the_frame_and_then_home(drawn: list[tuple[str, bool]]) -> None:
    async with demo_console().run_test(size=SIZE) as pilot:
        await opened(pilot)
        await still(pilot)
        whole = [name for name, whole in drawn if whole]
        assert whole[0] == "FrameScreen"
        assert whole.count("FrameScreen") == 1
        assert drawn[-1][0] == "HomeScreen"
