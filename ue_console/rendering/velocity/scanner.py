"""Where a parser stands in its source, and what it may still spend."""

from dataclasses import dataclass, field

from . import lexer
from .budget import too_deep
from .faults import TemplateFault
from .nodes import Macro


@dataclass(slots=True)
class Shared:
    """What a parser and the parsers of its texts have in common."""

    depth_limit: int
    nodes_left: int
    depth: int = 0
    macros: dict[str, Macro] = field(default_factory=dict)


class Scanner:
    """A source and a position in it.

    Args:
        source: The text to parse.
        base: Offset of ``source`` in the outermost source.
        exact: Whether offsets in ``source`` can be added to ``base``.
        shared: Limits and macros.
    """

    def __init__(self, source: str, base: int, exact: bool, shared: Shared) -> None:
        self.source = source
        self.pos = 0
        self.shared = shared
        self.exact = exact
        self._base = base

    def at(self, pos: int) -> int:
        """The place of ``pos`` in the outermost source."""
        return self._base + pos if self.exact else self._base

    def fault(self, message: str, pos: int | None = None) -> TemplateFault:
        """A parse error at ``pos``, or where the parser stands."""
        return TemplateFault(message, self.at(self.pos if pos is None else pos))

    def enter(self) -> None:
        """Go one level deeper and count a node; pair with ``leave``."""
        self.count()
        if self.shared.depth >= self.shared.depth_limit:
            raise too_deep(self.shared.depth_limit, self.at(self.pos))
        self.shared.depth += 1

    def leave(self) -> None:
        """Come back from one level."""
        self.shared.depth -= 1

    def count(self) -> None:
        """Count one node."""
        self.shared.nodes_left -= 1
        if self.shared.nodes_left < 0:
            raise self.fault("The template has more tags than the limit for one text allows.")

    def skip(self) -> None:
        """Step over blanks and line ends."""
        match = lexer.BLANKS.match(self.source, self.pos)
        self.pos = match.end() if match else self.pos

    def peek(self, text: str) -> bool:
        """Whether ``text`` comes next."""
        return self.source.startswith(text, self.pos)

    def expect(self, text: str, where: str) -> None:
        """Step over ``text`` or fail."""
        if not self.peek(text):
            raise self.fault(f"“{text}” is expected here, {where}.")
        self.pos += len(text)
