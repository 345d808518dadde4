"""Every scene as a picture, at 80x24 and at 120x36: assert what happens first, look second."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from tests.console import same_job_ids
from tests.scene import Scene
from tests.scenes import SCENES
from tests.tui.driving import still

SIZES = ((80, 24), (120, 36))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_scene(scene: Scene, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    async def play(pilot: "Pilot[str]") -> None:
        await scene.steps(pilot)
        await still(pilot)

    with same_job_ids():
        assert snap_compare(scene.app(), terminal_size=size, run_before=play)
