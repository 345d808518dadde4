"""What a render has to tell: missing names and warnings, each once."""

from dataclasses import dataclass, field

MOST = 100
"""Warnings kept of one render."""


@dataclass(frozen=True, slots=True)
class Note:
    """A warning, with its place as an offset into the source."""

    at: int
    message: str
    name: str = ""


@dataclass(slots=True)
class Notes:
    """Gathers notes in the order they come."""

    missing: dict[str, None] = field(default_factory=dict)
    used: dict[str, None] = field(default_factory=dict)
    """Names that only ``#evaluate`` brought up."""
    warnings: dict[Note, None] = field(default_factory=dict)

    def warn(self, at: int, message: str, name: str = "") -> None:
        """Keep a warning unless it is there already or there are too many."""
        if len(self.warnings) < MOST:
            self.warnings.setdefault(Note(at, message, name))

    def lacks(self, at: int, name: str) -> None:
        """Keep that ``name`` was needed and has no value."""
        if len(self.missing) < MOST:
            self.missing.setdefault(name)
        self.warn(at, f"“{name}” has no value; where it is printed, the tag stands as it is written.", name)
