"""How fast mail lives and calls are repeated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_FACTOR: Final = 600
"""How much faster the fast clock repeats calls: 10 minutes are a second."""


@dataclass(frozen=True, slots=True)
class Clock:
    """All in seconds; the defaults are the service's (reference: Webhook Methods)."""

    step: float | None = None
    """Between two events of a mail; None: as long as each of them really takes."""
    retry: float = 600.0
    """From one try of a call to the next."""
    span: float = 86_400.0
    """How long a call is repeated, and how long a webhook fails before it is stopped."""
    gather: float = 1.0
    """What happens within this time goes into one call."""
    answer: float = 3.0
    """How long a handler may take."""

    @property
    def retries(self) -> int:
        """How often a call is repeated."""
        return round(self.span / self.retry)


REAL: Final = Clock()
FAST: Final = Clock(step=0.3, retry=REAL.retry / _FACTOR, span=REAL.span / _FACTOR, gather=0.05)

CLOCKS: Final[Mapping[str, Clock]] = {"fast": FAST, "real": REAL}
"""By the name that ``--clock`` takes."""
