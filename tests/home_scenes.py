"""The scenes of Home: everything that can need attention, own sends of a month, and the other service."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from textual.pilot import Pilot

from tests.console import NOON, channels_workspace, demo_account, demo_workspace
from tests.scene import Scene
from tests.send_scenes import ENDINGS, written
from tests.tui.driving import opened, shows
from ue_console.models.account import KeyHome
from ue_console.models.secret import Secret
from ue_console.models.unione.template import Template
from ue_console.services.drafts import ComposeDraft, TemplateDraft
from ue_console.services.workspace import Workspace
from ue_console.store.secrets import Keys, KeyStoreStatus
from ue_console.store.sends import Sends
from ue_console.tui.app import ConsoleApp

MONTH: Final = {
    29: 40,
    26: 12,
    22: 310,
    21: 12,
    15: 90,
    14: 60,
    13: 1_204,
    9: 3,
    8: 250,
    7: 180,
    2: 77,
    1: 640,
}
"""How many days ago → to how many recipients was sent then."""


class NoKeyStore(Keys):
    """Keys in memory, on a machine whose key store is out of reach."""

    async def status(self) -> KeyStoreStatus:
        """It is not there."""
        return KeyStoreStatus(usable=False, backend="", why="No key store answers in this session.")


def everything() -> Workspace:
    """A read-only account with all that the demo lacks, beside one whose key can't be reached."""
    shop = demo_account(name="Shop").model_copy(update={"key_home": KeyHome.KEYRING})
    mail = demo_account(read_only=True)
    workspace = demo_workspace({"ACME Mail": mail, "Shop": shop})
    workspace.home._keys = NoKeyStore.in_memory({"Shop": Secret("x" * 20)})
    return workspace


async def fill(workspace: Workspace) -> None:
    """Sends of each ending and of a month, drafts, a list that waits."""
    database = workspace._database
    for days, recipients in MONTH.items():
        sends = Sends(database, partial(_before, days))
        await written(sends, f"d{days}", "Your seat", ("sent",), each=recipients)
    for number, (subject, states) in enumerate(ENDINGS.items()):
        await written(workspace.sends, f"s{number}", subject, states)
    drafts = workspace.drafts()
    await drafts.keep_compose(ComposeDraft(subject="Hello"))
    before = Template(id="1", name="welcome-email")
    await drafts.keep_template(
        TemplateDraft(base=before, template=before.model_copy(update={"subject": "Hi"}))
    )
    await workspace.unsubscribed().jobs.create([f"a{number}@example.com" for number in range(120)])


def _before(days: int) -> datetime:
    return NOON - timedelta(days=days)


async def _needs(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    assert isinstance(pilot.app, ConsoleApp)
    await fill(pilot.app.workspace)
    await pilot.press("r")
    await shows(pilot, "Unknown whether it arrived")
    await shows(pilot, "key store")


async def _app(pilot: "Pilot[str]") -> None:
    await shows(pilot, "have no secret here")


async def _user(pilot: "Pilot[str]") -> None:
    await shows(pilot, "connections.")


HOME_SCENES: Final = (
    Scene("home-needs", _needs, everything),
    Scene("home-app", _app, channels_workspace),
    Scene("home-user", _user, partial(channels_workspace, "Shop")),
)
"""Home where there is much to do, and Home of UnificationEngine."""
