"""Who may import whom: floors look downwards only, and heavy libraries have one door each."""

import ast
import subprocess
import sys
from collections.abc import Iterable
from typing import Final, NamedTuple

import pytest

from tests.rules.source import trees

GROUND: Final = {"errors", "text", "api_codes", "__version__"}
"""The lowest floor: display-safe text, the error tree and the catalogue of API codes."""
SHOWN: Final = {"rendering.mail", "rendering.result", "rendering.html_text"}
"""What the console draws of a render: its values, and HTML as text in the width of a pane."""
ROOMS: Final[dict[str, set[str]]] = {
    "__init__": set(),
    "errors": set(),
    "text": set(),
    "api_codes": {"errors", "text"},
    "models": GROUND,
    "rendering": GROUND | {"models"},
    "api": GROUND | {"models"},
    "store": GROUND | {"models"},
    "resolver": GROUND,
    "sandbox": GROUND | {"models", "rendering"},
    "receiver": GROUND | {"models"},
    "services": GROUND | {"models", "rendering", "api", "store", "receiver", "resolver"},
    "tui": GROUND | {"models", "services", *SHOWN},
    "cli": GROUND | {"models", "services", "rendering", "api", "store", "sandbox", "tui"},
    "__main__": {"cli"},
}
"""Room → what it may import from the package, itself aside."""

DOORS: Final[dict[str, tuple[str, ...]]] = {
    "httpx": ("api/http.py", "api/handler.py"),
    "keyring": ("store/",),
    "textual": ("tui/",),
    "rich": ("tui/",),
    "starlette": ("sandbox/",),
    "uvicorn": ("sandbox/",),
    "sqlite3": ("store/", "sandbox/"),
    "dns": ("resolver/", "sandbox/dns_"),
    "h11": ("receiver/", "sandbox/outgoing.py"),
}
"""Library → the only places that may import it."""

START: Final = ("textual", "httpx", "pydantic", "keyring", "uvicorn", "starlette", "dns")
"""What ``ue-console --version`` must not pay for."""


class Import(NamedTuple):
    """One imported name and where it stands."""

    place: str
    name: str
    line: int
    top_level: bool

    def __str__(self) -> str:
        return f"{self.place}:{self.line} imports {self.name}"


def imports_of(place: str, tree: ast.Module) -> list[Import]:
    inner = {id(node) for outer in ast.walk(tree) if is_function(outer) for node in ast.walk(outer)}
    return [
        Import(place, name, node.lineno, id(node) not in inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in names_in(node, place)
    ]


def is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def names_in(node: ast.Import | ast.ImportFrom, place: str) -> list[str]:
    """Full names, relative ones resolved against the importing file's folder."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    folders = ["ue_console", *place.split("/")[:-1]]
    base = folders[: len(folders) - node.level + 1] if node.level else []
    module = [node.module] if node.module else []
    return [".".join([*base, *module, alias.name]) for alias in node.names]


def inside(name: str, allowed: Iterable[str]) -> bool:
    return any(name == root or name.startswith(root + ".") for root in allowed)


def wrong_floors(imports: Iterable[Import]) -> list[str]:
    wrong = []
    for entry in imports:
        library, _, target = entry.name.partition(".")
        room = entry.place.split("/")[0].removesuffix(".py")
        if library == "ue_console" and not inside(target, ROOMS[room] | {room}):
            wrong.append(str(entry))
    return wrong


def wrong_doors(imports: Iterable[Import]) -> list[str]:
    return [
        str(entry)
        for entry in imports
        for library, doors in DOORS.items()
        if inside(entry.name, [library]) and not entry.place.startswith(doors)
    ]


ALL: Final = [entry for place, tree in trees() for entry in imports_of(place, tree)]


def test_imports_go_downwards() -> None:
    assert not wrong_floors(ALL)


def test_heavy_libraries_come_in_by_one_door() -> None:
    assert not wrong_doors(ALL)


def test_the_command_line_starts_the_interface_late() -> None:
    upper = [e for e in ALL if e.place.startswith("cli/") and inside(e.name, ["ue_console.tui"])]
    assert not [str(entry) for entry in upper if entry.top_level]


@pytest.mark.parametrize("module", ["ue_console", "ue_console.cli"])
def test_the_start_imports_nothing_heavy(module: str) -> None:
    program = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "ue_console" in loaded
    assert not loaded & set(START)


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("services/templates.py", "from ue_console.tui.app import App"),
        ("services/templates.py", "from ue_console import sandbox"),
        ("api/http.py", "import ue_console.store.config"),
        ("store/config.py", "def f():\n    from ue_console.api import transport"),
        ("tui/app.py", "from ue_console.api.transport import Transport"),
        ("tui/app.py", "from ue_console.rendering.engines import render"),
        ("rendering/mail.py", "from ue_console.services import templates"),
        ("tui/screens/home.py", "from ...api import transport"),
        ("services/templates.py", "from .. import tui"),
        ("text.py", "from ue_console.errors import ConsoleError"),
    ],
)
def test_the_floor_rule_can_fail(place: str, line: str) -> None:
    assert len(wrong_floors(imports_of(place, ast.parse(line)))) == 1


@pytest.mark.parametrize("library", ["textual.app", "sqlite3", "keyring", "httpx"])
def test_the_door_rule_can_fail(library: str) -> None:
    found = imports_of("services/templates.py", ast.parse(f"def f():\n    import {library}"))
    assert len(wrong_doors(found)) == 1
    assert not found[0].top_level
