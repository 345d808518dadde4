"""Rooms stay liveable: files of at most 300 lines, functions of at most 40."""

import ast
from collections.abc import Iterator
from typing import Final

from tests.rules.source import files, place, trees

FILE_LINES: Final = 300
FUNCTION_LINES: Final = 40


def long_functions(where: str, tree: ast.Module) -> Iterator[str]:
    """Functions over the limit; decorators don't count."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > FUNCTION_LINES:
            yield f"{where}:{node.lineno} {node.name} has {lines} lines"


def test_files_are_short() -> None:
    sizes = {
        place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files((".py", ".tcss"))
    }
    assert not {name: lines for name, lines in sizes.items() if lines > FILE_LINES}


def test_functions_are_short() -> None:
    assert not [line for where, tree in trees() for line in long_functions(where, tree)]


def test_the_function_rule_can_fail() -> None:
    fits = "async def f():\n" + "    x = 1\n" * (FUNCTION_LINES - 1)
    assert not list(long_functions("a.py", ast.parse(fits)))
    assert list(long_functions("a.py", ast.parse(fits + "    x = 2\n")))
