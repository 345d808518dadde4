"""Reading calls are tried again where that helps, and only there."""

import asyncio
from datetime import UTC, datetime

import pytest

from tests.api.conftest import Line, Lines
from tests.api.scripted import (
    Exchange,
    ScriptedServer,
    Step,
    close,
    hang,
    raw,
    refusal,
    reply,
    reset,
    success,
)
from ue_console.api.http import Times
from ue_console.api.methods import EMAIL_SEND, SYSTEM_INFO
from ue_console.api.outcome import Answer, Failure, Trouble
from ue_console.api.retry import Retry, retry_after
from ue_console.errors import (
    ConsoleError,
    Forbidden,
    NotTheService,
    ServiceFault,
    TimedOut,
    TooManyRequests,
    Unreachable,
    WireError,
)

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "first",
    [
        reply(503, b"<title>Maintenance</title>"),
        reply(429, b""),
        refusal(429, 0),
        close,
        reset,
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n{", close=True),
    ],
)
async def test_a_passing_trouble_passes(server: ScriptedServer, line: Line, first: Step) -> None:
    server.steps = [first, success(user_id=1)]
    assert (await line.transport.call(SYSTEM_INFO, {}))["user_id"] == 1
    assert len(server.seen) == 2
    assert server.seen[0].line == server.seen[1].line
    assert line.calls[0].attempts == 2
    assert line.calls[0].outcome == "ok"


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (reply(503, b""), ServiceFault),
        (reply(429, b""), TooManyRequests),
        (close, WireError),
    ],
)
async def test_three_attempts_are_all(
    server: ScriptedServer, line: Line, step: Step, kind: type[ConsoleError]
) -> None:
    server.steps = [step, step, step, success()]
    with pytest.raises(kind) as caught:
        await line.transport.call(SYSTEM_INFO, {})
    assert type(caught.value) is kind
    assert len(server.seen) == 3
    assert len(line.pauses) == 2
    assert 0.25 <= line.pauses[0] <= 0.5 <= line.pauses[1] <= 1.0
    assert line.calls[0].attempts == 3


async def test_silence_is_waited_out_three_times(server: ScriptedServer, lines: Lines) -> None:
    server.steps = [hang, hang, hang, success()]
    with pytest.raises(TimedOut, match="fell silent"):
        await lines.open(times=Times(read=0.1)).transport.call(SYSTEM_INFO, {})
    assert len(server.seen) == 3


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (reply(500, b"<h1>Oops</h1>"), NotTheService),
        (refusal(500, 150), ServiceFault),
        (refusal(403, 105), Forbidden),
        (reply(200, b"<h1>Sign in</h1>"), NotTheService),
        (reply(302, b"", "Location: /x"), NotTheService),
        (reply(429, b"", "Retry-After: 3600"), TooManyRequests),
    ],
)
async def test_what_will_not_pass_is_not_tried_again(
    server: ScriptedServer, line: Line, step: Step, kind: type[ConsoleError]
) -> None:
    server.steps = [step, success()]
    with pytest.raises(kind):
        await line.transport.call(SYSTEM_INFO, {})
    assert len(server.seen) == 1
    assert line.pauses == []


async def test_a_refused_connection_is_tried_three_times(lines: Lines, server: ScriptedServer) -> None:
    line = lines.open("http://127.0.0.1:1")
    with pytest.raises(Unreachable):
        await line.transport.call(SYSTEM_INFO, {})
    assert line.calls[0].attempts == 3
    assert line.calls[0].http_status is None


async def test_the_service_says_how_long_to_wait(server: ScriptedServer, line: Line) -> None:
    server.steps = [reply(429, b"", "Retry-After: 7"), success()]
    await line.transport.call(SYSTEM_INFO, {})
    assert line.pauses == [7.0]


async def test_a_wait_too_long_is_told_instead(server: ScriptedServer, line: Line) -> None:
    server.steps = [reply(503, b"", "Retry-After: 90")]
    with pytest.raises(ServiceFault) as caught:
        await line.transport.call(SYSTEM_INFO, {})
    assert caught.value.remedy == "Wait 90 s, then try again."


async def test_a_kept_connection_that_went_stale_is_no_matter_for_reading(
    server: ScriptedServer, line: Line
) -> None:
    async def answer_then_close_on_next(exchange: Exchange) -> None:
        await success()(exchange)

    server.steps = [answer_then_close_on_next, close, success(user_id=2)]
    await line.transport.call(SYSTEM_INFO, {})
    assert (await line.transport.call(SYSTEM_INFO, {}))["user_id"] == 2
    assert server.connections == 2


async def test_a_cancelled_pause_ends_the_call(server: ScriptedServer, lines: Lines) -> None:
    async def sleep(seconds: float) -> None:
        raise asyncio.CancelledError

    line = lines.open(sleep=sleep)
    server.steps = [reply(503, b""), success()]
    with pytest.raises(asyncio.CancelledError):
        await line.transport.call(SYSTEM_INFO, {})
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        (" 12 ", 12.0),
        ("Sun, 22 Nov 2026 12:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
        ("Sun, 22 Nov 2026 12:00:05 -0000", 5.0),
        ("9" * 400, 999_999_999.0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
        ("Sun, 99 Nov 2026 12:00:30 GMT", None),
    ],
)
def test_retry_after_is_read(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_pauses_grow_and_spread() -> None:
    policy = Retry(attempts=4, base=1.0)
    busy = Answer(503, b"")

    def pause(attempt: int, jitter: float) -> float | None:
        return policy.pause(SYSTEM_INFO, attempt, busy, jitter=jitter, now=NOW)

    assert [pause(attempt, 1.0) for attempt in (1, 2, 3, 4)] == [1.0, 2.0, 4.0, None]
    assert [pause(attempt, 0.0) for attempt in (1, 2, 3)] == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("trouble", list(Trouble))
def test_a_writing_method_is_never_repeated_whatever_happened(trouble: Trouble) -> None:
    for sent in (False, True):
        assert Retry().pause(EMAIL_SEND, 1, Failure(trouble, sent), jitter=0.5, now=NOW) is None


async def test_a_transport_that_is_closed_before_the_next_attempt_says_so(
    server: ScriptedServer, lines: Lines
) -> None:
    async def closing(seconds: float) -> None:
        await line.transport.aclose()

    line = lines.open(sleep=closing)
    server.steps = [close]
    for _ in range(2):
        with pytest.raises(WireError, match="was stopped here before its answer came"):
            await line.transport.call(SYSTEM_INFO, {})
    assert len(server.seen) == 1
