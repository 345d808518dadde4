"""A transport given from outside takes the place of connections; it can't be traced."""

import json
from collections.abc import Callable

import httpx
import pytest

from tests.api.conftest import KEY, Lines
from ue_console.api.http import HttpTransport
from ue_console.api.methods import EMAIL_SEND, SYSTEM_INFO
from ue_console.errors import ConsoleError, OutcomeUnknown, Unreachable, WireError


class Stand(HttpTransport):
    """Takes requests apart instead of sending them."""

    def __init__(self, answer: Callable[[], object]) -> None:
        self.pieces: list[bytes] = []
        self._answer = answer

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.AsyncByteStream)
        self.pieces = [piece async for piece in request.stream]
        answer = self._answer()
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(200, stream=httpx.ByteStream(json.dumps(answer).encode()))


async def test_a_long_request_goes_in_pieces(lines: Lines) -> None:
    stand = Stand(lambda: {"status": "success"})
    await lines.open(http_transport=stand).transport.call(EMAIL_SEND, {"a": "x" * 200_000})
    assert [len(piece) for piece in stand.pieces] == [65_536, 65_536, 65_536, 200_008 - 3 * 65_536]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ConnectError(f"no {KEY}"), Unreachable),
        (httpx.ConnectTimeout(""), Unreachable),
        (httpx.PoolTimeout(""), Unreachable),
        (httpx.ReadTimeout(""), OutcomeUnknown),
        (httpx.WriteError(f"no {KEY}"), OutcomeUnknown),
        (httpx.RemoteProtocolError(f"no {KEY}"), OutcomeUnknown),
        (httpx.LocalProtocolError(f"Illegal header value {KEY}"), OutcomeUnknown),
        (OSError(f"no {KEY}"), OutcomeUnknown),
    ],
)
async def test_what_cannot_be_traced_counts_as_sent(
    lines: Lines, error: Exception, kind: type[ConsoleError]
) -> None:
    line = lines.open(http_transport=Stand(lambda: error))
    with pytest.raises(kind) as caught:
        await line.transport.call(EMAIL_SEND, {})
    assert type(caught.value) is kind
    assert KEY not in repr(vars(caught.value))
    assert caught.value.__context__ is None


async def test_a_reading_call_has_nothing_to_doubt(lines: Lines) -> None:
    line = lines.open(http_transport=Stand(lambda: httpx.ReadError("")))
    with pytest.raises(WireError) as caught:
        await line.transport.call(SYSTEM_INFO, {})
    assert type(caught.value) is WireError
    assert line.calls[0].attempts == 3


async def test_a_fault_of_ours_is_not_dressed_up(lines: Lines) -> None:
    line = lines.open(http_transport=Stand(lambda: KeyError("bug")))
    with pytest.raises(KeyError):
        await line.transport.call(SYSTEM_INFO, {})
