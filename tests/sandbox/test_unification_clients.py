"""What the public clients of UnificationEngine put on the wire, and the reference's own commands."""

import re
import socket
from base64 import b64encode

import pytest

from tests.sandbox.running import Running
from tests.sandbox.unification import APP, Pair, ids, new_user, post, refused

FORM = "application/x-www-form-urlencoded"
TEXT = "text/plain; charset=UTF-8"


@pytest.mark.parametrize("kind", [FORM, TEXT, "application/json", "nonsense"])
@pytest.mark.parametrize("body", [b"{}", b"", b" \n"])
def test_any_content_type_is_read_as_json(served: Running, kind: str, body: bytes) -> None:
    created = post(served, "user/create", body, kind=kind)
    assert created.json()["status"] == 200
    # The expression of the node, PHP and Ruby clients, greedy and with the @ at the end.
    found = re.search(r"user://(.+):(.+)@", created.json()["uri"])
    assert found
    assert post(served, "connection/list", auth=(found[1], found[2])).json()["connections"] == {}


@pytest.mark.parametrize("call", ["user/list", "connection/list"])
def test_one_stray_at_sign_after_the_secret_is_let_through(served: Running, call: str) -> None:
    name, secret = APP if call == "user/list" else new_user(served)
    assert post(served, call, auth=(name, f"{secret}@")).json()["status"] == 200
    assert refused(served, call, auth=(name, f"{secret}@@")) == 401


@pytest.mark.parametrize(
    "form",
    [
        '{{"uri":"user://{0}:{1}@"}}',  # the reference
        '{{"uri":"user://{0}@"}}',
        '{{"uri":"user://{0}"}}',
        '{{"uri":"user://{0}:{{secret}}@"}}',  # the node client sends its own template
        '{{"uri":"user://{0}:wrong@"}}',
        '{{"URI":"user://{0}@"}}',
        '{{"Uri":"USER://{0}@","other":1}}',
    ],
)
def test_a_user_is_deleted_by_its_id_alone(served: Running, form: str) -> None:
    user = new_user(served)
    body = form.format(*user).encode()
    assert post(served, "user/delete", body, kind=FORM).json() == {"status": 200, "info": "OK"}
    assert user[0] not in ids(served)


def test_the_java_client_deletes_null(served: Running) -> None:
    assert refused(served, "user/delete", b'{"uri":null}') == 505


def raw(sandbox: Running, call: str, auth: Pair, *headers: str) -> bytes:
    """The whole answer to a request written by hand."""
    host, port = sandbox.url.removeprefix("http://").split(":")
    packed = b64encode(":".join(auth).encode()).decode()
    lines = [f"POST /v2/{call} HTTP/1.1", "Host: x", f"authorization: BASIC {packed}", *headers]
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_request_without_body_or_content_type(served: Running) -> None:
    answer = raw(served, "user/list", APP)
    assert answer.startswith(b"HTTP/1.1 200")
    assert b'"users":' in answer
    assert raw(served, "user/list", APP, "Content-Length: 0").startswith(b"HTTP/1.1 200")
