"""What came of calling a handler, in lines of text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from ue_console.services.ping_verdicts import LIMIT, PingResult
from ue_console.services.pings import Burst
from ue_console.tui.widgets.text_view import Line

LABEL: Final = 11
"""Cells of a row's label."""
BAR: Final = 20
"""Cells that stand for the three seconds."""
_TIMES: Final = 10
_UNTRUSTED: Final = "With TLS “any certificate” it can be tried anyway; the service itself would not."


def of_result(result: PingResult) -> Iterator[Line]:
    """Verdict, next step, status, time, body."""
    yield from _verdict(result.ok, result.verdict, result.remedy, untrusted=result.untrusted)
    yield Line("")
    yield _line("Status", str(result.status) if result.status else "no answer")
    yield _line("Time", f"{result.milliseconds:,} of {LIMIT:,} ms  {bar(result.milliseconds)}")
    for number, text in enumerate(result.body.split("\n") if result.body else ["empty"]):
        yield _line("" if number else "Body", text, "" if result.body else "quiet")


def of_burst(burst: Burst) -> Iterator[Line]:
    """Verdict, next step, the times by status."""
    untrusted = any(result.untrusted for result in burst.results)
    yield from _verdict(burst.ok, burst.verdict, burst.remedy, untrusted=untrusted)
    yield Line("")
    times: dict[int, list[int]] = defaultdict(list)
    for result in burst.results:
        times[result.status].append(result.milliseconds)
    for status, each in sorted(times.items(), reverse=True):
        yield _line(str(status) if status else "no answer", _times(sorted(each)))
    if burst.slowest:
        yield _line("Slowest", f"{burst.slowest:,} of {LIMIT:,} ms  {bar(burst.slowest)}")


def bar(milliseconds: int) -> str:
    """The share of the three seconds that an answer took."""
    filled = min(round(milliseconds / LIMIT * BAR), BAR)
    return "▕" + "█" * filled + "░" * (BAR - filled) + "▏"


def _verdict(ok: bool, verdict: str, remedy: str, *, untrusted: bool) -> Iterator[Line]:
    yield Line(f"{'✓' if ok else '✗'} {verdict}", "good" if ok else "bad", indent=2)
    if remedy or untrusted:
        yield _line("Next step", " ".join(filter(None, (remedy, _UNTRUSTED if untrusted else ""))))


def _times(times: Sequence[int]) -> str:
    """All of them, or where there are many, from the first to the last."""
    if len(times) > _TIMES:
        return f"after {times[0]:,} to {times[-1]:,} ms: {len(times):,} calls"
    return "after " + ", ".join(f"{time:,}" for time in times) + " ms"


def _line(label: str, value: str, tone: str = "") -> Line:
    return Line(f"{label:<{LABEL}}{value}", tone, indent=LABEL)
