"""What a command on domains works with."""

import argparse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from ue_console.cli.webhooks_account import desk
from ue_console.models.account import Account
from ue_console.services.domains.desk import DomainDesk
from ue_console.store.config import ConfigFile
from ue_console.store.database import Database


@asynccontextmanager
async def domain_desk(arguments: argparse.Namespace) -> AsyncIterator[tuple[Account, DomainDesk, Database]]:
    """The account that is meant, and its desk.

    Raises:
        InputError: There is no such account.
        ConsoleError: The config file can't be read or understood.
    """
    async with desk(read_only=arguments.open_read_only) as found:
        account = found.needed(arguments.as_account, of_it="domains")
        database = Database(found.paths.database_file)
        file = ConfigFile(found.paths.config_file)
        try:
            yield (
                account,
                DomainDesk(found.accounts, database, file, now, arguments.dns_server or ""),
                database,
            )
        finally:
            await database.close()


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)
