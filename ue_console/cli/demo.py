"""``ue-console demo``: the sandbox with demo data, and the console on it.

Touches no config, no key store and no file of the operator's: everything is in memory, and webhook calls
that are received in a folder that goes with it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ue_console.cli.terminal import run_interface

if TYPE_CHECKING:
    import argparse

    from ue_console.models.account import Account
    from ue_console.services.workspace import Workspace


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``demo``."""
    parser = commands.add_parser(
        "demo",
        help="open the console on a sandbox with demo data",
        description="Starts a sandbox with demo data on this machine and opens the console on it. "
        "Nothing leaves the machine, and nothing is read from or written to your own set-up.",
    )
    parser.add_argument("--read-only", action="store_true", help="open the demo account read-only")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Open the demo."""
    return open_demo(read_only=arguments.read_only)


def open_demo(*, read_only: bool = False) -> int:
    """Open the console on a sandbox, which ends with it.

    Args:
        read_only: The demo's accounts are read-only.

    Raises:
        ConsoleError: Input or output is no terminal.
    """

    async def opener() -> Workspace:
        return await asyncio.to_thread(_build, read_only)

    return run_interface(opener)


def _build(read_only: bool) -> Workspace:
    from ue_console.models.secret import Secret
    from ue_console.sandbox.options import DEMO_APP_KEY, DEMO_APP_SECRET, DEMO_USER, Options
    from ue_console.sandbox.seed import demo_key
    from ue_console.sandbox.server import SandboxThread
    from ue_console.services.connect import Connector
    from ue_console.services.workspace import Workspace
    from ue_console.store.config import Config, ConfigFile
    from ue_console.store.database import Database
    from ue_console.store.secrets import Keys

    key = demo_key()
    server = SandboxThread(Options(seed="demo", unione_keys=(key,)))
    url = server.start()
    secrets = [Secret(key), Secret(f"{DEMO_APP_KEY}:{DEMO_APP_SECRET}"), Secret(DEMO_USER)]
    accounts = [
        account.model_copy(update={"key_hint": secret.hint})
        for account, secret in zip(_accounts(url, read_only), secrets, strict=True)
    ]
    config = ConfigFile(None)
    config.save(Config(accounts=accounts, last_account=accounts[0].name))
    return Workspace(
        config_file=config,
        keys=Keys.in_memory({a.name: secret for a, secret in zip(accounts, secrets, strict=True)}),
        database=Database(None),
        connector=Connector(),
        on_close=server.stop,
        dns=server.dns,
    )


def _accounts(url: str, read_only: bool) -> list[Account]:
    """An account of each service, and a user of the second one's app."""
    from ue_console.models.account import Account, Environment, KeyHome, KeyKind, Service
    from ue_console.sandbox.options import DEMO_USER

    mail = Account(
        name="ACME Mail",
        base_url=f"{url}/en/transactional/api/v1",
        environment=Environment.SANDBOX,
        read_only=read_only,
        key_home=KeyHome.SESSION,
    )
    engine = {"service": Service.UNIFICATION, "base_url": f"{url}/v2", "key_kind": KeyKind.APP}
    app = mail.model_copy(update={**engine, "name": "ACME Channels"})
    its = {"key_kind": KeyKind.USER, "parent": app.name, "user_id": DEMO_USER.partition(":")[0]}
    return [mail, app, app.model_copy(update={**its, "name": "Shop"})]
