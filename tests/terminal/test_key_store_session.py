"""A whole session on a real Secret Service: no key on the terminal nor in any file, and none lost."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final
from urllib.request import Request, urlopen

import pytest

from tests.terminal.machine import PROGRAM, environment
from tests.terminal.pty_console import PtyConsole
from tests.terminal.services import API, KEY, sandbox

MISSING = [name for name in ("gnome-keyring-daemon", "dbus-run-session") if not shutil.which(name)]
pytestmark = [
    pytest.mark.terminal,
    pytest.mark.keystore,
    pytest.mark.skipif(bool(MISSING), reason=f"{' and '.join(MISSING)} not installed"),
]

WRONG: Final = "wr0ng7key7of7the7operator7p4x2"
UNLOCK: Final = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "
CRASHING: Final = """
import sys
from ue_console.cli import main
from ue_console.tui.screens.home import HomeScreen

async def crash(self):
    workspace = self.console.workspace
    keys = [await workspace.key_of(account) for account in workspace.accounts.list()]
    shown = [key.reveal() for key in keys]
    raise RuntimeError(f"a bug that holds {shown}")

HomeScreen.do_list_refresh = crash
sys.exit(main([]))
"""
"""The program with a fault in a handler that has every key among its variables."""
READING: Final = """
import asyncio, json
from ue_console.store.config import ConfigFile
from ue_console.store.paths import Paths
from ue_console.store.secrets import Keys

async def main():
    paths, keys = Paths.default(), Keys.of_this_machine()
    accounts = ConfigFile(paths.config_file).load().accounts
    found = {account.name: await keys.find(account) for account in accounts}
    print(json.dumps({name: key and key.reveal() for name, key in found.items()}))

asyncio.run(main())
"""
"""Another process: the keys of all accounts, as the console finds them."""


def on_a_bus(*program: str) -> list[str]:
    """``program`` on a bus of its own, with the operator's key store unlocked on it."""
    return [shutil.which("dbus-run-session") or "", "--", "sh", "-c", UNLOCK + '"$@"', "sh", *program]


def kept(home: Path) -> dict[str, str | None]:
    """What a second process finds in the key store."""
    done = subprocess.run(
        on_a_bus(sys.executable, "-c", READING),
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    found: dict[str, str | None] = json.loads(done.stdout)
    return found


def project_key(url: str) -> str:
    """The key of the only project, as the service tells it."""
    request = Request(f"{url}{API}/project/list.json", data=b"{}", headers={"X-API-KEY": KEY}, method="POST")
    with urlopen(request) as response:
        (project,) = json.load(response)["projects"]
    return str(project["api_key"])


def places(home: Path, console: PtyConsole, *secrets: str) -> list[str]:
    """Where any of the secrets is to be seen; half of one counts too."""
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {"config.toml", "state.db", "login.keyring"} <= {path.name for path in files}
    seen = {"the terminal": bytes(console.raw)} | {str(path): path.read_bytes() for path in files}
    halves = [secret[:15].encode() for secret in secrets]
    return [place for place, data in seen.items() if any(half in data for half in halves)]


def test_a_session_that_adds_works_as_errs_and_crashes_shows_no_key(home: Path) -> None:
    (home / "run").mkdir(mode=0o700, exist_ok=True)
    with sandbox(home) as url:
        with PtyConsole(home, program=on_a_bus(sys.executable, "-c", CRASHING)) as console:
            add_account(console, url)
            make_project(console)
            work_as_it(console)
            console.press("esc")
            console.shows(r"ACME  UniOne")
            err(console)
            keys = KEY, project_key(url), WRONG
            assert places(home, console, *keys) == []
            console.press("1")
            console.shows("Last sends")
            console.press("r")
            assert console.ended() != 0
            console.shows("met a fault of its own")
        assert places(home, console, *keys) == []
        assert b"a bug that holds" not in console.raw
        assert kept(home) == {"ACME": KEY, "Spring": keys[1]}
        remove(home)
        assert kept(home) == {}


def add_account(console: PtyConsole, url: str) -> None:
    """From an empty machine: the key is pasted with what a paste brings along."""
    console.shows("No accounts yet")
    console.press("n")
    console.shows("New account")
    console.press("ACME", "tab", "tab", "right", "right", "tab")
    console.shows("URL")
    console.paste(url + API)
    console.press("tab", "right", "right", "tab", "tab", "tab")
    console.paste(f"  '{KEY}'\n")
    console.press("ctrl+s")
    console.shows(r"● +ACME")


def make_project(console: PtyConsole) -> None:
    """Its key goes to the key store; the screen says so, and shows four characters."""
    console.press("7")
    console.shows("No projects yet")
    console.press("n")
    console.shows("New project")
    console.press("Spring", "ctrl+s")
    console.shows("in the key store")


def work_as_it(console: PtyConsole) -> None:
    """Its own templates: none."""
    console.press("a")
    console.shows("ACME › Spring")
    console.press("3")
    console.shows("No templates yet")


def err(console: PtyConsole) -> None:
    """A new key that the service does not know."""
    console.press("9")
    console.shows("Kept in")
    console.press("K")
    console.shows("The new key of")
    console.paste(WRONG)
    console.press("enter")
    console.shows("HTTP 401")


def remove(home: Path) -> None:
    """Remove the account, its project and both keys."""
    with PtyConsole(home, program=on_a_bus(PROGRAM)) as console:
        console.shows("Last sends")
        console.press("9")
        console.shows("Spring")
        console.press("x")
        console.shows("Remove")
        console.press("y")
        console.shows("No accounts yet")
        console.press("q")
        assert console.ended() == 0
