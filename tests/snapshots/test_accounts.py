"""Pictures of accounts."""

from tests.scene import Scene
from tests.snapshots.pictures import Compare, Size, pictured, taken


@pictured("account", "accounts", "vault")
def test_scene(scene: Scene, size: Size, snap_compare: Compare) -> None:
    taken(scene, size, snap_compare)
