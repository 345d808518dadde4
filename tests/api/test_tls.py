"""TLS is checked, and the refusal says why."""

import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.api.conftest import Lines
from tests.api.scripted import ScriptedServer, success
from ue_console.api.methods import EMAIL_SEND, SYSTEM_INFO
from ue_console.errors import Unreachable

HERE = Path(__file__).parent
CERTIFICATE = HERE / "localhost.crt"
"""Signed by itself, for the name localhost, valid until 2126; with its key, for these tests only."""


@pytest.fixture
async def tls_server() -> AsyncIterator[ScriptedServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, HERE / "localhost.key")
    running = ScriptedServer()
    await running.start(context)
    yield running
    await running.stop()


async def refused(lines: Lines, url: str) -> Unreachable:
    line = lines.open(url)
    with pytest.raises(Unreachable) as caught:
        await line.transport.call(SYSTEM_INFO, {})
    assert line.calls[0].attempts == 1, "a second attempt would meet the same certificate"
    return caught.value


async def test_a_trusted_certificate_is_taken(
    tls_server: ScriptedServer, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    tls_server.steps = [success(user_id=3), success()]
    line = lines.open(f"https://localhost:{tls_server.port}")
    assert (await line.transport.call(SYSTEM_INFO, {}))["user_id"] == 3
    await line.transport.call(EMAIL_SEND, {})


async def test_a_call_tells_how_long_connection_and_handshake_took(
    server: ScriptedServer, tls_server: ScriptedServer, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    for running in (tls_server, server):
        running.steps = [success(), success()]
    secured, plain = lines.open(f"https://localhost:{tls_server.port}"), lines.open(server.url)
    for line in (secured, plain, plain):
        await line.transport.call(SYSTEM_INFO, {})
    timed = [(call.connect_milliseconds, call.tls_milliseconds) for call in (*secured.calls, *plain.calls)]
    assert [(opened is None, handshake is None) for opened, handshake in timed] == [
        (False, False),
        (False, True),
        (True, True),
    ], timed


async def test_a_certificate_nobody_vouches_for_is_refused(tls_server: ScriptedServer, lines: Lines) -> None:
    error = await refused(lines, f"https://localhost:{tls_server.port}")
    assert f"TLS certificate of localhost:{tls_server.port} is not trusted: self-signed" in error.cause
    assert "SSL_CERT_FILE" in error.remedy
    assert tls_server.seen == []


async def test_a_certificate_for_another_name_is_refused(
    tls_server: ScriptedServer, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    error = await refused(lines, f"https://127.0.0.1:{tls_server.port}")
    assert "not trusted" in error.cause
    assert "mismatch" in error.cause


async def test_a_server_without_tls_is_told_so(lines: Lines) -> None:
    import asyncio

    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n")
        await writer.drain()
        writer.close()

    plain = await asyncio.start_server(greet, "127.0.0.1", 0)
    error = await refused(lines, f"https://127.0.0.1:{plain.sockets[0].getsockname()[1]}")
    plain.close()
    assert "No TLS connection" in error.cause
    assert "wrong version number" in error.cause
