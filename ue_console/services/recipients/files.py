"""Recipients from a file, or from any text: the form is found by looking."""

import codecs
from pathlib import Path
from typing import Final

from ue_console.errors import InputError
from ue_console.services.recipients.lines import parse_lines
from ue_console.services.recipients.objects import parse_json
from ue_console.services.recipients.parsed import Parsed, check_whole
from ue_console.services.recipients.table import find_delimiter, parse_table
from ue_console.store.files import read_plain
from ue_console.text import safe_line

LARGEST: Final = 50_000_000
"""Bytes; far beyond what one operator sends from a console."""

_MARKS: Final = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def parse(text: str) -> Parsed:
    """Read JSON, a table with an ``email`` column, or typed lines; whichever it is."""
    text = text.removeprefix("\ufeff")
    if text.lstrip()[:1] in ("[", "{"):
        return parse_json(text)
    delimiter = find_delimiter(text)
    return parse_table(text, delimiter) if delimiter else parse_lines(text)


def decode(data: bytes) -> str:
    """A file's text: UTF-8 with or without mark, or the UTF-16 that spreadsheets export.

    Raises:
        InputError: The bytes are neither.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8-sig")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"The file is not UTF-8 text (byte {error.start + 1} does not fit).",
            "Export it again as CSV UTF-8.",
        ) from error


def read_file(path: Path) -> Parsed:
    """Read a CSV, TSV, JSON or text file of recipients.

    Raises:
        InputError: The file can't be read to its end, is no text, or is larger than ``LARGEST``.
    """
    parsed = parse(read_text(path))
    check_whole(parsed.problems)
    return parsed


def read_text(path: Path) -> str:
    """A file's text.

    Raises:
        InputError: The file can't be read, is no text, or is larger than ``LARGEST``.
    """
    name = safe_line(str(path))
    try:
        data = read_plain(path, LARGEST)
    except OSError as error:
        raise InputError(f"{name} can't be read: {error.strerror}.", "Check the path.") from error
    if len(data) > LARGEST:
        raise InputError(f"{name} is larger than {LARGEST // 1_000_000} MB.", "Split it into several files.")
    return decode(data)
