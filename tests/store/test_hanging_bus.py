"""A message bus that takes every call and answers none, as a broken desktop session's does."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.store.key_home_user import described
from ue_console.models.account import KeyHome

IN_TIME = 60
"""Seconds: far from for ever, and no matter on a busy machine."""

IN_KEYRING = described("ACME", KeyHome.KEYRING)
IN_VAULT = described("ACME", KeyHome.VAULT)


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Path]:
    """A socket on which connections are made, and nothing is ever said."""
    path = tmp_path / "bus"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen(16)
        yield path


def used(folder: Path, bus: Path, *steps: list[object]) -> Any:
    """What the steps gave in a process whose key store may take 1 s; it must end by itself."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.key_home_user", str(folder), "1"],
        input="".join(json.dumps(step) + "\n" for step in steps),
        env={
            "HOME": str(folder),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}",
        },
        capture_output=True,
        text=True,
        timeout=IN_TIME,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.parametrize("what", ["put", "find", "remove"])
def test_every_call_ends_in_time_and_says_what_else_there_is(tmp_path: Path, bus: Path, what: str) -> None:
    (told,) = used(tmp_path, bus, [what, IN_KEYRING, "6w7xsi5g9o4xyo3j1a2b"])
    assert "The key store gave no answer for 1 s" in told["cause"]
    assert "a command, the vault, or for this session only" in told["remedy"]


def test_its_state_can_be_asked_and_the_other_homes_work(tmp_path: Path, bus: Path) -> None:
    status, put, found = used(
        tmp_path,
        bus,
        ["status", IN_KEYRING, ""],
        ["put", IN_VAULT, "6w7xsi5g9o4xyo3j1a2b"],
        ["find", IN_VAULT, ""],
    )
    assert "gave no answer for 1 s" in status
    assert (put, found) == (None, "6w7xsi5g9o4xyo3j1a2b")
