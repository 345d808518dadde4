"""Hostile text in everything that an operator meets, on a real terminal: none of it does anything."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.terminal import walks
from tests.terminal.hostile import EVERYTHING, MARKUP, ONE_LINE, SURROGATE
from tests.terminal.pty_console import PATIENCE, PtyConsole
from tests.terminal.services import (
    DOMAIN,
    KEY,
    VARIABLE,
    ScriptedService,
    call,
    page,
    refusal,
    sandbox,
    success,
    write_config,
)
from tests.terminal.wire import leaks

pytestmark = pytest.mark.terminal

ACCOUNT: Final = f"{MARKUP['action']}{MARKUP['closing']}"
UUID: Final = r"[0-9a-f-]{36}"
ENV: Final = {VARIABLE: KEY}
UNGUARDED: Final = (
    "import sys\n"
    "from ue_console.cli import main\n"
    "from ue_console.tui.guard import Guard\n"
    "Guard.apply = lambda self, segments, background: segments\n"
    "sys.exit(main([]))\n"
)
"""The program with its last guard taken out."""


class Blind(PtyConsole):
    """Presses on without looking: a screen under attack can't be read."""

    def shows(self, pattern: str, seconds: float = 0.2) -> None:  # type: ignore[override]
        self.pump(seconds)
        self.quiet(seconds)

    def draw(self, data: bytes) -> None:
        """Draw nothing."""


@pytest.fixture
def hostile(home: Path) -> Iterator[Path]:
    """A home whose account has a template for each hostile text, and one with all of them."""
    with sandbox(home) as url:
        for name, text in {**EVERYTHING, "all": ONE_LINE}.items():
            call(url, "template/set", {"template": template(f"{text} {name}", text)})
        write_config(home, url, name=ACCOUNT)
        yield home


def template(name: str, text: str) -> dict[str, object]:
    lines = "\n".join(EVERYTHING.values()) if text == ONE_LINE else text
    return {
        "name": name,
        "subject": f"{text} subject",
        "from_email": f"shop@{DOMAIN}",
        "from_name": f"{text} from",
        "body": {
            "html": f"<p title='{lines}'>{lines}</p><a href='http://pwn.example/{text}'>x</a>{{{{Value}}}}",
            "plaintext": f"{lines} {{{{Value}}}}",
            "amp": f"<html amp4email><body>{lines}</body></html>",
        },
        "headers": {"X-Harmless": "\u202e\x9b2J\u200b[/]"},
        "global_substitutions": {"Value": text},
        "global_metadata": {"m": text},
    }


def walk(console: PtyConsole) -> None:
    walks.filter_all(console)
    walks.click_markup(console)
    walks.read_template(console)
    walks.edit_template(console)
    walks.compose(console)
    walks.accounts(console)


def test_nothing_hostile_reaches_the_terminal(hostile: Path) -> None:
    with PtyConsole(hostile, size=walks.SIZE, env=ENV) as console:
        walk(console)
        console.press("q")
        assert console.ended() == 0
    assert leaks(bytes(console.raw), walks.SIZE, copied=UUID) == []


def test_without_the_guard_the_same_way_leaks(hostile: Path) -> None:
    with Blind(hostile, size=walks.SIZE, env=ENV, program=[sys.executable, "-c", UNGUARDED]) as console:
        while b"None yet" not in console.raw:
            assert console.pump(PATIENCE)
        walks.filter_all(console)
        walks.edit_template(console)
        assert console.process.poll() is None
    found = "\n".join(leaks(bytes(console.raw), walks.SIZE, copied=UUID))
    for leaked in (r"'\x1b' between", r"]0;PWN01", r"'\x9b' between", r"'\u202e' between"):
        assert leaked in found


HOSTILE: Final = f"{SURROGATE} {ONE_LINE}"


def hostile_service() -> ScriptedService:
    """A service that puts hostile text wherever it can."""
    domain = {
        "domain": DOMAIN,
        "verification-record": {"value": HOSTILE, "status": "confirmed"},
        "dkim": {"key": HOSTILE, "status": "active"},
    }
    found = {
        **template(HOSTILE, HOSTILE),
        "id": HOSTILE,
        "created": HOSTILE,
        "template_engine": HOSTILE,
        "project_name": HOSTILE,
        "a_new_field": {HOSTILE: [HOSTILE]},
        "reply_to": HOSTILE,
        "headers": {HOSTILE: HOSTILE},
    }
    return ScriptedService(
        {
            "system/info": success(user_id=1, email=HOSTILE, project_id=HOSTILE, project_name=HOSTILE),
            "domain/list": success(domains=[domain, {"domain": HOSTILE}]),
            "template/list": success(templates=[found, {**found, "id": "2", "template_engine": "simple"}]),
            "template/set": refusal(400, 98765, HOSTILE, failed_emails={HOSTILE: HOSTILE}),
            "email/send": success(
                job_id=HOSTILE,
                emails=["ann@example.com"],
                failed_emails={HOSTILE: HOSTILE, "bob@example.com": HOSTILE},
            ),
        }
    )


def walk_hostile_service(console: PtyConsole, service: ScriptedService) -> None:
    console.shows("None yet")
    console.press("3")
    console.shows(r"Templates +2\b")
    console.press("down", "up", "y")
    console.shows("Sent the template's id")
    console.press("v")
    console.shows("global_substitutions")
    console.press("end")
    console.shows("a_new_field|project_name")
    console.press("esc", "n")
    console.shows("New template")
    console.press("x", "ctrl+s")
    console.shows("code 98765")
    console.press("esc", "esc", "2")
    console.shows("own body")
    console.paste("Hello")
    console.press("tab")
    console.paste(f"shop@{DOMAIN}")
    console.press("tab", "tab", "tab")
    console.paste("<p>Hello</p>")
    console.press("ctrl+s")
    console.shows("One a line")
    console.paste("ann@example.com\nbob@example.com\n")
    console.shows("2 recipients")
    console.press("ctrl+s")
    console.shows("Ready to send")
    console.press("S")
    console.shows("Send 2 mails")
    console.press("y")
    console.shows("1 accepted")
    console.press("down", "down", "1")
    console.shows("Hello")
    service.answers["system/info"] = refusal(400, 98764, HOSTILE)
    console.press("r")
    console.shows("code 98764")
    service.answers["system/info"] = page(200, f"<html><title>{ONE_LINE}</title>")
    console.press("r")
    console.shows("with the page")


def test_a_hostile_service_does_nothing_to_the_terminal(home: Path) -> None:
    with hostile_service() as service:
        write_config(home, service.url)
        with PtyConsole(home, size=walks.SIZE, env=ENV) as console:
            walk_hostile_service(console, service)
            console.press("q")
            assert console.ended() == 0
    assert leaks(bytes(console.raw), walks.SIZE, copied=r"PWN40\ufffdok[\s\S]*") == []
