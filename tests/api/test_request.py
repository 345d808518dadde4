"""What leaves this machine, byte for byte, and what never does."""

import json
import subprocess
import sys

import pytest

from tests.api.conftest import KEY, Line, Lines
from tests.api.scripted import ScriptedServer, reply, success
from ue_console import __version__
from ue_console.api.encoding import REQUEST_LIMIT, encode
from ue_console.api.methods import EMAIL_SEND, SYSTEM_INFO, TEMPLATE_LIST, TEMPLATE_SET
from ue_console.api.peer import peer_of
from ue_console.api.unione.dialect import UNIONE
from ue_console.errors import ConfigError, InputError, ReadOnly, RequestTooLarge
from ue_console.models.secret import Secret


async def test_a_call_is_one_post_of_json_with_the_key_in_its_header(
    server: ScriptedServer, line: Line
) -> None:
    server.steps = [success(templates=[])]
    answer = await line.transport.call(TEMPLATE_LIST, {"limit": 50, "offset": 0})
    (seen,) = server.seen
    assert answer == {"status": "success", "templates": []}
    assert seen.line == "POST /template/list.json HTTP/1.1"
    assert seen.body == b'{"limit":50,"offset":0}'
    assert seen.headers["x-api-key"] == KEY
    assert seen.headers["content-type"] == "application/json"
    assert seen.headers["user-agent"] == f"ue-console/{__version__}"
    assert seen.headers["content-length"] == str(len(seen.body))
    assert "transfer-encoding" not in seen.headers


async def test_the_path_of_the_base_url_stays(server: ScriptedServer, lines: Lines) -> None:
    server.steps = [success()]
    line = lines.open(server.url + "/en/transactional/api/v1/")
    await line.transport.call(SYSTEM_INFO, {})
    assert server.seen[0].line == "POST /en/transactional/api/v1/system/info.json HTTP/1.1"


async def test_text_travels_as_utf_8(server: ScriptedServer, line: Line) -> None:
    server.steps = [success()]
    await line.transport.call(EMAIL_SEND, {"subject": "Grüße ✓"})
    assert server.seen[0].body == '{"subject":"Grüße ✓"}'.encode()


async def test_a_request_of_the_full_size_arrives_whole(server: ScriptedServer, line: Line) -> None:
    server.steps = [success()]
    text = "x" * (REQUEST_LIMIT - len('{"a":""}'))
    await line.transport.call(EMAIL_SEND, {"a": text})
    assert len(server.seen[0].body) == REQUEST_LIMIT
    assert server.seen[0].json["a"] == text


async def test_a_request_over_the_limit_is_refused_here_with_its_size(
    server: ScriptedServer, line: Line
) -> None:
    with pytest.raises(RequestTooLarge, match=r"10\.5 MB \(11,010,057 bytes\).*10 MB"):
        await line.transport.call(EMAIL_SEND, {"a": "x" * (REQUEST_LIMIT + 524_289)})
    assert server.connections == 0
    assert line.calls == []


@pytest.mark.parametrize("method", [EMAIL_SEND, TEMPLATE_SET])
async def test_a_read_only_account_sends_nothing_that_writes(
    server: ScriptedServer, lines: Lines, method: object
) -> None:
    line = lines.open(read_only=True)
    with pytest.raises(ReadOnly, match="Switch read-only off in Accounts"):
        await line.transport.call(method, {})  # type: ignore[arg-type]
    assert server.connections == 0
    server.steps = [success(templates=[])]
    await line.transport.call(TEMPLATE_LIST, {})
    assert len(server.seen) == 1


async def test_a_run_that_is_read_only_is_ended_to_change_anything(lines: Lines) -> None:
    line = lines.open(read_only=True, whole_run=True)
    with pytest.raises(ReadOnly, match="without --read-only") as refused:
        await line.transport.call(EMAIL_SEND, {})
    assert "Accounts" not in str(refused.value)


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("", "is empty"),
        ("abc\ndef", "line break"),
        ("abcdef\r\n", "line break"),
        ("abc def", "space or tab"),
        (" abcdef", "space or tab"),
        ("abc\u00a0def", "space or tab"),
        ("abcd\u00e9f", "outside ASCII"),
        ("abc\x1bdef", "control character"),
    ],
)
def test_a_key_that_cannot_travel_is_refused(lines: Lines, key: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        lines.open(key=key)
    assert not key or key.strip() not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "us1.unione.io",
        "ftp://us1.unione.io",
        "https://",
        "https://user:pw@us1.unione.io",
        "https://us1.unione.io/?a=b",
        "https://us1.unione.io/#x",
        "https://us1.unione.io:port",
        "https://us1.unione.io:99999",
        "https://us1 .unione.io",
        "https://us1.unione.io\\@other.example",
        "https://us1.unione.io/\n",
        "https://us1.unione.io/\x7f",
    ],
)
def test_a_base_url_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="base URL"):
        peer_of(url, Secret(KEY), UNIONE)


@pytest.mark.parametrize(
    ("url", "host", "loopback"),
    [
        ("https://us1.unione.io/en/transactional/api/v1", "us1.unione.io", False),
        ("https://us1.unione.io:443", "us1.unione.io", False),
        ("http://localhost:8025", "localhost:8025", True),
        ("http://127.0.0.1:8025/", "127.0.0.1:8025", True),
        ("http://[::1]:8025", "[::1]:8025", True),
        ("http://[0:0:0:0:0:0:0:1]:8025", "[0:0:0:0:0:0:0:1]:8025", True),
        ("https://127.0.0.1.example", "127.0.0.1.example", False),
    ],
)
def test_a_peer_knows_its_host(url: str, host: str, loopback: bool) -> None:
    peer = peer_of(url, Secret(KEY), UNIONE)
    assert (peer.host, peer.loopback) == (host, loopback)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_without_a_json_form_is_the_operators_to_mend(number: float) -> None:
    with pytest.raises(InputError, match="not a number"):
        encode({"a": number})


def test_half_a_surrogate_pair_survives() -> None:
    assert json.loads(encode({"a": "\ud83d"})) == {"a": "\ud83d"}


async def test_cookies_are_not_kept(server: ScriptedServer, line: Line) -> None:
    server.steps = [reply(200, b'{"status":"success"}', "Set-Cookie: session=1; Path=/"), success()]
    await line.transport.call(SYSTEM_INFO, {})
    await line.transport.call(SYSTEM_INFO, {})
    assert "cookie" not in server.seen[1].headers


async def test_settings_of_the_shell_that_cannot_be_used_are_named(
    lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "no/such/file.pem")
    with pytest.raises(ConfigError, match="SSL_CERT_FILE"):
        await lines.open("https://localhost").transport.call(SYSTEM_INFO, {})


def test_http_is_loaded_with_the_first_call_and_not_before() -> None:
    program = "import sys, ue_console.api.transport, ue_console.api.unione.client; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "ue_console.api.unione.client" in loaded
    assert not {"httpx", "ue_console.api.http"} & set(loaded)
