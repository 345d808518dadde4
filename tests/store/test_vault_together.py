"""Two consoles on one vault, and a console that dies while it writes."""

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.key_home_user import described
from tests.store.vault_parts import PASSPHRASE, vault_at
from ue_console.models.account import KeyHome
from ue_console.models.secret import Secret

MANY = 20
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def console(folder: Path) -> "subprocess.Popen[str]":
    """A console in a process of its own, waiting for its steps."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.key_home_user", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )


def puts(first: str) -> str:
    names = [f"{first}{number}" for number in range(MANY)]
    return "".join(json.dumps(["put", described(n, KeyHome.VAULT), f"key-of-{n}"]) + "\n" for n in names)


@pytest.mark.parametrize("exists", [True, False])
async def test_two_consoles_that_write_at_once_lose_nothing(tmp_path: Path, exists: bool) -> None:
    path = tmp_path / "keys.vault"
    if exists:
        await vault_at(path, PASSPHRASE).put("first", Secret("key-of-first"))
    consoles = {first: console(tmp_path) for first in "ab"}
    for first, process in consoles.items():
        assert process.stdin
        process.stdin.write(puts(first))
        process.stdin.flush()
    for process in consoles.values():
        assert json.loads(process.communicate(timeout=60)[0]) == [None] * MANY
    vault = vault_at(path, PASSPHRASE)
    for first in "ab":
        for number in range(MANY):
            assert await vault.get(f"{first}{number}") == Secret(f"key-of-{first}{number}")


DIES = """
import asyncio, os, pathlib, signal, sys
from tests.store.vault_parts import PASSPHRASE, SECRET, vault_at
part = {"os.fsync": os, "Path.replace": pathlib.Path}[sys.argv[2]]
name = sys.argv[2].partition(".")[2]
setattr(part, name, lambda *arguments: os.kill(os.getpid(), signal.SIGKILL))
asyncio.run(vault_at(pathlib.Path(sys.argv[1]), PASSPHRASE).put("second", SECRET))
"""


@pytest.mark.parametrize("moment", ["os.fsync", "Path.replace"])
async def test_a_console_killed_while_it_writes_leaves_a_whole_vault(tmp_path: Path, moment: str) -> None:
    path = tmp_path / "keys.vault"
    await vault_at(path, PASSPHRASE).put("first", Secret("key-of-first"))
    before = path.read_bytes()
    died = subprocess.run(
        [sys.executable, "-c", DIES, str(path), moment], env=ENVIRONMENT, timeout=60, check=False
    )
    assert died.returncode == -signal.SIGKILL
    assert path.read_bytes() == before
    left = [file for file in tmp_path.iterdir() if file != path]
    assert [stat.S_IMODE(file.stat().st_mode) for file in left] == [0o600]
    assert b"second" not in left[0].read_bytes()
    vault = vault_at(path, PASSPHRASE)
    await vault.put("third", Secret("key-of-third"))
    assert await vault.get("first") == Secret("key-of-first")
