"""From the list of templates to three mails in the mailbox, by keys alone: what is shown is what arrives."""

import re
from email.message import EmailMessage
from pathlib import Path
from typing import Final

import pytest

from tests.sandbox.running import parsed, texts
from tests.terminal.pty_console import PtyConsole
from tests.terminal.services import mailbox
from tests.terminal.wire import leaks

pytestmark = pytest.mark.terminal

EMAILS: Final = ("ann@example.com", "bela@example.org", "chiyo@example.net")
PEOPLE: Final = """\
Ann <ann@example.com>; first_name=Ann; account_manager=Maya
Béla <bela@example.org>; first_name=Béla; account_manager=Jo & Co; seats:=3; \
plan:={"name":"Solo","period":"month","price":"9.00","features":["<One>","Two"]}
千代 <chiyo@example.net>; first_name=千代; account_manager=Maya; changes:=[]
"""
SCROLLBAR: Final = "▁▂▃▄▅▆▇█"


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
def test_the_mails_in_the_mailbox_are_those_on_the_screen(home: Path, size: tuple[int, int]) -> None:
    with PtyConsole(home, ["demo"], size=size) as console:
        port = console.shows(r"127\.0\.0\.1:(\d+)")[1]
        compose(console)
        shown = [preview(console, number, email) for number, email in enumerate(EMAILS, 1)]
        console.press("S")
        console.shows("Send 3 mails")
        console.press("y")
        console.shows("3 accepted")
        mails = [parsed(mail) for mail in mailbox(f"http://127.0.0.1:{port}")]
        console.press("q")
        assert console.ended() == 0
    assert [mail["To"].addresses[0].addr_spec for mail in mails] == list(EMAILS)
    for (subject, html, plaintext), mail in zip(shown, mails, strict=True):
        assert subject == mail["Subject"]
        assert_shown(html, "text/html", mail)
        assert_shown(plaintext, "text/plain", mail)
        if size == (120, 36):
            assert squeezed(plaintext) == squeezed(texts(mail)["text/plain"])
    assert leaks(bytes(console.raw), size) == []


def compose(console: PtyConsole) -> None:
    """Filter the templates, preview one, take it into Compose, name the recipients, review."""
    console.shows("None yet")
    console.press("3")
    console.shows("welcome")
    console.press("/", *"renewal")
    console.shows("1 of 16")
    console.press("enter", "enter")
    console.shows("Another year together")
    console.press("c")
    console.shows(r"\[message\]")
    console.press("ctrl+s")
    console.shows("One a line")
    console.paste(PEOPLE)
    console.shows("3 recipients")
    console.press("ctrl+s")
    console.shows("Ready to send")


def preview(console: PtyConsole, number: int, email: str) -> tuple[str, str, str]:
    """What the review shows for one recipient: subject, HTML source, plaintext; then on to the next."""
    console.shows(f"as text · {number}/3")
    console.shows(re.escape(email))
    subject = console.shows(r"Subject +(Your (?:Workshop|Solo) plan renews .*)")[1]
    console.press("p")
    console.shows("HTML source")
    console.shows("<!doctype html>")
    html = pane(console)
    console.press("p")
    console.shows(f"plaintext · {number}/3")
    console.shows("Another (?:year|month) together")
    plaintext = pane(console)
    console.press("p", "p")
    console.shows("as text")
    console.press("right")
    return subject, html, plaintext


def pane(console: PtyConsole) -> str:
    """The text under the preview's head."""
    console.quiet()
    lines = console.text.split("\n")
    head = next(place for place, line in enumerate(lines) if re.search("Preview .*‹ ›", line))
    edge = lines[head].index("Preview")
    rule = next(place for place in range(head, len(lines)) if "▔" in lines[place][edge:])
    return "\n".join(line[edge:].rstrip().rstrip(SCROLLBAR) for line in lines[rule + 1 : -1])


def squeezed(text: str) -> str:
    """A text without the white space, which the pane's width decides."""
    return "".join(text.split())


def assert_shown(seen: str, kind: str, mail: EmailMessage) -> None:
    """What is visible of a part is how that part of the mail begins."""
    assert len(squeezed(seen)) > 60
    assert squeezed(texts(mail)[kind]).startswith(squeezed(seen))
