"""What was typed is there again: after ``kill -9``, and after a terminal that was too small."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.pty_console import PtyConsole
from tests.terminal.services import DOMAIN, KEY, VARIABLE, call, sandbox, write_config

pytestmark = pytest.mark.terminal

ENV = {VARIABLE: KEY}


@pytest.fixture
def account(home: Path) -> Iterator[Path]:
    """A home whose account has one template."""
    with sandbox(home) as url:
        fields = {"name": "hello", "subject": "Hi", "from_email": f"shop@{DOMAIN}", "body": {"html": "<p>Hi"}}
        call(url, "template/set", {"template": fields})
        write_config(home, url)
        yield home


def test_a_message_outlives_a_killed_console(account: Path) -> None:
    with PtyConsole(account, env=ENV) as console:
        console.shows("None yet")
        console.press("2")
        console.shows("own body")
        console.press(*"Never lost", "ctrl+s")
        console.shows("One a line")
        console.paste("ann@example.com; Name=Ann\nbob@exam")
        console.shows("1 recipient")
        console.quiet(0.5)
        console.kill()
    with PtyConsole(account, env=ENV) as console:
        console.shows("A message is begun")
        console.press("2")
        console.shows("Never lost")
        console.press("ctrl+s")
        console.shows("bob@exam")
        console.shows("1 recipient")


def test_two_killed_consoles_lose_nothing_of_each_other(account: Path) -> None:
    with PtyConsole(account, env=ENV) as one, PtyConsole(account, env=ENV) as other:
        for console in (one, other):
            console.shows("None yet")
            console.press("2")
            console.shows("own body")
        one.press(*"Typed in one")
        other.press(*"Typed in the other")
        for console in (one, other):
            console.shows("in another +console|in +another console|theirs is kept too|yours is kept")
        one.press(*" still")
        other.press(*" going on")
        for console in (one, other):
            console.quiet(0.5)
            console.kill()
    with PtyConsole(account, env=ENV) as console:
        console.shows("begun")
        console.press("2")
        first = console.shows("Typed in (one still|the other going on)")[1]
        console.shows("F3 another version")
        console.press("f3")
        console.shows("Typed in the other going on" if first == "one still" else "Typed in one still")


def test_an_edit_of_a_template_outlives_a_killed_console(account: Path) -> None:
    with PtyConsole(account, env=ENV) as console:
        open_editor(console)
        console.press(*"Kept ")
        console.shows("unsaved")
        console.quiet(0.5)
        console.kill()
    with PtyConsole(account, env=ENV) as console:
        open_editor(console)
        console.shows("Your unsaved edit is back")
        console.shows("Kept <p>Hi")


def open_editor(console: PtyConsole) -> None:
    console.shows("None yet")
    console.press("3")
    console.shows("hello +simple")
    console.press("e")
    console.shows("F4 plaintext")


def test_all_comes_back_when_the_terminal_is_large_enough_again(home: Path) -> None:
    with PtyConsole(home, ["demo"], size=(60, 15)) as console:
        console.shows("This terminal is 60x15; the console needs 70x20")
        console.resize(120, 36)
        console.shows("None yet")
        console.press("2")
        console.shows("own body")
        console.press(*"Hello")
        console.shows("Subject +Hello")
        console.resize(69, 40)
        console.shows("This terminal is 69x40")
        console.press("x", "S", "d")
        console.quiet(0.3)
        console.resize(70, 20)
        console.shows("Subject +Hello")
        console.press(*" again")
        console.shows("Subject +Hello again")
        console.resize(120, 36)
        console.shows("ACME Mail  UniOne.*account key.*SANDBOX")
        console.shows("Subject +Hello again .*Preview|Subject +Hello again .*To")


def test_going_from_field_to_field_keeps_what_stands_in_them(home: Path) -> None:
    with PtyConsole(home, ["demo"]) as console:
        console.shows("None yet")
        console.press("2")
        console.shows("own body")
        console.press(*"Hello", "tab", "shift+tab", *" again")
        console.shows("Subject +Hello again")
