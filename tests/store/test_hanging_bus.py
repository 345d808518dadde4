"""A message bus that hangs, as a broken desktop session's does, hangs nothing here."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.store.key_home_user import described
from tests.store.silent_bus import Silent, SilentBus
from ue_console.models.account import KeyHome

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps keys behind a bus")

IN_TIME = 60
"""Seconds: far from for ever, and no matter on a busy machine."""

IN_KEYRING = described("ACME", KeyHome.KEYRING)
IN_VAULT = described("ACME", KeyHome.VAULT)


@pytest.fixture(params=list(Silent), ids=lambda silent: silent.name)
def bus(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A bus's socket."""
    silent = SilentBus(tmp_path / "bus", request.param)
    yield tmp_path / "bus"
    silent.close()


def used(folder: Path, bus: Path, *steps: Sequence[object]) -> Any:
    """What the steps gave in a process whose key store may take 0.3 s; it must end by itself."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.key_home_user", str(folder), "0.3"],
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


def test_every_call_ends_and_says_what_else_there_is(tmp_path: Path, bus: Path) -> None:
    calls = [[what, IN_KEYRING, "6w7xsi5g9o4xyo3j1a2b"] for what in ("put", "find", "remove")]
    for told in used(tmp_path, bus, *calls):
        assert "The key store gave no answer for 0.3 s" in told["cause"]
        assert "a command, the vault, or for this session only" in told["remedy"]


def test_its_state_can_be_asked_and_the_other_homes_work(tmp_path: Path, bus: Path) -> None:
    status, put, found = used(
        tmp_path,
        bus,
        ["status", IN_KEYRING, ""],
        ["put", IN_VAULT, "6w7xsi5g9o4xyo3j1a2b"],
        ["find", IN_VAULT, ""],
    )
    assert "gave no answer for 0.3 s" in status
    assert (put, found) == (None, "6w7xsi5g9o4xyo3j1a2b")
