"""Unsubscribed addresses, or what became of a job's, in a new file of their own."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ue_console.errors import InputError
from ue_console.models.unione.unsubscribed import UnsubscribedRow
from ue_console.services.unsubscribed.guarding import COLUMNS, JOB_COLUMNS, guarded
from ue_console.services.unsubscribed.jobs import Entry
from ue_console.services.unsubscribed.outcomes import outcome_of
from ue_console.text import encodable, safe_line


def export(name: str, rows: Sequence[UnsubscribedRow]) -> Path:
    """Write addresses and times: as JSON where the name ends with ``.json``, else as CSV.

    Returns:
        Where the file is; its mode is 0600.

    Raises:
        InputError: There is something of that name already, or it can't be written.
    """
    path = _path(name)
    if path.suffix.lower() == ".json":
        return _written(path, _json(rows))
    return _written(path, _csv(COLUMNS, ((row["address"], row.get("unsubscribed_on") or "") for row in rows)))


def export_job(name: str, entries: Sequence[Entry]) -> Path:
    """The same of a job: each address with its outcome, as CSV."""
    cells = ((entry.address, outcome_of(entry.state), entry.told) for entry in entries)
    return _written(_path(name), _csv(JOB_COLUMNS, cells))


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lines in which no cell can be taken for a formula by a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for cells in (header, *rows):
        writer.writerow(map(guarded, cells))
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _json(rows: Sequence[UnsubscribedRow]) -> Iterator[str]:
    before = "[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if rows else "[]\n"


def _path(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError as error:
        raise InputError(f"There is no home folder for {safe_line(name)}.", "Give the whole path.") from error


def _written(path: Path, pieces: Iterable[str]) -> Path:
    shown = safe_line(str(path))
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError as error:
        raise InputError(f"{shown} is there already.", "Give another name.") from error
    except (OSError, ValueError) as error:
        raise _unwritable(shown, error) from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.writelines(map(encodable, pieces))
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _unwritable(shown, error) from error
    return path


def _unwritable(shown: str, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(f"{shown} can't be written: {reason.lower()}.", "Give another name.")
