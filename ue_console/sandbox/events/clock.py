"""How fast mail lives, calls are repeated, and domains are published and checked."""

from collections.abc import Mapping
from typing import Final, NamedTuple

_FACTOR: Final = 600
"""How much faster the fast clock repeats calls and checks: 10 minutes are a second."""


class Clock(NamedTuple):
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
    publish: float = 1_800.0
    """From a domain's registration until its verification record stands, and from there to DKIM's."""
    check: float = 30.0
    """From a validation to the status that it leads to."""
    recheck: float = 1_800.0
    """From one DKIM check of the service's own to the next (reference: Domain Methods)."""

    @property
    def retries(self) -> int:
        """How often a call is repeated."""
        return round(self.span / self.retry)


REAL: Final = Clock()
FAST: Final = Clock(
    step=0.3,
    retry=REAL.retry / _FACTOR,
    span=REAL.span / _FACTOR,
    gather=0.05,
    publish=REAL.publish / _FACTOR,
    check=0.5,
    recheck=REAL.recheck / _FACTOR,
)

CLOCKS: Final[Mapping[str, Clock]] = {"fast": FAST, "real": REAL}
"""By the name that ``--clock`` takes."""
