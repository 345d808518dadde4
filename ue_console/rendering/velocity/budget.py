"""The budget of one render: steps, sizes and nesting, counted down as they are spent."""

from ue_console.rendering.result import Limits

from .faults import TemplateFault

CHARACTERS_A_STEP = 256
"""Building a text costs one step for this many characters."""

ITEMS_A_STEP = 16
"""Building a list costs one step for this many items."""

INTEGER_BITS = 256
"""Integers beyond this many bits stop the render."""


class Budget:
    """Counts what a template spends and raises a ``TemplateFault`` when it is too much."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.steps_left = limits.steps
        self.depth = 0
        """Levels entered; whoever catches a signal sets it back."""

    def step(self, count: int = 1) -> None:
        """Spend ``count`` steps."""
        self.steps_left -= count
        if self.steps_left < 0:
            raise TemplateFault(
                f"The template does more than {self.limits.steps:,} steps, the limit for one text."
            )

    def text(self, size: int) -> None:
        """Pay for a text of ``size`` characters before it is built."""
        if size > self.limits.output:
            raise TemplateFault(
                f"A text grows past {self.limits.output:,} characters, the limit for one text."
            )
        self.step(size // CHARACTERS_A_STEP)

    def items(self, size: int) -> None:
        """Pay for a list or map of ``size`` items before it is built."""
        if size > self.limits.output:
            raise TemplateFault(f"A list grows past {self.limits.output:,} items, the limit for one list.")
        self.step(size // ITEMS_A_STEP)

    def integer(self, number: int) -> int:
        """Return ``number`` unless it is absurdly large."""
        if number.bit_length() > INTEGER_BITS:
            raise TemplateFault(f"A number grows past {INTEGER_BITS} bits.")
        return number

    def enter(self) -> None:
        """Go one level deeper; pair with ``leave``."""
        if self.depth >= self.limits.depth:
            raise too_deep(self.limits.depth)
        self.depth += 1

    def leave(self) -> None:
        """Come back from one level."""
        self.depth -= 1


class Writer:
    """Collects output and keeps it within the budget."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._limit = budget.limits.output
        self._parts: list[str] = []
        self._size = 0

    def write(self, text: str) -> None:
        """Append ``text``."""
        self._size += len(text)
        if self._size > self._limit:
            raise TemplateFault(f"The text grows past {self._limit:,} characters, the limit for one text.")
        self._parts.append(text)

    def text(self) -> str:
        """Everything written so far."""
        self._budget.step(self._size // CHARACTERS_A_STEP)
        return "".join(self._parts)


def too_deep(limit: int, at: int | None = None) -> TemplateFault:
    """The fault of a template or value that nests too deeply."""
    return TemplateFault(f"The template or one of its values nests deeper than {limit} levels.", at)
