"""``ue-console``: the console on the operator's own accounts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ue_console.cli.terminal import run_interface

if TYPE_CHECKING:
    import argparse

    from ue_console.services.workspace import Workspace


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``console``, which is also what runs without a command."""
    from argparse import SUPPRESS

    parser = commands.add_parser("console", help="open the console on your accounts (the default)")
    add_arguments(parser, as_account=SUPPRESS, open_read_only=SUPPRESS, dns=SUPPRESS)
    parser.set_defaults(run=run)


def add_arguments(
    parser: argparse.ArgumentParser, *, as_account: object, open_read_only: object, dns: object
) -> None:
    """The options, which also go without the word ``console``.

    Args:
        parser: Where they are added.
        as_account: Default of ``--account``.
        open_read_only: Default of ``--read-only``.
        dns: Default of ``--dns``.
    """
    parser.add_argument(
        "--account",
        dest="as_account",
        metavar="NAME",
        default=as_account,
        help="open this account, for this run; the beginning of its name is enough",
    )
    parser.add_argument(
        "--read-only",
        dest="open_read_only",
        action="store_true",
        default=open_read_only,
        help="open every account read-only, for this run",
    )
    add_dns(parser, dns)


def add_dns(parser: argparse.ArgumentParser, default: object) -> None:
    """The option that names a DNS resolver."""
    parser.add_argument(
        "--dns",
        dest="dns_server",
        metavar="ADDRESS:PORT",
        type=_server,
        default=default,
        help="ask this DNS resolver about domains (default: dns of config.toml, or the system's)",
    )


def _server(text: str) -> str:
    from argparse import ArgumentTypeError

    from ue_console.errors import InputError
    from ue_console.services.domains.desk import checked_server

    try:
        return checked_server(text)
    except InputError as error:
        raise ArgumentTypeError(str(error)) from None


def run(arguments: argparse.Namespace) -> int:
    """Open the console as it was asked for."""
    return open_console(arguments.as_account, arguments.open_read_only, arguments.dns_server or "")


def open_console(account: str | None = None, read_only: bool = False, dns: str = "") -> int:
    """Open the console.

    Args:
        account: The account to begin with as typed; None for the last one.
        read_only: Refuse every change, whatever the account says.
        dns: The DNS resolver to ask; empty for the config file's, or the system's.

    Raises:
        ConsoleError: There is no such account, or input or output is no terminal.
    """
    # Told in the shell, where the name can be corrected: reading the names alone takes no time.
    name = chosen_account(account) if account is not None else ""

    async def opener() -> Workspace:
        return await open_workspace(name, read_only, dns)

    return run_interface(opener)


def chosen_account(typed: str) -> str:
    """The account that is meant.

    Raises:
        InputError: There is none, or there are several.
        ConfigError: The config file can't be read or understood.
    """
    from ue_console.services.account_names import chosen
    from ue_console.store.config_names import account_names
    from ue_console.store.paths import Paths

    return chosen(account_names(Paths.default().config_file), typed)


async def open_workspace(account: str = "", read_only: bool = False, dns: str = "") -> Workspace:
    """Config, key store and database of this operator; read in a thread, after the first paint.

    Args:
        account: The name of the account to begin with; empty for the last one.
        read_only: Refuse every change, whatever the account says.
        dns: The DNS resolver to ask; empty for the config file's, or the system's.
    """
    return await asyncio.to_thread(_build, account, read_only, dns)


def _build(account: str, read_only: bool, dns: str) -> Workspace:
    from ue_console.services.connect import Connector
    from ue_console.services.workspace import Workspace
    from ue_console.store.config import ConfigFile
    from ue_console.store.database import Database
    from ue_console.store.paths import Paths
    from ue_console.store.secrets import Keys

    paths = Paths.default()
    workspace = Workspace(
        config_file=ConfigFile(paths.config_file),
        keys=Keys.of_this_machine(paths),
        database=Database(paths.database_file),
        connector=Connector(read_only=read_only),
        paths=paths,
        dns=dns,
    )
    workspace.accounts.read_only = read_only
    if account:
        workspace.accounts.begin_with(account)
    return workspace
