"""SPF records: read, and the service's include merged into what stands there (RFC 7208)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ue_console.services.domains.records import SPF_INCLUDE

VERSION: Final = "v=spf1"

_MODIFIER: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*=")
_QUALIFIERS: Final = "+-~?"


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a record behind ``v=spf1``."""

    text: str
    """As it stands."""
    qualifier: str
    """``+`` where none is written; empty for a modifier."""
    name: str
    """Small letters: ``include``, ``a``, ``redirect``, …"""
    target: str
    """The name behind ``:`` or ``=``, without ``/`` and what follows; empty where there is none."""

    @property
    def is_modifier(self) -> bool:
        """``redirect=``, ``exp=``, or what nobody knows yet."""
        return not self.qualifier


@dataclass(frozen=True, slots=True)
class SpfMerge:
    """The one record to publish."""

    value: str
    """May need several strings: see ``notations.as_split``."""
    changed: bool
    """False when the one record that stands there will do."""
    warnings: tuple[str, ...] = ()
    """One sentence each."""


def is_spf(value: str) -> bool:
    """Whether a TXT value is an SPF record."""
    return value.lower() == VERSION or value.lower().startswith(f"{VERSION} ")


def terms(record: str) -> tuple[Term, ...]:
    """The record's words behind ``v=spf1``."""
    return tuple(_term(word) for word in record.split()[1:])


def effective(record: str) -> tuple[Term, ...]:
    """The mechanisms up to ``all``, and ``redirect`` where there is no ``all``; nothing else counts."""
    found: list[Term] = []
    for term in terms(record):
        if not term.is_modifier:
            found.append(term)
            if term.name == "all":
                return tuple(found)
    return (*found, *(term for term in terms(record) if term.is_modifier and term.name == "redirect"))


def includes(record: str, include: str = SPF_INCLUDE) -> bool:
    """Whether the record itself lets ``include`` send; where it is named twice, the first time counts."""
    named = next((term for term in effective(record) if _is_include(term, include)), None)
    return named is not None and named.qualifier == "+"


def merged(values: Sequence[str], include: str = SPF_INCLUDE) -> SpfMerge:
    """The record to publish in place of those that stand there.

    ``include`` comes right behind ``v=spf1`` unless it has its place already, and nothing is there twice.

    Args:
        values: TXT values of the domain; those that are no SPF don't matter.
        include: Whose servers may send.
    """
    records = [value for value in values if is_spf(value)]
    if not records:
        return SpfMerge(f"{VERSION} include:{include} ~all", True)
    record = _joined(records)
    if not includes(record, include):
        rest = [term.text for term in terms(record) if not _is_include(term, include)]
        record = " ".join([VERSION, f"include:{include}", *rest])
    tidy = _without_doubles(record, include)
    changed = len(records) > 1 or tidy != records[0]
    return SpfMerge(tidy if changed else records[0], changed, tuple(_warnings(records, tidy)))


def _warnings(records: Sequence[str], value: str) -> list[str]:
    found = terms(value)
    said = []
    if len(records) > 1:
        said.append(
            f"The domain has {len(records)} SPF records, and receivers count that as an error: "
            "delete them all and publish this one."
        )
    if any(term.name == "all" and term.qualifier == "+" for term in found):
        said.append("+all lets everybody send for the domain; ~all or -all is meant.")
    if not any(term.name in ("all", "redirect") for term in found):
        said.append(
            "The record has no end such as ~all: whoever it doesn't name is neither let in nor kept out."
        )
    if any(term.name == "ptr" for term in found):
        said.append("ptr is slow, and receivers may ignore it: name the servers by a, mx or ip4.")
    if sum(term.is_modifier and term.name == "redirect" for term in found) > 1:
        said.append("redirect stands twice, which receivers count as an error: keep one.")
    return said


def _joined(records: Sequence[str]) -> str:
    """One record that lets in whoever one of them does; the longest decides about the rest."""
    first = max(records, key=len)
    others = [record for record in records if record is not first]
    more = [_as_mechanism(term) for record in others for term in effective(record) if term.name != "all"]
    if not more:
        return " ".join([VERSION, *(term.text for term in terms(first))])
    own = [term.text for term in effective(first) if not term.is_modifier and term.name != "all"]
    rest = [term.text for term in terms(first) if term.is_modifier or term.name == "all"]
    if not any(term.name in ("all", "redirect") for term in terms(first)):
        rest += [term.text for record in others for term in effective(record) if term.name == "all"][:1]
    return " ".join([VERSION, *own, *more, *rest])


def _as_mechanism(term: Term) -> str:
    return f"include:{term.target}" if term.is_modifier else term.text


def _without_doubles(record: str, include: str) -> str:
    """Mechanisms once each: of two the first decides. Modifiers stay, since two of them are an error."""
    seen, kept = set[str](), [VERSION]
    for term in terms(record):
        key = f"include:{include}" if _is_include(term, include) else term.text.lower().removeprefix("+")
        if term.is_modifier or key not in seen:
            kept.append(term.text)
        seen.add(key)
    return " ".join(kept)


def _is_include(term: Term, include: str) -> bool:
    return term.name == "include" and term.target.lower().rstrip(".") == include


def _term(word: str) -> Term:
    if _MODIFIER.match(word):
        name, _, target = word.partition("=")
        return Term(word, "", name.lower(), target)
    qualifier = word[0] if word[0] in _QUALIFIERS else "+"
    name, _, rest = word.removeprefix(qualifier).partition(":")
    # Macros such as %{d/1} hold no slash that would end the name.
    target = re.split(r"/(?![^{]*\})", rest)[0]
    return Term(word, qualifier, name.partition("/")[0].lower(), target)
