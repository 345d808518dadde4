"""What every call has in common: paths, keys, bodies, sizes, and methods that are not served."""

import socket

import pytest

from tests.sandbox.running import KEY, Running
from ue_console.sandbox.refusal import TABLE
from ue_console.sandbox.unione.methods import SERVED


@pytest.mark.parametrize("language", ["/en", "/ru", "/de", ""])
def test_languages(shared: Running, language: str) -> None:
    assert shared.ok("system/info", language=language)["email"] == "owner@sandbox.example"


@pytest.mark.parametrize("language", ["/eng", "/EN", "/e", "/en/en", "//"])
def test_other_segments_are_unknown(shared: Running, language: str) -> None:
    assert shared.post("system/info", language=language).status_code == 404


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b" \n", b'{"unknown": 1}'])
def test_empty_bodies(shared: Running, body: bytes) -> None:
    assert shared.post("system/info", body).status_code == 200


def test_a_query_string_and_any_content_type(shared: Running) -> None:
    url = f"{shared.url}/en/transactional/api/v1/system/info.json?platform=php.8"
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        headers = {"X-API-KEY": KEY, "Content-Type": kind}
        assert shared.client.post(url, content=b"{}", headers=headers).status_code == 200


def test_a_key_in_the_body(shared: Running) -> None:
    assert shared.post("system/info", {"api_key": KEY}, key="").status_code == 200
    assert shared.refused("system/info", {"api_key": "other"}, key="") == (401, 102)


def test_keys(shared: Running) -> None:
    assert shared.refused("system/info", key="") == (401, 101)
    assert shared.refused("system/info", {"api_key": ""}, key="") == (401, 101)
    assert shared.refused("system/info", key="wrong") == (401, 102)
    assert "Can not decode key" in shared.post("system/info", key="wrong").json()["message"]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"null",
        b"5",
        b"[1]",
        b'"x"',
        b"\xff",
        b'{"a": NaN}',
        b'{"a": 1e999}',
        b'{"a": "\\ud800"}',
        b"[" * 100_000,
        b'{"a": ' + b"1" * 5000 + b"}",
    ],
)
def test_what_is_no_json_object(shared: Running, body: bytes) -> None:
    assert shared.refused("system/info", body) == (400, 111)


def test_too_large(shared: Running) -> None:
    most = 10 * 1024 * 1024
    fits = b'{"a": "' + b"x" * (most - 9) + b'"}'
    assert len(fits) == most
    assert shared.post("system/info", fits).status_code == 200
    assert shared.refused("system/info", fits + b" ") == (413, 199)


def test_too_large_is_said_at_once(shared: Running) -> None:
    host, port = shared.url.removeprefix("http://").split(":")
    head = f"POST /en/transactional/api/v1/system/info.json HTTP/1.1\r\nHost: x\r\nX-API-KEY: {KEY}\r\n"
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(f"{head}Content-Length: {11 * 1024 * 1024}\r\n\r\n".encode())
        assert connection.recv(4096).startswith(b"HTTP/1.1 413")


def test_other_http_methods(shared: Running) -> None:
    for verb in ("GET", "PUT", "DELETE"):
        response = shared.client.request(verb, f"{shared.url}/en/transactional/api/v1/system/info.json")
        assert (response.status_code, response.json()["status"]) == (405, "error")
        assert response.headers["allow"] == "POST"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/en/transactional/api/v1/nope.json",
        "/en/transactional/api/v1/system/info",
        "/en/transactional/api/v1/system/info.xml",
        "/en/transactional/api/v1/",
        "/en/transactional/api/v2/system/info.json",
        "/_sandbox/nope",
    ],
)
def test_unknown_paths(shared: Running, path: str) -> None:
    response = shared.client.post(shared.url + path, json={}, headers={"X-API-KEY": KEY})
    assert response.status_code == 404
    answer = response.json()
    assert answer["status"] == "error"
    assert isinstance(answer["code"], int)
    assert answer["message"]


def test_all_methods_of_the_reference_are_served() -> None:
    assert len(SERVED) == 22


def test_codes_agree_with_the_catalogue() -> None:
    from ue_console.api_codes import lookup

    own = {403, 404, 405, 503, 507, 1546, 1547, 1549}
    for code, (http_status, _) in TABLE.items():
        entry = lookup(code)
        assert code in own or (entry is not None and entry.http_status == http_status), code
