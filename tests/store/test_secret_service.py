"""A real Secret Service: gnome-keyring on a bus of its own, with nothing of this machine's user."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.store.key_home_user import described
from tests.store.key_store_user import SECRET
from ue_console.models.account import KeyHome

MISSING = [name for name in ("gnome-keyring-daemon", "dbus-run-session") if not shutil.which(name)]

pytestmark = pytest.mark.keystore
needs_service = pytest.mark.skipif(
    bool(MISSING), reason=f"{' and '.join(MISSING)} not installed (Debian: gnome-keyring, dbus)"
)

UNLOCKED = "printf pw | gnome-keyring-daemon --unlock --components=secrets"
LOCKED = "gnome-keyring-daemon --start --components=secrets </dev/null"


@dataclass
class Session:
    """A login session: a home, a runtime folder, and a bus while something runs in it."""

    folder: Path

    @property
    def config_file(self) -> Path:
        return self.folder / "config" / "config.toml"

    def alone(self, *steps: str) -> Any:
        """Run the steps without any bus, as over SSH."""
        return self._run(self._user(*steps))[0]

    def with_service(self, start: str, *processes: tuple[str, ...]) -> list[Any]:
        """Run each tuple of steps in a process of its own, on one bus with one service."""
        commands = " && ".join(" ".join(self._user(*steps)) for steps in processes)
        return self._run(["dbus-run-session", "--", "sh", "-c", f"{start} >/dev/null && {commands}"])

    def with_keys(self, start: str, *processes: Iterable[Sequence[object]]) -> list[Any]:
        """Run each list of steps on keys (see ``key_home_user``) in a process of its own, on one bus."""
        commands = [start + " >/dev/null"]
        for number, steps in enumerate(processes):
            file = self.folder / f"steps-{number}"
            file.write_text("".join(json.dumps(step) + "\n" for step in steps))
            user = [sys.executable, "-m", "tests.store.key_home_user", str(self.folder)]
            commands.append(f"{shlex.join(user)} <{shlex.quote(str(file))}")
        return self._run(["dbus-run-session", "--", "sh", "-c", " && ".join(commands)])

    def _user(self, *steps: str) -> list[str]:
        return [sys.executable, "-m", "tests.store.key_store_user", str(self.config_file), *steps]

    def _run(self, command: list[str]) -> list[Any]:
        runtime = self.folder / "run"
        runtime.mkdir(mode=0o700, exist_ok=True)
        environment = {
            "HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A session of a user who has nothing yet."""
    return Session(tmp_path)


@needs_service
def test_a_key_is_there_for_the_next_process_and_gone_after_remove(session: Session) -> None:
    first, second, third = session.with_service(
        UNLOCKED, ("status", "get", "add"), ("get", "remove", "get"), ("get",)
    )
    assert first == [[True, False, ""], None, SECRET.hint]
    assert second == [SECRET.reveal(), None, None]
    assert third == [None]
    assert SECRET.reveal() not in session.config_file.read_text()


@needs_service
def test_a_locked_store_is_explained_and_nothing_is_saved(session: Session) -> None:
    session.with_service(UNLOCKED, ("add", "remove"))
    before = session.config_file.read_text()
    status, added = session.with_service(LOCKED, ("status", "add"))[0]
    assert status[:2] == [True, True]
    assert "is locked" in added["cause"]
    assert "environment variable, a command, the vault, or for this session only" in added["remedy"]
    assert session.config_file.read_text() == before


def test_without_a_bus_it_is_said_at_once_and_nothing_is_saved(session: Session) -> None:
    status, added = session.alone("status", "add")
    assert status[0] is False
    assert "No key store answers in this session" in added["cause"]
    assert "environment variable, a command, the vault, or for this session only" in added["remedy"]
    assert not session.config_file.exists()


ODD_NAMES = [
    "x" * 200,
    "Köln / Büro",
    "a/../b",
    "🇪🇺 👩‍👩‍👧",
    "[@click=app.quit]x[/]",
    "%s {0} $HOME `id`",
    "'\"\\",
]
ODD_KEY = "~!@#$%^&*()_+`-={}|[]\\:\";'<>?,./key"


@needs_service
def test_odd_names_and_keys_are_kept_as_they_are(session: Session) -> None:
    accounts = [described(name, KeyHome.KEYRING) for name in ODD_NAMES]
    keys = [ODD_KEY + str(number) for number in range(len(accounts))]
    first, second, third = session.with_keys(
        UNLOCKED,
        [["put", account, key] for account, key in zip(accounts, keys, strict=True)],
        [["find", account, ""] for account in accounts] + [["remove", accounts[0], ""]],
        [["find", account, ""] for account in accounts],
    )
    assert first == [None] * len(keys)
    assert second == [*keys, None]
    assert third == [None, *keys[1:]]


@needs_service
def test_a_locked_store_leaves_the_other_homes_open(session: Session) -> None:
    shut, vault = (described("ACME", home) for home in (KeyHome.KEYRING, KeyHome.VAULT))
    session.with_keys(UNLOCKED, [["put", shut, ODD_KEY]])
    locked, put, found = session.with_keys(
        LOCKED, [["find", shut, ""], ["put", vault, ODD_KEY], ["find", vault, ""]]
    )[0]
    assert "is locked" in locked["cause"]
    assert (put, found) == (None, ODD_KEY)
