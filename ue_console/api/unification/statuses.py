"""What an answer of UnificationEngine says of a call, in each of its two forms.

Flat: ``{"status": 200, "info": "OK"}``. By connection: ``{"Status": {NAME: {"status": 200}}}``, where
NAME is empty for a call that concerns no stored connection. Some answers have both forms.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ue_console.api.refusals import code_of

OK: Final = 200


@dataclass(frozen=True, slots=True)
class Status:
    """One code with the service's words for it."""

    code: int
    info: str = ""
    """As sent: not yet fit to show."""

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return self.code == OK


@dataclass(frozen=True, slots=True)
class Statuses:
    """All that an answer says."""

    whole: Status | None = None
    """The flat form."""
    each: Mapping[str, Status] = field(default_factory=dict)
    """By connection name; one whose status can't be read is left out: nobody knows what became of it."""
    names: frozenset[str] = frozenset()
    """All stored connections that the answer names, also those whose status can't be read."""

    @property
    def done(self) -> bool:
        """Whether the call as a whole, or a part of it, was carried out."""
        if self.each:
            return any(status.ok for status in self.each.values())
        return self.whole is not None and self.whole.ok

    @property
    def refused(self) -> Status | None:
        """The status to tell where nothing was done: a connection's own goes before the whole's."""
        return None if self.done else next(iter(self.each.values()), self.whole)


def read_statuses(said: Mapping[str, Any]) -> Statuses:
    """Read the statuses of an answer; both forms empty where it has none."""
    flat, keyed = said.get("status"), said.get("Status")
    if isinstance(flat, Mapping):
        flat, keyed = None, keyed or flat
    code = code_of(flat)
    whole = None if code is None else Status(code, _text(said.get("info")))
    if not isinstance(keyed, Mapping):
        return Statuses(whole)
    return Statuses(whole, dict(_entries(keyed)), frozenset(filter(None, keyed)))


def _entries(keyed: Mapping[str, Any]) -> Iterator[tuple[str, Status]]:
    for name, entry in keyed.items():
        parts = entry if isinstance(entry, Mapping) else {"status": entry}
        code = code_of(parts.get("status"))
        if code is not None:
            yield name, Status(code, _text(parts.get("info")))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
