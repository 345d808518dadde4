"""Receivers as an operator types them, one a line.

    page: Ann Berger <117668485005346>
    newsletter: ann@example.com
    twitter: Me

What stands before the colon is the connection's name; a name that holds colons itself is known by the
connections that there are. ``Me`` is the own wall; an address that is the word itself is written ``<me>``.
"""

import difflib
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ue_console.models.unification.address import Address
from ue_console.models.unification.message import Receiver
from ue_console.services.channels.receiver_line import ME as ME
from ue_console.services.channels.receiver_line import Key, Names, ReadLine, read_line
from ue_console.services.channels.receiver_line import split_connection as split_connection
from ue_console.services.recipients.parsed import RowProblem
from ue_console.text import cut_end, plural, safe_line

PAGE: Final = "Page"
"""The receiver whose address is a page's id, as the service spells it."""
_BRACKETS: Final = str.maketrans("<>", "‹›")
"""What stands for a name's own brackets, as those of a line hold the address."""
_MOST_KNOWN: Final = 100_000
"""Lines that are remembered."""


@dataclass(frozen=True)
class Receivers:
    """Receivers in the order of the text."""

    found: tuple[Receiver, ...] = ()
    rows: tuple[int, ...] = ()
    """For each receiver, its line, from 1; in rising order."""
    problems: tuple[RowProblem, ...] = ()
    """The lines that are left out."""

    @cached_property
    def by_channel(self) -> Mapping[str, Sequence[Receiver]]:
        """Connection → its receivers, in order."""
        groups: dict[str, list[Receiver]] = {}
        for receiver in self.found:
            groups.setdefault(receiver.connector, []).append(receiver)
        return groups

    @property
    def channels(self) -> tuple[str, ...]:
        """The connections, each once, in order."""
        return tuple(self.by_channel)

    def on(self, channel: str) -> list[Receiver]:
        """The receivers of one connection."""
        return list(self.by_channel.get(channel, ()))

    def channel_at(self, row: int) -> str:
        """The connection of a line, or empty."""
        place = bisect_left(self.rows, row)
        return self.found[place].connector if self.rows[place : place + 1] == (row,) else ""

    def within(self, connections: Collection[str] | None) -> "Receivers":
        """Those on connections that there are; all of them where that is not known."""
        if connections is None or all(channel in connections for channel in self.channels):
            return self
        kept = [place for place, one in enumerate(self.found) if one.connector in connections]
        found, rows = [self.found[place] for place in kept], [self.rows[place] for place in kept]
        return Receivers(tuple(found), tuple(rows), self.problems)


class ReceiverLines:
    """Reads receivers, and remembers each line: while somebody types, only one of them is new."""

    def __init__(self) -> None:
        self._known: dict[str, ReadLine] = {}
        self._names = Names()

    def read(self, text: str, names: Collection[str] = ()) -> Receivers:
        """Read typed or pasted lines; a bad one is told by its number, the others are kept.

        Args:
            text: One receiver a line; empty lines count as lines only.
            names: Of connections: the longest one that a line begins with is meant.
        """
        if self._names.all != frozenset(names) or len(self._known) > _MOST_KNOWN:
            self._known, self._names = {}, Names(frozenset(names))
        found: list[Receiver] = []
        rows: list[int] = []
        problems: list[RowProblem] = []
        first_rows: dict[Key, int] = {}
        for row, text_line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
            line = self._known.get(text_line)
            if line is None:
                self._known[text_line] = line = read_line(text_line, self._names)
            if line.receiver is None:
                problems += [_problem(row, text_line, line.bad)] if line.bad else []
            elif (first := first_rows.setdefault(line.key, row)) == row:
                found.append(line.receiver)
                rows.append(row)
            else:
                problems.append(_problem(row, text_line, _repeated(first)))
        return Receivers(tuple(found), tuple(rows), tuple(problems))


def parse_receivers(text: str, known: Collection[str] = ()) -> Receivers:
    """Read a text once; ``known`` are names of connections."""
    return ReceiverLines().read(text, known)


def strangers(parsed: Receivers, known: Collection[str]) -> Iterator[RowProblem]:
    """Each connection that the user does not have, at its first line, with the nearest name there is."""
    unknown = [name for name in parsed.by_channel if name not in known]
    if not unknown:
        return
    firsts: dict[str, int] = {}
    for row, receiver in zip(parsed.rows, parsed.found, strict=True):
        firsts.setdefault(receiver.connector, row)
    for name in unknown:
        count = len(parsed.by_channel[name])
        lines = f"; {plural(count, 'line')} name it" if count > 1 else ""
        cause = f"The user has no connection “{name}”{lines}."
        yield RowProblem(firsts[name], safe_line(name), cause, nearest(name, known))


def nearest(name: str, known: Collection[str]) -> str:
    """The remedy for a connection that there is not."""
    lower = {each.casefold(): each for each in known}
    near = difflib.get_close_matches(name.casefold()[:60], lower, n=1)
    if not near:
        return "F2 lists the connections."
    meant = lower[near[0]]
    return f"Capitals count: write {meant}." if near[0] == name.casefold() else f"Did you mean {meant}?"


def address_line(connection: str, address: Address) -> str:
    """An entry of an address list as a line."""
    name = PAGE if address.type.casefold() == "page" else _flat(address.name).translate(_BRACKETS)
    target = _flat(address.address)
    bare = not name and target.casefold() != ME.casefold()
    return f"{connection}: {target}" if bare else f"{connection}: {name} <{target}>".replace(":  ", ": ")


def with_lines(text: str, connection: str, receivers: Iterable[str]) -> str:
    """``text`` with a line for each receiver that is not there yet; with none, one to go on writing."""
    lines = text.rstrip("\n").split("\n") if text.strip() else []
    new = [f"{connection}: {_flat(receiver)}" for receiver in receivers] or [f"{connection}: "]
    there = {line.strip() for line in lines}
    return "\n".join([*lines, *(line for line in dict.fromkeys(new) if line.strip() not in there)])


def without(text: str, channels: Collection[str], others: Collection[str] = ()) -> str:
    """``text`` without the lines of some connections; ``others`` are names that are not meant."""
    parsed = parse_receivers(text, {*channels, *others})
    gone = {row for row, one in zip(parsed.rows, parsed.found, strict=True) if one.connector in channels}
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line for row, line in enumerate(lines, 1) if row not in gone)


def _problem(row: int, text: str, bad: tuple[str, ...]) -> RowProblem:
    cause, remedy = bad
    return RowProblem(row, cut_end(safe_line(text), 80), cause, remedy)


def _repeated(first: int) -> tuple[str, str]:
    return f"The same receiver is in line {first} already.", "Remove one of the two."


def _flat(text: str) -> str:
    return safe_line(text).strip()
