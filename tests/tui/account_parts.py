"""Consoles with several accounts: families, read-only owners, key stores that refuse."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

import httpx
from textual.pilot import Pilot

from tests.console import NOON, demo_account, demo_console, demo_workspace
from tests.tui.driving import paste, screen_text, shows, until
from ue_console.models.account import REGIONS, UE_URL, Account, Environment, KeyHome, KeyKind, Service
from ue_console.models.secret import Secret
from ue_console.sandbox.seed import load_demo
from ue_console.services.connect import Connector
from ue_console.services.workspace import Workspace
from ue_console.store.config import Config, ConfigFile
from ue_console.store.database import Database
from ue_console.store.key_command import CommandKeys
from ue_console.store.secrets import Keys, KeyStore, SessionKeys
from ue_console.store.vault import Vault
from ue_console.tui.app import ConsoleApp
from ue_console.tui.screens.accounts import AccountsScreen
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.switch_field import SwitchField

KEY: Final = load_demo(NOON).key
"""The key of the demo's account."""

OTHER_KEY: Final = "0th3rk3y0f4n0th3r0wn3r7p4x"
"""A key of another owner, as ``owners`` answers."""

ACME: Final = demo_account().model_copy(update={"user_id": "11344"})
NEWS: Final = ACME.model_copy(
    update={
        "name": "Newsletter",
        "parent": "ACME Mail",
        "key_kind": KeyKind.PROJECT,
        "project_id": "6123462132634",
    }
)
SUMMER: Final = NEWS.model_copy(update={"name": "Summer campaign", "project_id": "9923462132634"})
STAGING: Final = demo_account(name="Staging", read_only=True).model_copy(
    update={"environment": Environment.STAGING, "base_url": REGIONS["us1"]}
)
TRIAL: Final = NEWS.model_copy(
    update={
        "name": "Trial",
        "parent": "Staging",
        "environment": Environment.STAGING,
        "base_url": REGIONS["us1"],
        "read_only": True,
    }
)
SHOP: Final = Account(
    name="Shop",
    base_url=REGIONS["eu1"],
    key_home=KeyHome.COMMAND,
    key_command=("pass", "show", "unione/shop"),
    key_hint="••••9f2c",
)
BOTS: Final = Account(
    name="Support bots",
    service=Service.UNIFICATION,
    base_url=UE_URL,
    key_kind=KeyKind.APP,
    key_hint="••••7p4x",
)
USER: Final = BOTS.model_copy(
    update={
        "name": "Night shift",
        "parent": "Support bots",
        "key_kind": KeyKind.USER,
        "user_id": "e9759590-54ef-4cd3-a01c-cb2241ddd812",
    }
)
LONE: Final = NEWS.model_copy(update={"name": "Lone project", "parent": "Gone"})
FAMILIES: Final = (ACME, STAGING, SHOP, NEWS, TRIAL, SUMMER, BOTS, USER, LONE)
"""In the order of a config file in which projects were added later."""


def families() -> Workspace:
    """Several accounts with projects and users under them, and one that lost its owner."""
    return demo_workspace({account.name: account for account in FAMILIES})


def workspace_on(
    config: ConfigFile,
    *accounts: Account,
    system: KeyStore | None = None,
    environ: Mapping[str, str] | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
    vault: Vault | None = None,
) -> Workspace:
    """The services on a config file and a key store of the test's own; every account has the demo's key.

    Args:
        config: Kept as it is where there are no accounts to put into it.
        accounts: The first one is active.
        system: In place of the system's key store.
        environ: In place of the environment.
        vault: In place of none.
        transport: What answers in place of ``owners``.
    """
    if accounts:
        config.save(Config(accounts=list(accounts), last_account=accounts[0].name))
    session = SessionKeys({account.name: Secret(KEY) for account in accounts})
    return Workspace(
        config_file=config,
        keys=Keys(system or SessionKeys(), session, environ or {}, vault=vault, commands=CommandKeys()),
        database=Database(None),
        connector=Connector(transport or httpx.MockTransport(owners)),
        now=lambda: NOON,
    )


def owners(request: httpx.Request) -> httpx.Response:
    """A service that knows the owners of two keys, and nothing else of them."""
    known = {KEY: (11344, "ops@acme.example"), OTHER_KEY: (99, "else@other.example")}
    owner = known.get(request.headers["x-api-key"])
    if owner is None:
        return answer(401, {"status": "error", "message": "Error ID:1", "code": 102})
    if not request.url.path.endswith("system/info.json"):
        return answer(200, {"status": "success", "templates": [], "domains": []})
    return answer(200, {"status": "success", "user_id": owner[0], "email": owner[1]})


def answer(status: int, body: object) -> httpx.Response:
    """An answer as it comes over the wire."""
    data = httpx.Response(200, json=body).content
    return httpx.Response(status, stream=httpx.ByteStream(data))


@asynccontextmanager
async def at_accounts(workspace: Workspace, size: tuple[int, int] = (120, 36)) -> AsyncIterator["Pilot[str]"]:
    """The console at the list of accounts."""
    app = demo_console(workspace)
    async with app.run_test(size=size, notifications=True) as pilot:
        if workspace.accounts.list():
            await shows(pilot, "Last sends from this console")
            await pilot.press("9")
            await shows(pilot, "Environment")
            await shows(pilot, "Kept in" if size[0] >= 100 else "Key")
            await until(pilot, lambda: listed(pilot) == len(workspace.accounts.list()), "the accounts")
        else:
            await shows(pilot, "No accounts yet")
        yield pilot


def listed(pilot: "Pilot[str]") -> int:
    """How many accounts are in the list."""
    screen = pilot.app.screen
    return len(screen.items) if isinstance(screen, AccountsScreen) else 0


def names(workspace: Workspace) -> list[str]:
    """The accounts of the config file, in its order."""
    return [account.name for account in workspace.accounts.list()]


async def add_form(pilot: "Pilot[str]", name: str = "Second", **choices: str) -> None:
    """Open the form, type a name, and make choices: field → value."""
    await pilot.press("n")
    await shows(pilot, "New account")
    await paste(pilot, name)
    for field, value in choices.items():
        pilot.app.screen.query_one(f"#{field}", SwitchField).value = value
    await pilot.pause()


async def enter(pilot: "Pilot[str]", field: str, text: str) -> None:
    """Paste into a field."""
    pilot.app.screen.query_one(f"#{field}", Field).focus()
    await paste(pilot, text)


def focus(pilot: "Pilot[str]") -> str | None:
    """The field with the focus."""
    return pilot.app.focused.id if pilot.app.focused else None


def text(pilot: "Pilot[str]") -> str:
    """The screen."""
    assert isinstance(pilot.app, ConsoleApp)
    return screen_text(pilot.app)
