"""Recipients as an operator types them, one or several a line.

    Ann <ann@example.com>; discount=10; metadata.campaign=may
    bob@example.com, "Doe, Carol" <carol@example.com>
    dan@example.com; text="with ; inside"; items:=[1, 2]

``name=value`` is a substitution and its value a string; ``name:=value`` takes JSON. Fields belong
to the addresses right before them. Quoted names and values are JSON strings.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from pydantic import JsonValue

from ue_console.models.unione.content import Metadata, Substitutions
from ue_console.models.unione.message import Recipient
from ue_console.services.addresses import address_problem
from ue_console.services.recipients.parsed import Collector, Parsed

_STRING: Final = r'"(?:[^"\\]|\\.)*+"'
# A quote that is never closed runs to the end of the line: no second look at what it swallowed.
_QUOTED: Final = r'"(?:[^"\\]|\\.)*+(?:"|\\?$)'
_FIELD: Final = re.compile(
    rf"\s*(?P<meta>metadata\.(?=[\w\"]))?(?P<name>\w[\w.-]*|{_STRING})\s*(?P<sign>:?=)\s*"
)
_ADDRESSES: Final = re.compile(rf"(?:{_QUOTED}|[^;\"])*+")
_PIECE: Final = re.compile(rf"(?:{_QUOTED}|<[^<>]*>|[^,\"])++")
_NAMED: Final = re.compile(rf"(?P<name>{_STRING}\s*|[^<>]*)<(?P<address>[^<>]*)>\s*")
_CELL: Final = re.compile(r'"(?:[^"]|"")*+"')
_END: Final = re.compile(r"\s*(?:;|$)")
_DECODER: Final = json.JSONDecoder()


class _Bad(Exception):
    """A line that can't be read: cause and remedy."""


@dataclass(slots=True)
class _Group:
    """Addresses with the fields behind them."""

    pieces: list[str]
    substitutions: Substitutions = field(default_factory=dict)
    metadata: Metadata = field(default_factory=dict)


Known: TypeAlias = dict[str, Collector]
"""What lines read before have come to, by their text."""

_MOST_KNOWN: Final = 100_000
"""Lines that are remembered."""


def parse_lines(text: str, known: Known | None = None) -> Parsed:
    """Read typed or pasted lines; a bad one is reported by its number, the others are kept.

    Args:
        text: One or several recipients a line.
        known: Filled with every line that is read; a line that is in it is not read again.
    """
    found = Collector()
    known = {} if known is None else known
    if len(known) > _MOST_KNOWN:
        known.clear()
    for row, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        read = known.get(line)
        if read is None:
            known[line] = read = _read_line(line)
        found.take(row, read)
    return found.parsed("lines")


def _read_line(line: str) -> Collector:
    found = Collector()
    if not line.strip():
        return found
    try:
        groups = list(_groups(line))
    except _Bad as bad:
        found.refuse(0, line, *bad.args)
        return found
    for group in groups:
        for piece in group.pieces:
            _take(found, 0, piece, group)
    return found


def _groups(line: str) -> Iterator[_Group]:
    group: _Group | None = None
    at = 0
    while at < len(line):
        named = _FIELD.match(line, at) if group else None
        if group and named:
            at = _read_field(line, named, group)
            continue
        segment = _ADDRESSES.match(line, at)
        text = segment.group() if segment else ""
        at += len(text) + 1
        if not text.strip():
            continue
        if group and "@" not in text:
            raise _Bad(
                f"“{text.strip()}” is neither an address nor name=value.",
                "Write substitutions as name=value, separated by semicolons.",
            )
        if group:
            yield group
        group = _Group(_pieces(text))
    if group:
        yield group


def _pieces(text: str) -> list[str]:
    """Split at commas; ``Doe, John <…>`` stays one piece, so that its name can be refused whole."""
    pieces: list[str] = []
    pending = ""
    for match in _PIECE.finditer(text):
        piece = match.group()
        if "@" not in piece:
            pending += f"{piece}," if piece.strip() else ""
            continue
        if pending and "<" not in piece:
            pieces.append(pending.rstrip(",").strip())
            pending = ""
        pieces.append((pending + piece).strip())
        pending = ""
    return [*pieces, pending.rstrip(",").strip()] if pending else pieces


def _read_field(line: str, named: re.Match[str], group: _Group) -> int:
    """Put one field into ``group``; the place behind its semicolon."""
    name = _name(named["name"])
    into: dict[str, JsonValue] = group.metadata if named["meta"] else group.substitutions
    value, at = _json_value(line, named) if named["sign"] == ":=" else _text_value(line, named.end())
    if name in into:
        raise _Bad(f"{name} is given twice.", "Keep one of the two values.")
    into[name] = value
    return at


def _name(typed: str) -> str:
    if typed[0] != '"':
        return typed
    try:
        return str(json.loads(typed))
    except ValueError as error:
        raise _Bad(f"{typed} is not a JSON string.", "Check its backslashes.") from error


def _json_value(line: str, named: re.Match[str]) -> tuple[JsonValue, int]:
    try:
        value, at = _DECODER.raw_decode(line, named.end())
    except (ValueError, RecursionError) as error:
        raise _Bad(
            f"The value of {named['name']} is not JSON.", "Use = in place of := for plain text."
        ) from error
    end = _END.match(line, at)
    if end is None:
        raise _Bad(f"Something follows the value of {named['name']}.", "Separate fields by semicolons.")
    return value, end.end()


def _text_value(line: str, at: int) -> tuple[str, int]:
    if line[at : at + 1] == '"':
        try:
            value, after = _DECODER.raw_decode(line, at)
        except ValueError:
            value, after = None, at
        end = _END.match(line, after)
        if isinstance(value, str) and end:
            return value, end.end()
    stop = line.find(";", at)
    stop = len(line) if stop < 0 else stop
    return line[at:stop].strip(), stop + 1


def _take(found: Collector, row: int, piece: str, group: _Group) -> None:
    piece = _bare(piece)
    named = _NAMED.fullmatch(piece)
    address = (named["address"] if named else piece).strip()
    name = _unquoted(named["name"]) if named else ""
    if named and "," in named["name"] and not named["name"].startswith('"'):
        found.refuse(row, piece, "A name with a comma needs quotes.", f'Write "{name}" <{address}>.')
        return
    if why := address_problem(address):
        found.refuse(row, piece, f"“{address}” is not an address: {why}", "Correct the address or remove it.")
        return
    values = dict(group.substitutions)
    if name and "to_name" in values:
        found.refuse(row, piece, "The name is given twice.", "Remove to_name or the name before the address.")
        return
    if name:
        values = {"to_name": name, **values}
    found.add(row, Recipient(email=address, substitutions=values, metadata=dict(group.metadata)))


def _bare(piece: str) -> str:
    """A piece without the quotes that a table puts round a cell: no address begins and ends with one."""
    return piece[1:-1].replace('""', '"').strip() if _CELL.fullmatch(piece) else piece


def _unquoted(name: str) -> str:
    name = name.strip()
    return re.sub(r"\\(.)", r"\1", name[1:-1]) if len(name) > 1 and name[0] == name[-1] == '"' else name
