"""A record in the notations that DNS providers ask for."""

from collections.abc import Iterator
from typing import Final

from ue_console.services.domains.records import WantedRecord

STRING_BYTES: Final = 255
"""What one string of a TXT record can hold; a longer value is several strings (RFC 1035, 3.3.14)."""

ZONE_UNKNOWN: Final = (
    "The zone of {} isn't known: full names stand in place of hosts. Leave the zone's own name out of them "
    "where the provider adds it."
)
"""Said of a domain where :attr:`WantedRecord.zoned` is False."""


def strings(value: str) -> tuple[str, ...]:
    """A value cut into strings of 255 bytes at the most; at least one, no character cut in two."""
    found, taken = [""], 0
    for character in value:
        size = len(character.encode("utf-8", "replace"))
        if taken + size > STRING_BYTES:
            found.append("")
            taken = 0
        found[-1] += character
        taken += size
    return tuple(found)


def as_host(record: WantedRecord) -> str:
    """The host alone: ``@``, ``us._domainkey``; the full name where the zone isn't known."""
    return record.host


def as_full_name(record: WantedRecord) -> str:
    """The full name, for providers that know no ``@``."""
    return record.name


def as_value(record: WantedRecord) -> str:
    """The value alone, without quotes, in one piece."""
    return record.value


def as_quoted(record: WantedRecord) -> str:
    """The value as one quoted string, whatever its length."""
    return _quoted(record.value)


def as_split(record: WantedRecord) -> str:
    """The value as quoted strings of 255 bytes at the most."""
    return " ".join(_quoted(string) for string in strings(record.value))


def as_zone_line(record: WantedRecord, ttl: int | None = None) -> str:
    """``us._domainkey IN TXT "…" "…"``; empty for a record without a value of its own.

    Where the zone isn't known, the line is that with the full name, which is right in any zone.

    Args:
        record: What is published.
        ttl: Seconds, for providers that want them; None leaves it to the zone.
    """
    return _line(record.host, record, ttl) if record.zoned else as_full_zone_line(record, ttl)


def as_full_zone_line(record: WantedRecord, ttl: int | None = None) -> str:
    """The same with the full name and its dot at the end, fit for any place in any zone file."""
    return _line(f"{record.name}.", record, ttl)


def as_zone(records: tuple[WantedRecord, ...], ttl: int | None = None) -> str:
    """All records as lines of a zone file."""
    return "\n".join(line for record in records if (line := as_zone_line(record, ttl)))


def notations(record: WantedRecord) -> Iterator[tuple[str, str]]:
    """Each notation that differs from those before it: what it is, and the text to copy."""
    if not record.value:
        return
    forms = (
        ("Host", as_host(record)),
        ("Value", as_value(record)),
        ("Zone file", as_zone_line(record)),
        ("Full name", as_full_name(record)),
        ("Zone file, full name", as_full_zone_line(record)),
        ("Value in quotes", as_quoted(record)),
        ("Value split at 255 bytes", as_split(record)),
    )
    seen = set[str]()
    for title, text in forms:
        if text not in seen:
            seen.add(text)
            yield title, text


def _line(owner: str, record: WantedRecord, ttl: int | None) -> str:
    if not record.value:
        return ""
    lifetime = "" if ttl is None else f"{ttl} "
    return f"{owner} {lifetime}IN {record.kind} {as_split(record)}"


def _quoted(text: str) -> str:
    """A string of a zone file (RFC 1035, 5.1): quotes and backslashes escaped, other bytes by number."""
    return '"' + "".join(_escaped(byte) for byte in text.encode("utf-8", "replace")) + '"'


def _escaped(byte: int) -> str:
    if byte in b'"\\':
        return f"\\{chr(byte)}"
    return chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03d}"
