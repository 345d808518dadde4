"""The package's source files, for rules that are checked by reading them."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import ue_console

PACKAGE: Final = Path(ue_console.__file__).parent


def files(suffixes: tuple[str, ...] = (".py",)) -> list[Path]:
    """All files of the package with one of ``suffixes``."""
    found = sorted(path for path in PACKAGE.rglob("*") if path.suffix in suffixes)
    assert found, PACKAGE
    return found


def place(path: Path) -> str:
    """``api/http.py``: a file as the rules call it."""
    return path.relative_to(PACKAGE).as_posix()


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Each module's place and syntax tree."""
    for path in files():
        yield place(path), ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
