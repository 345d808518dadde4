"""A test has the same name in every process: xdist refuses to run what its workers call differently."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

TESTS: Final = Path(__file__).parents[1]
CHANGING: Final = frozenset(
    [
        "gzip.compress",
        "uuid1",
        "uuid4",
        "now",
        "utcnow",
        "today",
        "time",
        "time_ns",
        "monotonic",
        "token_hex",
        "urandom",
        "id",
        "hash",
    ]
)
"""Functions that give something else in each process; ``gzip.compress`` writes the time."""


def called(node: ast.Call) -> str:
    """``gzip.compress`` for that, else the last name alone."""
    full = ast.unparse(node.func)
    return full if full in CHANGING else full.rpartition(".")[2]


def unstable(tree: ast.AST) -> Iterator[str]:
    """Values of ``parametrize`` that differ from process to process and name their test."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or called(node) != "parametrize":
            continue
        if any(keyword.arg == "ids" for keyword in node.keywords):
            continue
        for inner in ast.walk(ast.Tuple(elts=node.args[1:], ctx=ast.Load())):
            if isinstance(inner, ast.Call) and called(inner) in CHANGING:
                yield f"line {node.lineno}: {ast.unparse(inner)}"
        if len(node.args) > 1 and isinstance(node.args[1], ast.Set | ast.SetComp):
            yield f"line {node.lineno}: a set"


def test_names_stay() -> None:
    found = {
        path.relative_to(TESTS).as_posix(): lines
        for path in sorted(TESTS.rglob("*.py"))
        if (lines := list(unstable(ast.parse(path.read_text("utf-8")))))
    }
    assert not found


@pytest.mark.parametrize(
    "values", ['[gzip.compress(b"x")]', "[str(uuid4())]", "{1, 2}", "[datetime.now()]", "[object, id(x)]"]
)
def test_the_rule_can_fail(values: str) -> None:
    assert list(unstable(ast.parse(f'@pytest.mark.parametrize("x", {values})\ndef test(x): ...')))
