"""The pictures of the README, made from the sandbox: ``python -m tests.screenshots``."""

import asyncio
import sys
from pathlib import Path
from typing import Final

from tests.console import same_job_ids
from tests.scene import Scene
from tests.scenes import SCENES
from tests.tui.driving import still

FOLDER: Final = Path(__file__).parent.parent / "screenshots"
SHOWN: Final = {
    "home",
    "templates",
    "template-edit",
    "compose-message",
    "compose-recipients",
    "compose-review",
    "sending-report",
    "accounts",
    "account-add",
    "projects",
    "accounts-families",
    "domains-detail",
    "listen",
    "connections-tested",
    "channels-review",
    "activity-detail",
}
"""The scenes that are kept as pictures."""


async def picture(scene: Scene, folder: Path, size: tuple[int, int] = (120, 36)) -> Path:
    """Play one scene and write ``NAME.svg``."""
    app = scene.app()
    with same_job_ids():
        async with app.run_test(size=size) as pilot:
            await scene.steps(pilot)
            await still(pilot)
            path = folder / f"{scene.name}.svg"
            path.write_text(app.export_screenshot(title="ue-console"), "utf-8")
    return path


async def main(folder: Path) -> None:
    """All pictures."""
    for scene in SCENES:
        if scene.name in SHOWN:
            sys.stdout.write(f"{(await picture(scene, folder)).name}\n")


if __name__ == "__main__":
    asyncio.run(main(FOLDER))
