"""Whether a handler works on several calls at once, read from the times of its answers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from ue_console.models.unione.webhook import LEAST_PARALLEL
from ue_console.services.ping_verdicts import LIMIT, PingResult
from ue_console.text import plural

_STEP: Final = 25.0
"""Milliseconds between two answers at least that are the handler's: connecting here takes less."""
_NARROW: Final = 0.4
_WIDE: Final = 2.0
"""Gaps of a row are between these multiples of their mean."""
_AS_LONG: Final = 1.6
"""How many mean gaps a call alone takes at the most where calls wait for each other."""


class Handling(StrEnum):
    """How calls that came together were handled."""

    TOGETHER = "together"
    IN_A_ROW = "in a row"
    UNKNOWN = "unknown"
    """Too fast to tell, or neither."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What came of calls that were made at once."""

    ok: bool
    """Every call was answered 200 within 3 s, and not one after another."""
    handling: Handling
    answered: int
    """Calls answered 200 within 3 s."""
    fastest: int
    """Milliseconds, of those; 0 without any."""
    slowest: int
    verdict: str
    """One sentence or two."""
    remedy: str
    """What to do; empty where all is well."""
    results: tuple[PingResult, ...]
    """Of each call."""


def even(results: Sequence[PingResult]) -> bool:
    """Whether answers came in a row with even gaps, each gap long enough to be the handler's.

    Where calls got no answer in time, the next one of such a row would have been too late.
    """
    times = _times(results)
    if not times or any(not (result.ok or result.timed_out) for result in results):
        return False
    mean = times[-1] / len(times)
    whole = len(times) == len(results)
    if mean < _STEP or (len(times) < 2 if whole else mean * (len(times) + 1.5) < LIMIT):
        return False
    gaps = [later - sooner for sooner, later in pairwise([0, *times])]
    return all(_NARROW * mean <= gap <= _WIDE * mean for gap in gaps)


def one_by_one(results: Sequence[PingResult], alone: int) -> bool:
    """Whether calls in such a row waited for each other: one alone takes no longer than a gap.

    Args:
        results: Of the burst; all were answered.
        alone: Milliseconds that one further call took.
    """
    times = _times(results)
    return alone <= _AS_LONG * times[-1] / len(times)


def judged_burst(results: tuple[PingResult, ...], *, in_a_row: bool) -> Burst:
    """Put the whole into words."""
    times = _times(results)
    whole = len(times) == len(results)
    handling = Handling.IN_A_ROW if in_a_row else _handling(times) if whole else Handling.UNKNOWN
    said = _row(results, times) if in_a_row else _whole(times, handling) if whole else _failed(results)
    fastest, slowest = (times[0], times[-1]) if times else (0, 0)
    return Burst(whole and not in_a_row, handling, len(times), fastest, slowest, *said, results)


def _times(results: Sequence[PingResult]) -> list[int]:
    return sorted(result.milliseconds for result in results if result.ok)


def _handling(times: Sequence[int]) -> Handling:
    return Handling.TOGETHER if len(times) > 2 and times[-1] <= 2 * times[0] else Handling.UNKNOWN


def _row(results: Sequence[PingResult], times: Sequence[int]) -> tuple[str, str]:
    """Verdict and remedy of a handler that takes one call at a time."""
    took = ", ".join(f"{time:,}" for time in times[:5]) + (", …" if len(times) > 5 else "")
    return (
        f"{_count(results)}, and one after another: after {took} ms.",
        f"The service makes at least {LEAST_PARALLEL} calls at once: let several threads or processes "
        "serve the handler.",
    )


def _whole(times: Sequence[int], handling: Handling) -> tuple[str, str]:
    took = f"the fastest after {times[0]:,} ms, the slowest after {times[-1]:,} ms"
    how = "They were handled together."
    if handling is Handling.UNKNOWN:
        fast = times[-1] < _STEP * len(times)
        how = "That is too fast to tell whether together." if fast else "Some waited longer than others."
    return f"The handler passes: all {len(times):,} had 200 within 3 s, {took}. {how}", ""


def _failed(results: Sequence[PingResult]) -> tuple[str, str]:
    """The most frequent reason speaks for all."""
    failed = [result for result in results if not result.ok]
    (reason, number), *others = Counter(result.verdict for result in failed).most_common()
    remedy = next(result.remedy for result in failed if result.verdict == reason)
    share = f"{number:,} of the others: " if others else ""
    return f"{_count(results)}. {share}{reason}", remedy


def _count(results: Sequence[PingResult]) -> str:
    answered = sum(result.ok for result in results)
    return f"{answered or 'None'} of {plural(len(results), 'call')} had 200 within 3 s"
