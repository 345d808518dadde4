"""What is worth a picture of accounts over plain http."""

from typing import Final

from textual.pilot import Pilot

from tests.console import demo_account, demo_workspace
from tests.scene import Scene
from tests.tui.account_parts import ACME
from tests.tui.driving import opened, paste, shows
from ue_console.models.account import Environment
from ue_console.services.workspace import Workspace
from ue_console.tui.screens.account_place import READABLE
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.switch_field import SwitchField

PLAIN: Final = ACME.model_copy(
    update={
        "base_url": "http://10.0.0.7:8025/en/transactional/api/v1",
        "plain_http": True,
        "environment": Environment.PRODUCTION,
    }
)
READ_ONLY: Final = PLAIN.model_copy(update={"name": "Night job", "read_only": True})


def plain() -> Workspace:
    """Two accounts over plain http, and one that stays on this machine."""
    accounts = (PLAIN, READ_ONLY, demo_account(name="Sandbox"))
    return demo_workspace({account.name: account for account in accounts})


async def _accounts(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("9")
    await shows(pilot, "Night job")


async def _form(pilot: "Pilot[str]") -> None:
    await _accounts(pilot)
    await pilot.press("n")
    await shows(pilot, "New account")
    screen = pilot.app.screen
    screen.query_one("#region", SwitchField).value = "other"
    await pilot.pause()
    screen.query_one("#url", Field).focus()
    await paste(pilot, "http://mail.lan:8025")
    await shows(pilot, "Plain http")
    await pilot.press("tab", "right")
    await shows(pilot, READABLE)


PLAIN_HTTP_SCENES: Final = (
    Scene("accounts-plain-http", _accounts, plain),
    Scene("account-add-plain-http", _form, plain),
)
