"""A journal of sends on disk, and the time that it is kept by."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.services.sends import Clock
from ue_console.store.database import Database
from ue_console.store.sends import Sends


@pytest.fixture
def clock() -> Clock:
    """The time; it passes when it is told to."""
    return Clock()


@pytest.fixture
async def sends(tmp_path: Path, clock: Clock) -> AsyncIterator[Sends]:
    """The journal."""
    database = Database(tmp_path / "state.db")
    yield Sends(database, clock)
    await database.close()
