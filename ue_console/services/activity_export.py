"""Calls into a file: CSV for a spreadsheet, or JSON with requests and answers."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Final, Self

from ue_console.errors import InputError
from ue_console.services.reports import guarded
from ue_console.store.activity_records import Entry, Exchanged
from ue_console.text import encodable, safe_line

COLUMNS: Final = (
    "at",
    "account",
    "service",
    "method",
    "what",
    "result",
    "code",
    "http_status",
    "ms",
    "job_id",
    "settled",
    "list",
)

Rows = Sequence[tuple[Entry, Exchanged | None]]


class Export:
    """A new file under way; ``begun`` makes one."""

    def __init__(self, path: Path, file: IO[str]) -> None:
        self.path = path
        self.full = path.suffix.lower() == ".json"
        """Whether requests and answers go with it."""
        self._file = file
        self._first = True

    @classmethod
    def begun(cls, name: str) -> Self:
        """Make the file, mode 0600.

        Raises:
            InputError: There is something of that name, or it can't be made.
        """
        try:
            path = Path(name).expanduser()
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except FileExistsError as error:
            raise InputError(f"{safe_line(name)} is there already.", "Give another name.") from error
        except (OSError, ValueError, RuntimeError) as error:
            raise _unwritten(name, error) from error
        export = cls(path, os.fdopen(descriptor, "w", encoding="utf-8", newline=""))
        export._put("[" if export.full else _line(COLUMNS))
        return export

    def write(self, rows: Rows) -> None:
        """Add some.

        Raises:
            InputError: The disk refuses.
        """
        if self.full:
            for entry, exchanged in rows:
                self._put(("" if self._first else ",") + "\n" + json.dumps(as_json(entry, exchanged)))
                self._first = False
        else:
            self._put("".join(_line(cells(entry)) for entry, _ in rows))

    def finish(self) -> None:
        """End the file, on the disk when this returns.

        Raises:
            InputError: The disk refuses.
        """
        if self.full:
            self._put("\n]\n")
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as error:
            raise _unwritten(str(self.path), error) from error

    def give_up(self) -> None:
        """Leave nothing behind."""
        self.path.unlink(missing_ok=True)
        try:
            self._file.close()
        except OSError:  # what is left in its buffer found no room
            return

    def _put(self, text: str) -> None:
        try:
            self._file.write(encodable(text))
        except OSError as error:
            raise _unwritten(str(self.path), error) from error


def cells(entry: Entry) -> tuple[Any, ...]:
    """A call under ``COLUMNS``; empty where there is nothing."""
    return tuple("" if value is None else value for value in _values(entry))


def as_json(entry: Entry, exchanged: Exchanged | None = None) -> dict[str, Any]:
    """A call as an object with the same names; with request and answer where they are given."""
    found = dict(zip(COLUMNS, _values(entry), strict=True))
    if exchanged is None:
        return found
    return found | {
        "cause": exchanged.cause,
        "remedy": exchanged.remedy,
        "url": exchanged.base_url,
        "request_whole": exchanged.whole,
        "request": exchanged.request,
        "answer": exchanged.answer,
    }


def _values(entry: Entry) -> tuple[Any, ...]:
    facts = entry.facts
    return (
        *(facts.at.isoformat(), facts.account, facts.service, facts.method, facts.what, facts.result),
        *(
            facts.code,
            facts.http_status,
            facts.milliseconds or None,
            facts.job_id,
            facts.settled,
            facts.part_of,
        ),
    )


def _line(values: Sequence[Any]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(map(guarded, values))
    return out.getvalue()


def _unwritten(name: str, error: Exception) -> InputError:
    why = getattr(error, "strerror", None) or "its name is not valid"
    return InputError(f"{safe_line(name)} can't be written ({why}).", "Give another name, or make room.")
