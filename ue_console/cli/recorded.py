"""A connector for a command: what its calls change is kept in Activity, as the console's is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from ue_console.cli.output import say
from ue_console.services.connect import Connector
from ue_console.services.recording import Recorder
from ue_console.store.database import Database
from ue_console.store.paths import Paths


@asynccontextmanager
async def recorded(paths: Paths, *, read_only: bool = False) -> AsyncIterator[Connector]:
    """Its clients must be closed before this ends; then all is written.

    Args:
        paths: Where it is written.
        read_only: Refuse every change.
    """
    database, connector = Database(paths.database_file), Connector(read_only=read_only)
    connector.recorder = recorder = Recorder(database, lambda: datetime.now(UTC))
    recorder.tell = lambda error: say(f"{error}\n")
    try:
        yield connector
    finally:
        await recorder.drain()
        await database.close()
