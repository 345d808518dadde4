"""Whatever goes wrong ends in a sentence with a way out; the console stays usable and shows no traceback."""

import asyncio
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.terminal.machine import PROGRAM, environment
from tests.terminal.pty_console import PtyConsole
from tests.terminal.services import (
    DOMAIN,
    KEY,
    VARIABLE,
    Answer,
    ScriptedService,
    page,
    refusal,
    sandbox,
    write_config,
)
from ue_console.services.drafts import ComposeDraft, DraftService
from ue_console.store.database import Database
from ue_console.store.drafts import Drafts

pytestmark = pytest.mark.terminal

ENV: Final = {VARIABLE: KEY}
GATEWAY: Final = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
NOWHERE: Final = "http://127.0.0.1:9"
"""A port on which nothing listens."""


@contextmanager
def told(home: Path, *sentences: str, key: str = KEY) -> Iterator[PtyConsole]:
    """A console that says the sentences after its start, and ends well when told to quit."""
    with PtyConsole(home, env={VARIABLE: key}) as console:
        console.shows("✗")
        for sentence in sentences:
            console.shows(words(sentence))
        yield console
        console.press("q")
        assert console.ended() == 0
    assert b"Traceback" not in console.raw
    assert b"fault of its own" not in console.raw


def words(sentence: str) -> str:
    """The words of a sentence, wherever a line ends; the rail may stand between two lines."""
    return r"(?:\s|▕|\d [A-Z][a-z]+|◂|✎)+".join(map(re.escape, sentence.split()))


@pytest.mark.parametrize(
    ("answer", "sentences"),
    [
        (
            refusal(401, 114, "User with id 1 not found"),
            ["code 114", "accounts live in one of us1 and eu1", "Set the account's region"],
        ),
        (refusal(403, 901, ""), ["HTTP 403", "Press r to try again."]),
        (page(502, GATEWAY), ["the page “502 Bad Gateway”", "any proxy between. Press r to try again."]),
        (page(200, "{"), ["broken form", "Press r to try again."]),
    ],
    ids=["another region", "forbidden", "a proxy's page", "broken JSON"],
)
def test_an_answer_that_is_no_success(home: Path, answer: Answer, sentences: list[str]) -> None:
    with ScriptedService({"*": answer}) as service:
        write_config(home, service.url)
        with told(home, *sentences) as console:
            console.press("3")
            console.shows("Nothing could be read.")
            console.shows(words("Press r to try again."))


def test_a_wrong_key(home: Path) -> None:
    sentences = ("The service does not know this API key. (HTTP 401, code 102)", "Copy the key again")
    with sandbox(home) as url:
        write_config(home, url)
        with told(home, *sentences, key="n0t4the4key4of4the4sandbox44"):
            pass


def test_no_key_in_the_environment(home: Path) -> None:
    write_config(home, NOWHERE)
    with PtyConsole(home) as console:
        console.shows(words(f"The environment variable {VARIABLE} is not set or empty."))
        console.shows(words(f"Set {VARIABLE} to the API key, then start the console again."))


def test_no_network(home: Path) -> None:
    write_config(home, NOWHERE)
    with told(home, "127.0.0.1:9 refused the connection.", "Check the network") as console:
        console.press("2")
        console.shows("own body")
        console.press(*"Offline", "ctrl+s")
        console.paste("ann@example.com")
        console.press("ctrl+s")
        console.shows("✗ ACME can't be used now: ")
        console.shows("Offline")


def test_a_service_that_never_answers_blocks_nothing(home: Path) -> None:
    with ScriptedService({"*": page(200, "")}) as service:
        service.silent |= {"system/info", "domain/list", "template/list"}
        write_config(home, service.url)
        with PtyConsole(home, env=ENV) as console:
            console.shows("loading")
            console.press("3")
            console.shows("Loading")
            console.press("2")
            console.shows("own body")
            console.press(*"Meanwhile")
            console.shows("Subject +Meanwhile")
            console.press("esc", "?")
            console.shows("Keys of this screen")
            console.press("esc", "q")
            assert console.ended(seconds=3) == 0
        assert {"system/info", "template/list"} <= set(service.asked)
    with PtyConsole(home, env=ENV) as console:
        console.shows("A message is begun")


def test_a_message_over_the_limit(home: Path) -> None:
    draft = ComposeDraft(
        from_email=f"shop@{DOMAIN}",
        subject="Large",
        html="<p>Large</p>",
        plaintext=("x" * 99 + "\n") * 110_000,
        recipients="ann@example.com",
    )
    asyncio.run(keep(home, draft))
    with sandbox(home) as url:
        write_config(home, url)
        with PtyConsole(home, env=ENV) as console:
            console.shows("A message is begun")
            console.press("2")
            console.shows("Large")
            console.press("ctrl+s", "ctrl+s")
            console.shows(r"\[review\]")
            console.shows("to mend before it can be sent")
            console.shows(words("takes 10 MB. (code 199)"))
            console.press("S")
            console.shows(words("Something must be mended first"))
            console.press("q")
            assert console.ended() == 0


async def keep(home: Path, draft: ComposeDraft) -> None:
    database = Database(home / "state" / "ue-console" / "state.db")
    await DraftService(Drafts(database), "ACME").keep_compose(draft)
    await database.close()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[accounts]\nname = ", "is not valid TOML"),
        ("version = 99\n", "was written by a newer version of the console"),
        ("[[accounts]]\nname = 3\n", "name of account 1 must be a text in quotes"),
        ('[[accounts]]\nname = "a\\u001b[2J"\nbase_url = "us1"\n', "characters that can't be shown"),
        (None, "can't be read (Is a directory)."),
    ],
    ids=["no TOML", "a newer version", "a wrong type", "a hostile name", "a folder"],
)
def test_a_config_that_cannot_be_used(home: Path, text: str | None, sentence: str) -> None:
    path = write_config(home, NOWHERE)
    if text is None:
        path.unlink()
        path.mkdir()
    else:
        path.write_text(text)
    with told(home, sentence, "q quits.") as console:
        console.press("?")
        console.shows("Keys of this screen")
        console.press("esc", "2", "3")
    assert text is None or path.read_text() == text


def test_a_damaged_database(home: Path) -> None:
    write_config(home, NOWHERE)
    path = home / "state" / "ue-console" / "state.db"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no database at all" * 300)
    with told(home, "is damaged (file is not a database).", "Move the file away and start again"):
        pass
    assert path.read_bytes() == b"no database at all" * 300


def test_a_database_damaged_meanwhile(home: Path) -> None:
    write_config(home, NOWHERE)
    with told(home, "refused the connection") as console:
        console.press("2")
        console.shows("own body")
        for path in (home / "state" / "ue-console").iterdir():
            path.write_bytes(b"x" * 5000)
        console.press(*"Still here")
        console.shows(words("is damaged"))
        console.shows("Subject +Still here")
        console.press("esc")


def test_bytes_that_are_no_text(home: Path) -> None:
    with PtyConsole(home, ["demo"]) as console:
        console.shows("None yet")
        console.press("2")
        console.shows("own body")
        console.press("a")
        console.send(b"\xff\xfe\x80")
        console.press("b")
        console.shows("Subject +a\ufffd+b")


@pytest.mark.parametrize("arguments", [[], ["demo"]])
def test_no_terminal(home: Path, arguments: list[str]) -> None:
    done = subprocess.run(
        [PROGRAM, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment(home),
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(
        r"ue-console: The console needs a terminal .*\. Run it in a terminal .*\.\n", done.stderr
    )
    assert not list(home.rglob("*.db"))


def test_errors_sent_elsewhere(home: Path) -> None:
    program = ["/bin/sh", "-c", f"exec {PROGRAM} demo 2>errors.txt"]
    with PtyConsole(home, program=program) as console:
        assert console.ended() == 1
    assert "The console needs a terminal" in (home / "errors.txt").read_text()
