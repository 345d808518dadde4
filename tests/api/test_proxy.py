"""The shell's proxy is used for other machines and left out for this one."""

import asyncio

import pytest

from tests.api.conftest import KEY, Lines
from tests.api.scripted import Exchange, ScriptedServer, hang, reply, success
from ue_console.api.http import Times
from ue_console.api.methods import EMAIL_SEND, SYSTEM_INFO
from ue_console.errors import ConfigError, Unreachable

SERVICE = "https://us1.unione.example"


@pytest.fixture(autouse=True)
def shell(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell whose proxy is the scripted server."""
    for name in ("NO_PROXY", "ALL_PROXY", "no_proxy", "all_proxy", "https_proxy", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    monkeypatch.setenv("HTTP_PROXY", server.url)


async def test_a_proxy_that_refuses_leaves_nothing_sent(server: ScriptedServer, lines: Lines) -> None:
    server.steps = [reply(403, b"")]
    with pytest.raises(Unreachable, match=r"proxy made no connection to us1\.unione\.example") as caught:
        await lines.open(SERVICE).transport.call(EMAIL_SEND, {})
    assert "HTTPS_PROXY" in caught.value.remedy
    (seen,) = server.seen
    assert seen.line == "CONNECT us1.unione.example:443 HTTP/1.1"
    assert KEY not in repr(seen)


async def test_a_proxy_that_breaks_off_leaves_nothing_sent(server: ScriptedServer, lines: Lines) -> None:
    async def accept_then_close(exchange: Exchange) -> None:
        await exchange.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        exchange.close()

    server.steps = [accept_then_close]
    with pytest.raises(Unreachable):
        await lines.open(SERVICE).transport.call(EMAIL_SEND, {})
    assert KEY not in repr(server.seen)


async def test_a_proxy_that_hangs_leaves_nothing_sent(server: ScriptedServer, lines: Lines) -> None:
    server.steps = [hang]
    with pytest.raises(Unreachable, match=r"us1\.unione\.example took no connection in time"):
        await lines.open(SERVICE, times=Times(read=0.1)).transport.call(EMAIL_SEND, {})
    assert KEY not in repr(server.seen)


async def test_this_machine_is_reached_without_the_proxy(server: ScriptedServer, lines: Lines) -> None:
    other = ScriptedServer()
    await other.start()
    other.steps = [success(user_id=4)]
    answer = await lines.open(other.url).transport.call(SYSTEM_INFO, {})
    await other.stop()
    assert answer["user_id"] == 4
    assert server.connections == 0


async def test_a_proxy_that_is_no_address_is_named(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://proxy.example")
    with pytest.raises(ConfigError, match="HTTPS_PROXY"):
        await lines.open(SERVICE).transport.call(SYSTEM_INFO, {})


async def test_two_first_calls_at_once_open_one_wire(server: ScriptedServer, lines: Lines) -> None:
    other = ScriptedServer()
    await other.start()
    other.steps = [success(), success()]
    line = lines.open(other.url)
    await asyncio.gather(*(line.transport.call(SYSTEM_INFO, {}) for _ in range(2)))
    await other.stop()
    assert len(other.seen) == 2
