"""Sandboxes on real sockets, and both kinds of store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.running import Running, running
from tests.sandbox.unification import APP, OTHER
from ue_console.sandbox.store import Store, open_store


@pytest.fixture
def sandbox() -> Iterator[Running]:
    """A sandbox that nobody else uses."""
    with running() as found:
        yield found


@pytest.fixture(scope="module")
def shared() -> Iterator[Running]:
    """A sandbox for tests that leave nothing behind."""
    with running() as found:
        yield found


@pytest.fixture(scope="module")
def served() -> Iterator[Running]:
    """A sandbox of two apps of UnificationEngine, for the tests of one file."""
    with running(ue_apps=(APP, OTHER)) as found:
        yield found


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of either kind."""
    opened = open_store(tmp_path / "state.db" if request.param == "file" else None)
    yield opened
    opened.close()
