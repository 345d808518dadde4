"""Http to another machine: only where the account allows it, past every proxy, and to nobody else."""

import socket
from collections.abc import AsyncIterator

import pytest

from tests.api.conftest import APP, KEY, Lines
from tests.api.outside import outside
from tests.api.scripted import ScriptedServer, reply, success, told
from ue_console.api.lookup import look_up
from ue_console.api.methods import EMAIL_SEND, SYSTEM_INFO
from ue_console.api.unification.dialect import UNIFICATION
from ue_console.api.unification.methods import USER_LIST
from ue_console.errors import ConsoleError, InputError, Unreachable
from ue_console.models.hosts import is_in_clear


@pytest.fixture
async def other() -> AsyncIterator[ScriptedServer]:
    """A server that is reached over an address which is no loopback's."""
    running = ScriptedServer(outside())
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
def proxy(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> ScriptedServer:
    """The proxy of the shell, which would read what goes through it in clear."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, server.url)
    return server


def test_the_servers_address_counts_as_another_machines(other: ScriptedServer) -> None:
    assert is_in_clear(other.url)


async def test_it_is_refused_before_a_connection_is_opened(other: ScriptedServer, lines: Lines) -> None:
    for settings in ({"key": KEY}, {"key": APP, "dialect": UNIFICATION}):
        with pytest.raises(InputError, match="would send the key unencrypted") as caught:
            lines.open(other.url, **settings)
        assert caught.value.field == "base_url"
        assert "plain_http = true" in caught.value.remedy
    assert other.connections == 0


async def test_an_account_that_allows_it_is_served(other: ScriptedServer, lines: Lines) -> None:
    other.steps = [success(user_id=7)]
    answer = await lines.open(other.url, plain_http=True).transport.call(SYSTEM_INFO, {})
    assert answer["user_id"] == 7
    assert other.seen[0].headers["x-api-key"] == KEY


async def test_the_other_service_too(other: ScriptedServer, lines: Lines) -> None:
    other.steps = [told(users=[])]
    line = lines.open(f"{other.url}/v2", key=APP, dialect=UNIFICATION, plain_http=True)
    await line.transport.call(USER_LIST, {})
    assert other.seen[0].headers["authorization"].startswith("Basic ")


async def test_no_proxy_gets_the_key(other: ScriptedServer, proxy: ScriptedServer, lines: Lines) -> None:
    other.steps = [success(), success()]
    line = lines.open(other.url, plain_http=True)
    await line.transport.call(SYSTEM_INFO, {})
    await line.transport.call(EMAIL_SEND, {})
    assert len(other.seen) == 2
    assert proxy.connections == 0


async def test_https_goes_through_the_proxy_as_before(proxy: ScriptedServer, lines: Lines) -> None:
    proxy.steps = [reply(403, b"")]
    with pytest.raises(Unreachable):
        await lines.open("https://us1.unione.example", plain_http=True).transport.call(EMAIL_SEND, {})
    (seen,) = proxy.seen
    assert seen.line == "CONNECT us1.unione.example:443 HTTP/1.1"
    assert KEY not in repr(seen)


async def test_a_redirect_is_not_followed(
    other: ScriptedServer, server: ScriptedServer, lines: Lines
) -> None:
    other.steps = [reply(307, b"", f"Location: {server.url}/x")]
    with pytest.raises(ConsoleError):
        await lines.open(other.url, plain_http=True).transport.call(EMAIL_SEND, {})
    assert len(other.seen) == 1
    assert server.connections == 0


def test_a_name_without_an_address_is_told_where_no_proxy_looks_it_up(
    proxy: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert look_up("https://nowhere.invalid/v2") is None
    with pytest.raises(Unreachable):
        look_up("http://nowhere.invalid/v2")
