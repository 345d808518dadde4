"""``ue-console``: the console on the operator's own accounts."""

import argparse
import asyncio
from typing import TYPE_CHECKING

from ue_console.cli.terminal import run_interface

if TYPE_CHECKING:
    from ue_console.services.workspace import Workspace


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``console``, which is also what runs without a command."""
    parser = commands.add_parser("console", help="open the console on your accounts (the default)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Open the console."""
    del arguments
    return run_interface(open_workspace)


async def open_workspace() -> "Workspace":
    """Config, key store and database of this operator; read in a thread, after the first paint."""
    return await asyncio.to_thread(_build)


def _build() -> "Workspace":
    from ue_console.services.connect import Connector
    from ue_console.services.workspace import Workspace
    from ue_console.store.config import ConfigFile
    from ue_console.store.database import Database
    from ue_console.store.paths import Paths
    from ue_console.store.secrets import Keys

    paths = Paths.default()
    return Workspace(
        config_file=ConfigFile(paths.config_file),
        keys=Keys.of_this_machine(paths),
        database=Database(paths.database_file),
        connector=Connector(),
    )
