"""Where in a TOML text an entry stands: the standard parser doesn't say."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r'''(?P<space>[ \t\r]+|\#[^\n]*)
    |(?P<text>"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')
    |(?P<sign>[\n\[\]{},.=])
    |(?P<word>[^\s\[\]{},.=#"']+)''',
    re.VERBOSE | re.DOTALL,
)
_END: Final = ""

Path = tuple[str | int, ...]


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def lines_of(text: str) -> Mapping[str, int]:
    """Find every entry of a valid TOML text.

    Returns:
        Path → line, from 1. A path is ``accounts.1.name`` for the name of the second account, and
        ``keys.templates.new`` however the dots of that are written.
    """
    scan = _Scan(text)
    scan.run()
    return scan.lines


def line_at(lines: Mapping[str, int], *path: str | int) -> int | None:
    """The line of an entry, or else that of the innermost table around it that is there."""
    for length in range(len(path), 0, -1):
        if line := lines.get(_joined(path[:length])):
            return line
    return None


def _joined(path: Path) -> str:
    return ".".join(map(str, path))


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "space":
            yield _Token(found.lastgroup or "", found[0], line)
        line += found[0].count("\n")
    while True:
        yield _Token("sign", _END, line)


class _Scan:
    """One walk over a text that is known to be valid."""

    def __init__(self, text: str) -> None:
        self.lines: dict[str, int] = {}
        self._tokens = _tokens(text)
        self._token = next(self._tokens)
        self._table: Path = ()
        self._sizes: dict[str, int] = {}
        """How many tables each list of tables has so far."""

    def run(self) -> None:
        """Statement by statement, to the end."""
        while self._token != ("sign", _END, self._token.line):
            if self._is("\n"):
                self._next()
            elif self._is("["):
                self._header()
            else:
                self._entry(self._table)

    def _is(self, *signs: str) -> bool:
        return self._token.kind == "sign" and self._token.text in signs

    def _next(self) -> None:
        self._token = next(self._tokens)

    def _header(self) -> None:
        line = self._token.line
        self._next()
        is_list = self._is("[")
        names = self._key("]")
        path: Path = ()
        for name in names[:-1]:
            path = self._last_of((*path, name))
            self._keep(path, line)
        path = (*path, *names[-1:])
        self._keep(path, line)
        if is_list:
            joined = _joined(path)
            self._sizes[joined] = self._sizes.get(joined, 0) + 1
        self._table = self._last_of(path)
        self._keep(self._table, line)
        while not self._is("\n", _END):
            self._next()

    def _last_of(self, path: Path) -> Path:
        """``[accounts.x]`` belongs to the last of the accounts so far."""
        size = self._sizes.get(_joined(path))
        return (*path, size - 1) if size else path

    def _entry(self, table: Path) -> None:
        path, line = table, self._token.line
        for name in self._key("="):
            path = (*path, name)
            self._keep(path, line)
        self._next()
        self._value(path)

    def _key(self, end: str) -> list[str]:
        """The names up to a sign, without their dots and quotes."""
        names = []
        while not self._is(end, "\n", _END):
            if self._token.kind == "text":
                names.append(str(tomllib.loads(f"x={self._token.text}")["x"]))
            elif self._token.kind == "word":
                names.append(self._token.text)
            self._next()
        return names

    def _value(self, path: Path) -> None:
        if self._is("["):
            self._items(path)
        elif self._is("{"):
            self._next()
            while not self._is("}", _END):
                if self._is(",", "\n"):
                    self._next()
                else:
                    self._entry(path)
            self._next()
        else:
            while self._token.kind != "sign" or self._is("."):
                self._next()

    def _items(self, path: Path) -> None:
        self._next()
        index = 0
        while not self._is("]", _END):
            if self._is(",", "\n"):
                index += self._is(",")
                self._next()
            else:
                self._keep((*path, index), self._token.line)
                self._value((*path, index))
                if self._is("}", "="):  # in a text that isn't valid
                    self._next()
        self._next()

    def _keep(self, path: Path, line: int) -> None:
        self.lines.setdefault(_joined(path), line)
