"""A key is never on the terminal nor in a file: not when it is wrong, not when the console crashes."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.terminal.pty_console import PtyConsole
from tests.terminal.services import API, DOMAIN, KEY, VARIABLE, call, sandbox, write_config

pytestmark = pytest.mark.terminal

WRONG: Final = "wr0ng7key7of7the7operator7p4x2"
CRASHING: Final = f"""
import os, sys
from ue_console.cli import main
from ue_console.tui.screens.home import HomeScreen

def crash(self):
    key = os.environ["{VARIABLE}"]
    headers = {{"X-API-KEY": key}}
    raise RuntimeError(f"a bug that holds {{key}} and {{headers}}")

HomeScreen.do_list_refresh = crash
"""
START: Final = "sys.exit(main([]))\n"
"""With ``CRASHING`` before it: the program with a fault in a handler, the key among its variables."""
TEXTUALS_REPORT: Final = """
from textual.app import App
from ue_console.tui.app import ConsoleApp
ConsoleApp._fatal_error = App._fatal_error
"""
"""Takes the console's own crash report away."""


@pytest.fixture
def url(home: Path) -> Iterator[str]:
    """A sandbox with one template; the config at home leads to it."""
    with sandbox(home) as url:
        body = {"html": "<p>Hello {{to_name}}</p>"}
        fields = {"name": "hello", "subject": "Hello", "from_email": f"shop@{DOMAIN}", "body": body}
        call(url, "template/set", {"template": fields})
        write_config(home, url)
        yield url


def places(home: Path, console: PtyConsole, secret: str) -> list[str]:
    """Where a secret is to be seen; half of it counts too."""
    found = ["the terminal"] if secret[:15].encode() in console.raw else []
    files = [path for path in home.rglob("*") if path.is_file()]
    assert any(path.name == "state.db" for path in files)
    return found + [str(path) for path in files if secret[:15].encode() in path.read_bytes()]


def test_a_wrong_key_is_told_and_not_shown(home: Path, url: str) -> None:
    with PtyConsole(home, env={VARIABLE: WRONG}) as console:
        console.shows("HTTP 401")
        console.press("9")
        console.shows("Kept in")
        console.press("t")
        console.shows("✗ .*HTTP 401")
        assert places(home, console, WRONG) == []
        console.press("q")
        assert console.ended() == 0
    assert places(home, console, WRONG) == []


def test_a_whole_session_and_a_crash_show_no_key(home: Path, url: str) -> None:
    with PtyConsole(home, env={VARIABLE: KEY}, program=[sys.executable, "-c", CRASHING + START]) as console:
        console.shows("None yet")
        send(console)
        add_account(console, url)
        console.press("1")
        console.shows("Last sends")
        assert places(home, console, KEY) == places(home, console, WRONG) == []
        console.press("r")
        assert console.ended() != 0
        console.shows("met a fault of its own")
        console.shows("RuntimeError")
    assert places(home, console, KEY) == places(home, console, WRONG) == []
    assert b"a bug that holds" not in console.raw


def test_the_same_crash_would_show_the_key_without_the_report_of_ours(home: Path, url: str) -> None:
    program = [sys.executable, "-c", CRASHING + TEXTUALS_REPORT + START]
    with PtyConsole(home, env={VARIABLE: KEY}, program=program) as console:
        console.shows("None yet")
        console.press("r")
        assert console.ended() != 0
    assert places(home, console, KEY) == ["the terminal"]


def send(console: PtyConsole) -> None:
    """Compose with the template, look at the exact JSON, send."""
    console.press("3")
    console.shows("hello")
    console.press("c")
    console.shows(r"\[message\]")
    console.press("ctrl+s")
    console.shows(r"\[recipients\]")
    console.paste("Ann <ann@example.com>")
    console.shows("1 recipient")
    console.press("ctrl+s")
    console.shows("Ready to send")
    console.press("v")
    console.shows('"recipients"')
    console.press("esc", "S")
    console.shows("Send 1 mail")
    console.press("y")
    console.shows("1 accepted")


def add_account(console: PtyConsole, url: str) -> None:
    """Add an account by its key: a wrong one first, then the right one."""
    console.press("9")
    console.shows("Kept in")
    console.press("n")
    console.shows(r"\[vault\]")  # there is no key store in this session
    console.press("Second", "tab", "tab", "right", "right")
    console.shows("URL")
    console.press("tab")
    console.paste(url + API)
    console.press("tab", "tab", "tab", "right", "tab")
    console.paste(WRONG)
    console.press("ctrl+s")
    console.shows("HTTP 401")
    console.press(*["backspace"] * len(WRONG))
    console.paste(KEY)
    console.press("ctrl+s")
    console.shows(r"● +Second")
