"""What the tests of the command line share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.doctoring import Machine
from tests.sandbox.running import Running, running


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine on which nothing is set up."""
    home = tmp_path / "home"
    home.mkdir()
    return Machine(home)


@pytest.fixture(scope="package")
def service() -> Iterator[Running]:
    """A sandbox that lets the tests' key in."""
    with running() as found:
        yield found


@pytest.fixture
def home(machine: Machine) -> Path:
    """The machine's home."""
    return machine.home
