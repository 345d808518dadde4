"""Whether the process that a send belongs to still runs."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ue_console.store.owner import may_live, new_owner, surely_lives


def test_owners_live_as_long_as_their_process() -> None:
    host = socket.gethostname()
    assert may_live(f"{host}:{os.getppid()}:x")
    assert may_live("elsewhere:1:x")
    assert not may_live(new_owner())
    assert not may_live(f"{host}:4194399:x")
    assert not may_live("")
    assert not any(map(surely_lives, ("", new_owner(), f"{host}:{os.getppid()}:x")))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc")
def test_neither_a_zombie_nor_another_process_with_the_number_is_its_owner() -> None:
    program = "from ue_console.store.owner import new_owner; print(new_owner(), flush=True); input()"
    owner = [sys.executable, "-c", program]
    with subprocess.Popen(owner, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        name = process.stdout.readline().strip()
        assert may_live(name)
        assert surely_lives(name)
        place, _, token = name.rpartition(":")
        for other in (f"{place}:1.{token.partition('.')[2]}", f"elsewhere:{name.partition(':')[2]}"):
            assert not surely_lives(other)
        assert not may_live(f"{place}:1.{token.partition('.')[2]}")
        process.kill()
        # Its number is taken as long as nobody waits for it.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert not may_live(name)
        assert not surely_lives(name)
