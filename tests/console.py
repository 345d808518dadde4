"""The console on a sandbox in the same process: nothing on the screen depends on port or clock."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import httpx
from starlette.applications import Starlette

from ue_console.models.account import Account, Environment, KeyHome, KeyKind, Service
from ue_console.models.secret import Secret
from ue_console.sandbox.app import create_app
from ue_console.sandbox.options import DEMO_APP_KEY, DEMO_APP_SECRET, DEMO_USER, Options
from ue_console.sandbox.seed import load_demo
from ue_console.sandbox.store import open_store
from ue_console.services.connect import Connector
from ue_console.services.workspace import Workspace
from ue_console.store.config import Config, ConfigFile
from ue_console.store.database import Database
from ue_console.store.secrets import Keys
from ue_console.tui.app import ConsoleApp, Opener
from ue_console.tui.theme import DARK

if TYPE_CHECKING:
    from ue_console.api.transport import Call

NOON: Final = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
"""The time on every clock."""

# Times of the operator's own clock are those of UTC on every machine.
os.environ["TZ"] = "UTC"
time.tzset()

DEMO_URL: Final = "http://127.0.0.1:8025"
"""Where the sandbox seems to be."""


class StillConsole(ConsoleApp):
    """The console with a line that always takes 8 ms, in the colours of any good terminal.

    Its toasts last as long as a test waits for them: five seconds by the clock may pass unseen
    while a busy machine lets the test itself wait.
    """

    NOTIFICATION_TIMEOUT = 60

    def __init__(self, opener: Opener) -> None:
        super().__init__(opener)
        self.theme = DARK.name

    def called(self, call: "Call") -> None:
        """Show the same time for every call."""
        self.line = "● 8 ms" if call.http_status is not None else "○ no answer"


def same_job_ids() -> AbstractContextManager[object]:
    """Every send of the sandbox gets the same job id."""
    return patch("ue_console.sandbox.delivery.new_job_id", lambda now: "1vYfJk-000SBX-01")


def demo_account(*, read_only: bool = False, name: str = "ACME Mail") -> Account:
    """The account of the demo."""
    return Account(
        name=name,
        base_url=f"{DEMO_URL}/en/transactional/api/v1",
        environment=Environment.SANDBOX,
        read_only=read_only,
        key_home=KeyHome.SESSION,
        key_hint=Secret(load_demo(NOON).key).hint,
    )


def demo_workspace(
    accounts: Mapping[str, Account] | None = None,
    *,
    transport: httpx.AsyncBaseTransport | None = None,
    database: Database | None = None,
    read_only: bool = False,
    dns: str = "",
    on_close: Callable[[], None] = lambda: None,
    now: Callable[[], datetime] = lambda: NOON,
) -> Workspace:
    """The services of a console on the demo data.

    Args:
        accounts: Name → account, all with the demo's key; the demo's own by default.
        transport: What answers in place of the sandbox.
        database: Drafts and journal; in memory by default.
        read_only: For the demo's own account.
        dns: The DNS resolver that is asked.
        on_close: Called at the end.
        now: The clock, in UTC.
    """
    demo = load_demo(NOON)
    known = {"ACME Mail": demo_account(read_only=read_only)} if accounts is None else dict(accounts)
    config = ConfigFile(None)
    config.save(Config(accounts=list(known.values()), last_account=next(iter(known), "")))
    return Workspace(
        config_file=config,
        keys=Keys.in_memory({name: Secret(demo.key) for name in known}),
        database=database or Database(None),
        connector=Connector(transport or httpx.ASGITransport(demo_sandbox())),
        on_close=on_close,
        dns=dns,
        now=now,
    )


def channels_account(*, read_only: bool = False) -> Account:
    """The demo's app of UnificationEngine."""
    return demo_account(read_only=read_only, name="ACME Channels").model_copy(
        update={
            "service": Service.UNIFICATION,
            "base_url": f"{DEMO_URL}/v2",
            "key_kind": KeyKind.APP,
            "key_hint": Secret(DEMO_APP_SECRET).hint,
        }
    )


def user_account(*, read_only: bool = False) -> Account:
    """The user of that app whose secret is held."""
    return channels_account(read_only=read_only).model_copy(
        update={
            "name": "Shop",
            "key_kind": KeyKind.USER,
            "parent": "ACME Channels",
            "user_id": DEMO_USER.partition(":")[0],
            "key_hint": Secret(DEMO_USER).hint,
        }
    )


def channels_workspace(
    active: str = "ACME Channels",
    *,
    read_only: bool = False,
    transport: httpx.AsyncBaseTransport | None = None,
    keys: Keys | None = None,
    accounts: Sequence[Account] = (),
    database: Database | None = None,
) -> Workspace:
    """The services of a console on the demo's app and its user ``Shop``, beside ``ACME Mail``.

    Args:
        active: The account that is worked as.
        read_only: For the app and its user.
        transport: What answers in place of the sandbox.
        keys: In place of keys in memory.
        accounts: In place of app and user.
        database: Drafts and journal; in memory by default.
    """
    own = accounts or (channels_account(read_only=read_only), user_account(read_only=read_only))
    config = ConfigFile(None)
    config.save(Config(accounts=[demo_account(), *own], last_account=active))
    return Workspace(
        config_file=config,
        keys=keys or Keys.in_memory(channels_keys()),
        database=database or Database(None),
        connector=Connector(transport or httpx.ASGITransport(demo_sandbox())),
        now=lambda: NOON,
    )


def channels_keys() -> dict[str, Secret]:
    """The keys of the demo's accounts, by name."""
    app = Secret(f"{DEMO_APP_KEY}:{DEMO_APP_SECRET}")
    return {"ACME Mail": Secret(load_demo(NOON).key), "ACME Channels": app, "Shop": Secret(DEMO_USER)}


def demo_sandbox() -> Starlette:
    """The sandbox with the demo's data."""
    options = Options(seed="demo", unione_keys=(load_demo(NOON).key,))
    return create_app(open_store(None), options, now=lambda: NOON)


def demo_console(workspace: Workspace | None = None) -> ConsoleApp:
    """The console, not running yet."""

    async def opener() -> Workspace:
        return workspace or demo_workspace()

    return StillConsole(opener)
