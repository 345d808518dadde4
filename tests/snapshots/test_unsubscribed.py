"""Pictures of Unsubscribed."""

from tests.scene import Scene
from tests.snapshots.pictures import Compare, Size, pictured, taken


@pictured("unsubscribed", "unsubscribe", "unsubscribing", "invite")
def test_scene(scene: Scene, size: Size, snap_compare: Compare) -> None:
    taken(scene, size, snap_compare)
