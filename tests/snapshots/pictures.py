"""Every scene as a picture, at 80x24 and at 120x36: assert what happens first, look second.

Each part of the console has a module of its own, so that they are taken side by side.
"""

from collections.abc import Callable
from typing import Final

import pytest
from textual.pilot import Pilot

from tests.console import same_job_ids
from tests.scene import Scene
from tests.scenes import SCENES
from tests.tui.driving import still

SIZES: Final = ((80, 24), (120, 36))
TAKEN: Final[set[str]] = set()
"""First words of the scenes that a module takes."""

Size = tuple[int, int]
Compare = Callable[..., bool]


def pictured(*words: str) -> pytest.MarkDecorator:
    """The test is made for each size of every scene whose name begins with one of these words."""
    TAKEN.update(words)
    scenes = [scene for scene in SCENES if scene.name.split("-")[0] in words]
    assert {scene.name.split("-")[0] for scene in scenes} == set(words)
    both = [
        pytest.param(scene, size, id=f"{scene.name}-{size[0]}x{size[1]}")
        for scene in scenes
        for size in SIZES
    ]
    return pytest.mark.parametrize(("scene", "size"), both)


def taken(scene: Scene, size: Size, snap_compare: Compare) -> None:
    """Play the scene, wait until all is still, and compare."""

    async def play(pilot: "Pilot[str]") -> None:
        await scene.steps(pilot)
        await still(pilot)

    with same_job_ids():
        assert snap_compare(scene.app(), terminal_size=size, run_before=play)
