"""What came of a ping or a replay, as lines and as JSON."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ue_console.cli.folding import folded
from ue_console.cli.rows import terminal_columns
from ue_console.services.ping_verdicts import LIMIT, PingResult, Signer
from ue_console.services.pings import Burst
from ue_console.services.url_secrets import shown_url

_LINES: Final = 12
"""Of an answer's body."""
_TIMES: Final = 10
_INDENT: Final = 4
_INSECURE: Final = "--insecure tries it anyway."


def result_lines(result: PingResult) -> str:
    """Verdict first, then status, time and the beginning of the body."""
    lines = [*_verdict(result.ok, result.verdict, result.remedy, untrusted=result.untrusted)]
    if result.status:
        lines.append(f"  status {result.status}, after {result.milliseconds:,} ms of {LIMIT:,}")
    else:
        lines.append(f"  no whole answer, after {result.milliseconds:,} ms of {LIMIT:,}")
    body = result.body.splitlines()
    lines += [f"  | {line}".rstrip() for line in body[:_LINES]]
    if len(body) > _LINES:
        lines.append("  | …")
    return _fitted(lines)


def burst_lines(burst: Burst) -> str:
    """Verdict first, then the times by status."""
    untrusted = any(result.untrusted for result in burst.results)
    lines = [*_verdict(burst.ok, burst.verdict, burst.remedy, untrusted=untrusted)]
    times: dict[int, list[int]] = defaultdict(list)
    for result in burst.results:
        times[result.status].append(result.milliseconds)
    for status, each in sorted(times.items(), reverse=True):
        lines.append(f"  {f'status {status}' if status else 'no whole answer'}, after {_times(sorted(each))}")
    return _fitted(lines)


def _fitted(lines: list[str]) -> str:
    """The lines, in a terminal broken between words."""
    width = terminal_columns()
    return "".join(folded(f"{line}\n", width, _INDENT, cut=False) for line in lines)


def result_json(result: PingResult, url: str, signer: Signer | None) -> str:
    """One object; all names are always there."""
    return _json(
        {
            **_head(result.ok, url, signer),
            "status": result.status,
            "milliseconds": result.milliseconds,
            "limit_milliseconds": LIMIT,
            "body": result.body,
            "verdict": result.verdict,
            "remedy": result.remedy,
        }
    )


def burst_json(burst: Burst, url: str, signer: Signer | None) -> str:
    """One object; all names are always there."""
    results = [
        {"status": result.status, "milliseconds": result.milliseconds, "verdict": result.verdict}
        for result in burst.results
    ]
    return _json(
        {
            **_head(burst.ok, url, signer),
            "calls": len(results),
            "answered": burst.answered,
            "fastest_milliseconds": burst.fastest,
            "slowest_milliseconds": burst.slowest,
            "limit_milliseconds": LIMIT,
            "handling": burst.handling.value,
            "verdict": burst.verdict,
            "remedy": burst.remedy,
            "results": results,
        }
    )


def _times(times: Sequence[int]) -> str:
    """All of them, or where there are many, from the first to the last."""
    if len(times) > _TIMES:
        return f"{times[0]:,} to {times[-1]:,} ms: {len(times):,} calls"
    return ", ".join(f"{time:,}" for time in times) + " ms"


def _verdict(ok: bool, verdict: str, remedy: str, *, untrusted: bool) -> Iterator[str]:
    yield f"{'✓' if ok else '✗'} {verdict}"
    whole = " ".join(filter(None, [remedy, _INSECURE if untrusted else ""]))
    if whole:
        yield f"  {whole}"


def _head(ok: bool, url: str, signer: Signer | None) -> dict[str, Any]:
    return {"ok": ok, "url": shown_url(url), "signed_with": signer.owner if signer else ""}


def _json(table: dict[str, Any]) -> str:
    return json.dumps(table, indent=2) + "\n"
