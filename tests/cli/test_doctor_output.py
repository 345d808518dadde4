"""The report reaches whatever stdout is: narrow, without Unicode, closed, full, read no further."""

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.doctoring import Machine
from tests.sandbox.running import Running
from tests.terminal.machine import PROGRAM
from tests.terminal.pty_console import PtyConsole
from ue_console.rendering.display_width import display_width

ASCII = {
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONUTF8": "0",
    "PYTHONIOENCODING": "ascii",
}
README = Path(__file__).parents[2] / "README.md"


def test_in_forty_columns(machine: Machine, service: Running) -> None:
    machine.account("千代 Büro with a name that is long enough", service.url)
    lines = machine.run(COLUMNS="40").stdout.splitlines()
    assert max(map(display_width, lines)) <= 40
    assert len(lines) > 30


@pytest.mark.parametrize("arguments", [(), ("--json",)], ids=["text", "json"])
def test_without_unicode(machine: Machine, service: Running, arguments: tuple[str, ...]) -> None:
    machine.account("千代 Büro", service.url)
    done = machine.run(*arguments, **ASCII)
    assert done.returncode == 0
    assert done.stdout.isascii()
    if arguments:
        assert json.loads(done.stdout)["accounts"][0]["name"] == "千代 Büro"
    else:
        assert "+ ?? B?ro\n" in done.stdout
        assert "+ Everything works" in done.stdout
        assert "key ****" in done.stdout


@pytest.mark.parametrize("json_too", ["", " --json"], ids=["text", "json"])
@pytest.mark.parametrize("end", ["| head -1", ">&-", "| true"])
def test_a_reader_who_has_seen_enough(machine: Machine, json_too: str, end: str) -> None:
    program = f"{shlex.quote(PROGRAM)} doctor{json_too} {end}"
    done = machine.run(around=["sh", "-c", program, "sh"])
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk(machine: Machine) -> None:
    done = machine.run(around=["sh", "-c", f"{shlex.quote(PROGRAM)} doctor >/dev/full", "sh"])
    assert done.returncode == 1
    assert done.stderr == "ue-console: The output can't be written: no space left on device.\n"


def test_colours_are_for_terminals_that_want_them(home: Path) -> None:
    def written(**env: str) -> bytes:
        with PtyConsole(home, ["doctor"], size=(60, 40), env=env) as console:
            assert console.ended() == 0
            return bytes(console.raw)

    assert b"\x1b[32m\xe2\x9c\x93\x1b[0m Everything works" in written()
    assert b"\x1b" not in written(NO_COLOR="1")
    assert b"\x1b" not in written(TERM="dumb")


def test_every_key_of_the_json_is_in_the_readme(machine: Machine, service: Running) -> None:
    machine.account("ACME", service.url)
    text = README.read_text("utf-8").partition("## When something doesn't work")[2].partition("\n## ")[0]
    words = set(text.replace("`", " ").replace(",", " ").replace("|", " ").split())

    def keys(value: object) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(keys, value))
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set()

    assert keys(machine.report().data) - words == set()
