"""What the tests of the command line share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.doctoring import Machine
from tests.cli.silent_line import Line, line_to
from tests.sandbox.running import Running, running
from tests.sandbox.webhook_handler import living


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


@pytest.fixture
def sandbox() -> Iterator[Running]:
    """One that lives fast and asks no handlers."""
    with living() as found:
        yield found


@pytest.fixture
def known(machine: Machine, sandbox: Running) -> Machine:
    """A machine with an account of that sandbox."""
    machine.account("ACME", sandbox.url)
    return machine


@pytest.fixture
def line(machine: Machine, sandbox: Running) -> Iterator[Line]:
    """The only way from a machine with an account to that sandbox."""
    with line_to(sandbox.url) as found:
        machine.account("ACME Mail", found.url)
        yield found
