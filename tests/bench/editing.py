"""From a key in a template of 100 kB to its echo and to the changed preview.

The whole way is measured, in the program itself: a sandbox in a process of its own holds the
templates, the console runs on it in a pseudo-terminal, and a key counts as shown when the output
that puts it on the screen has been read. A pilot and hooks in the process would leave out the
terminal's part, and would share their interpreter with what they measure.
"""

import json
import os
import re
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.bench.starting import CONSOLE
from tests.bench.terminal import PATIENCE, Terminal
from ue_console.models.account import Account, Environment, KeyHome
from ue_console.store.config import Config, ConfigFile
from ue_console.store.paths import Paths

SIZE: Final = 100_000
"""Characters of the template's HTML."""
ENGINES: Final = ("simple", "velocity")
KEY: Final = "benchkey"
_VARIABLE: Final = "UE_BENCH_KEY"
_API: Final = "/en/transactional/api/v1"
WORD: Final = 20
"""Letters typed before they are taken back."""
MARKER: Final = "Marker"
_IN_EDITOR: Final = re.compile(f"<p>{MARKER}(x*)")
_IN_PREVIEW: Final = re.compile(f"(?<!>){MARKER}(x*)")
_PAUSE: Final = 0.25
"""Seconds between single keys: longer than all work that one brings about."""
_HELD: Final = 1 / 30
"""Seconds between the keys of a held key."""

_FONT: Final = "font:400 15px/22px Helvetica,Arial,sans-serif;color:#1e2428;"
_NAMES: Final = {
    "simple": "<strong>{{name_%d}}</strong> for {{first_name}}",
    "velocity": "#if($name_%d)<strong>$esc.html($name_%d)</strong>#end for $first_name",
}
_SUMS: Final = {"simple": "{{sum_%d}}", "velocity": "$sum_%d"}


def row(engine: str, number: int) -> str:
    """A table row as mails have it, styled cell by cell, in the engine's language."""
    name, amount = (text.replace("%d", str(number)) for text in (_NAMES[engine], _SUMS[engine]))
    return (
        f'<tr>\n  <td valign="top" style="padding:12px 0 0 0;{_FONT}">{name}</td>\n'
        f'  <td align="right" style="padding:12px 0 0 12px;{_FONT}">€{amount}</td>\n</tr>\n'
    )


@dataclass(frozen=True, slots=True)
class Typing:
    """Milliseconds, one number a key."""

    echo: list[float]
    """Until the key stands in the editor."""
    preview: list[float]
    """Until it stands in the preview."""
    held_echo: list[float]
    """The echo while 30 keys a second come, whatever the preview does."""


def source(engine: str) -> str:
    """A mail of ``SIZE`` characters: a paragraph to type in, and a long table."""
    text, number = f"<p>{MARKER}</p>\n<table>\n", 0
    end = "</table>"
    while len(text) + len(added := row(engine, number)) + len(end) <= SIZE:
        text += added
        number += 1
    return (text + end).ljust(SIZE)


def values(html: str) -> dict[str, object]:
    """A value for every tag."""
    numbers = range(html.count("</tr>"))
    names = {f"name_{number}": f"Item no. {number}" for number in numbers}
    return {"first_name": "Ann"} | names | {f"sum_{number}": 10 + number for number in numbers}


@contextmanager
def sandbox(key: str = KEY) -> Iterator[str]:
    """A sandbox that holds one such template for each engine; gives its base URL."""
    command = [*CONSOLE, "sandbox", "--seed", "empty", "--unione-key", key]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            url = server.stdout.readline().split()[1] + _API
            for engine in ENGINES:
                _keep(url, engine, key)
            yield url
        finally:
            server.terminate()


def _keep(url: str, engine: str, key: str) -> None:
    html = source(engine)
    template = {
        "name": f"bench-{engine}",
        "subject": "Bench",
        "template_engine": engine,
        "global_substitutions": values(html),
        "body": {"html": html},
    }
    request = urllib.request.Request(
        f"{url}/template/set.json",
        data=json.dumps({"template": template}).encode(),
        headers={"X-API-KEY": key, "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer)["status"] == "success"


def measure(url: str, engine: str, keys: int) -> Typing:
    """Type ``keys`` keys one by one, then as many held down, into the engine's template."""
    with TemporaryDirectory() as folder:
        env = home(Path(folder), url)
        with Terminal((*CONSOLE,), env=env) as terminal:
            terminal.shows("Needs attention")
            for keys_then, awaited in (
                (b"3", f"bench-{engine}"),
                (b"/", "filter"),
                (engine.encode(), "1 of 2"),
                (b"\r", f"bench-{engine}"),
                (b"e", f"{SIZE:,} characters"),
                (b"\x1b[C" * len(f"<p>{MARKER}"), MARKER),
            ):
                terminal.send(keys_then)
                terminal.shows(awaited)
                terminal.settle(2 * _PAUSE)
            echo, preview = _single(terminal, keys)
            return Typing(echo, preview, _held(terminal, keys))


def home(folder: Path, url: str, key: str = KEY) -> dict[str, str]:
    """An operator's folders with one account, its key in the environment."""
    paths = Paths(folder / "config" / "ue-console", folder / "state" / "ue-console")
    account = Account(
        name="Bench",
        base_url=url,
        environment=Environment.SANDBOX,
        key_home=KeyHome.ENVIRONMENT,
        key_variable=_VARIABLE,
    )
    ConfigFile(paths.config_file).save(Config(accounts=[account], last_account=account.name))
    folders = {"XDG_CONFIG_HOME": folder / "config", "XDG_STATE_HOME": folder / "state"}
    return {_VARIABLE: key, "HOME": str(folder)} | {name: os.fspath(path) for name, path in folders.items()}


def _single(terminal: Terminal, keys: int) -> tuple[list[float], list[float]]:
    echo: list[float] = []
    preview: list[float] = []
    while len(echo) < keys:
        for typed in range(1, WORD + 1):
            pressed = terminal.send(b"x")
            terminal.listen(_PAUSE)
            in_editor, in_preview = _arrivals(terminal, typed)
            echo.append((in_editor[typed] - pressed) * 1000)
            preview.append((in_preview[typed] - pressed) * 1000)
        _empty(terminal)
    return echo, preview


def _held(terminal: Terminal, keys: int) -> list[float]:
    echo: list[float] = []
    while len(echo) < keys:
        pressed = []
        for _ in range(WORD):
            pressed.append(terminal.send(b"x"))
            terminal.listen(_HELD)
        terminal.listen(_PAUSE)
        in_editor, _ = _arrivals(terminal, WORD)
        echo += [(in_editor[typed] - moment) * 1000 for typed, moment in enumerate(pressed, 1)]
        _empty(terminal)
    return echo


def _arrivals(terminal: Terminal, wanted: int) -> tuple[dict[int, float], dict[int, float]]:
    """When each count of letters, up to ``wanted``, was first seen: in the editor, in the preview."""
    seen: tuple[dict[int, float], dict[int, float]] = ({}, {})
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        while (moment := terminal.drawn(lambda it: True)) is not None:
            for place, pattern in zip(seen, (_IN_EDITOR, _IN_PREVIEW), strict=True):
                found = pattern.search(terminal.text())
                for count in range(1, len(found[1]) + 1 if found else 0):
                    place.setdefault(count, moment)
        if all(wanted in place for place in seen):
            return seen
        terminal.listen(_PAUSE)
    raise TimeoutError(f"never: {wanted} letters in editor and preview\n{terminal.text()}")


def _empty(terminal: Terminal) -> None:
    """Take the letters back, so that they never wrap."""
    terminal.send(b"\x7f" * WORD)
    terminal.settle(2 * _PAUSE)
