"""A TOML text of the operator's: read within limits, and what is wrong in it told with its place."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Final

from ue_console.errors import ConfigError, ConsoleError
from ue_console.store.config_lines import line_at, lines_of
from ue_console.text import plural, safe_line

MOST_BYTES: Final = 4_000_000
"""Of a file; the parser takes some seconds for these."""

MOST_COLUMNS: Final = 10_000
"""Of a line; a longer one can hold a name of so many parts that the parser takes minutes."""

_LONGEST_NAME: Final = 60
_KEYLIKE: Final = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[!-~]{16,}")
_HOLDS_SECRETS: Final = re.compile(
    r"(api|app|user|access)?[_-]?(key|secret|token|password|passphrase)s?", re.I
)
_PLAIN: Final = {
    "Cannot overwrite a value": "an entry is there twice",
    "Cannot declare": "a table is there twice",
    "Cannot redefine namespace": "a table is there twice",
    "Cannot mutate immutable namespace": "a table is there twice",
    "Duplicate inline table key": "an entry is there twice",
}
"""What the parser says, without the names that it repeats → what is meant."""

_PLACE: Final = re.compile(r" \(at [^()]*\)\Z")


class Source:
    """The bytes of a file and how it is called.

    Args:
        data: UTF-8, with or without a byte order mark.
        shown: The file as messages call it: ``the config file ~/x.toml``.
        error: What to raise where something is wrong.

    Raises:
        ConsoleError: The bytes are no UTF-8, or more than the limits allow.
    """

    def __init__(self, data: bytes, shown: str, error: type[ConsoleError] = ConfigError) -> None:
        self.shown = shown
        self._error = error
        if len(data) > MOST_BYTES:
            size = (
                f"{len(data) / 1_000_000:,.1f} MB, more than the {MOST_BYTES // 1_000_000} MB that are read"
            )
            raise self.fault(f"has {size}", "Check that it is the right file.")
        self.text = self._decoded(data)

    def data(self) -> dict[str, Any]:
        """What the text says.

        Raises:
            ConsoleError: It is no valid TOML; its sentence names line and column, and repeats nothing.
        """
        for number, line in enumerate(self.text.split("\n"), 1):
            if len(line) > MOST_COLUMNS:
                length = plural(len(line), "character")
                raise self.fault(f"has a line of {length}, more than {MOST_COLUMNS:,} (line {number})")
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise self.fault(f"is not valid TOML: {_plain(str(error))}") from None
        except RecursionError:
            raise self.fault("is nested too deeply") from None

    def fault(
        self, why: str, remedy: str = "Correct that line, or move the file away to begin a new one."
    ) -> ConsoleError:
        """An error about the file as a whole."""
        return self._error(f"{self.shown[:1].upper()}{self.shown[1:]} {why}.", remedy)

    def wrong(self, path: tuple[str | int, ...], why: str, remedy: str = "Correct it.") -> ConsoleError:
        """An error about the entry at ``path``; what the entry says is never part of it."""
        return self._error(self.told(path, why), remedy)

    def told(self, path: tuple[str | int, ...], why: str) -> str:
        """``In the config file x, environment of account 2 is … (line 7).``"""
        owner = f" of account {path[1] + 1}" if len(path) > 2 and isinstance(path[1], int) else ""
        entry = path[-1] if isinstance(path[-1], str) else f"entry {path[-1] + 1} of {path[0]}"
        line = line_at(self._lines, *path)
        place = f" (line {line})" if line else ""
        return f"In {self.shown}, {shown_name(entry)}{owner} {why.removesuffix('.')}{place}."

    def check_known(
        self, path: tuple[str | int, ...], table: Mapping[str, Any], known: Iterable[str]
    ) -> None:
        """Refuse the first entry of a table that is not among the known ones."""
        for entry in table:
            if entry in known:
                continue
            if _HOLDS_SECRETS.fullmatch(entry):
                remedy = "Remove it; keys are entered on the Accounts screen (9, then K)."
                raise self.wrong((*path, entry), "has no place here: no API key is kept in this file", remedy)
            why = f"is not known{nearest(entry, known)}"
            raise self.wrong((*path, entry), why, "Correct or remove it.")

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        try:
            return lines_of(self.text)
        except RecursionError:
            return {}

    def _decoded(self, data: bytes) -> str:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise self.fault(f"is not UTF-8 text (line {line})", "Save it as UTF-8.") from None


def nearest(entry: object, known: Iterable[str]) -> str:
    """``; the nearest is theme``, or nothing where nothing is near."""
    near = difflib.get_close_matches(str(entry)[:_LONGEST_NAME], list(known), n=1)
    return f"; the nearest is {safe_line(near[0])}" if near else ""


def shown_name(entry: str) -> str:
    """An entry's name, unless it is too long for one or may be a key in the wrong place."""
    if len(entry) > _LONGEST_NAME or ("." not in entry and _KEYLIKE.fullmatch(entry)):
        return f"an entry with a name of {plural(len(entry), 'character')}"
    return safe_line(entry)


def _plain(said: str) -> str:
    place = _PLACE.search(said)
    for beginning, meant in _PLAIN.items():
        if said.startswith(beginning):
            return meant + (place[0] if place else "")
    return safe_line(said)
