"""No scene is left without its picture."""

from importlib import import_module
from pathlib import Path

from tests.scenes import SCENES
from tests.snapshots.pictures import TAKEN


def test_every_scene_is_taken_by_a_module() -> None:
    for module in Path(__file__).parent.glob("test_*.py"):
        import_module(f"tests.snapshots.{module.stem}")
    assert not [scene.name for scene in SCENES if scene.name.split("-")[0] not in TAKEN]
