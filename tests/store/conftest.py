"""What the tests of this machine's stores share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ue_console.store.database import Database


@pytest.fixture
def database_file(tmp_path: Path) -> Path:
    """A place for a database, in a folder that doesn't exist yet."""
    return tmp_path / "state" / "state.db"


@pytest.fixture
async def database(database_file: Path) -> AsyncIterator[Database]:
    """A real database on the disk, closed afterwards."""
    opened = Database(database_file)
    yield opened
    await opened.close()


@pytest.fixture
def config_path(tmp_path: Path) -> Path:
    """A place for a config file, in a folder that doesn't exist yet."""
    return tmp_path / "config" / "config.toml"
