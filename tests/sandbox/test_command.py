"""``ue-console sandbox``: its one line, its end, and the sentences of its errors."""

import re
import signal
import socket
import stat
from pathlib import Path

import httpx
import pytest

from tests.sandbox.command import finished, start, started, wait_ready
from ue_console.sandbox.options import DEFAULT_KEY, DEMO_APP_KEY, DEMO_APP_SECRET
from ue_console.sandbox.seed import demo_key
from ue_console.sandbox.unification.connectors import BAD_RECEIVER, WORDS

EMPTY = ("--seed", "empty", "--domain", "acme.example")


def call(url: str, method: str, body: object = None, key: str = DEFAULT_KEY) -> httpx.Response:
    path = f"{url}/en/transactional/api/v1/{method}.json"
    return httpx.post(path, json=body or {}, headers={"X-API-KEY": key})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_line_and_a_clean_end(number: signal.Signals) -> None:
    process = start(*EMPTY)
    url = wait_ready(process)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url)
    # A client that keeps its connection must not hold up the end.
    with httpx.Client() as client:
        assert client.get(f"{url}/_sandbox/mail").json() == {"mail": []}
        process.send_signal(number)
        out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (0, "", "")
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)


def test_a_request_under_way_does_not_hold_up_the_end() -> None:
    process = start(*EMPTY)
    url = wait_ready(process)
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"POST /v2/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{")
        connection.sendall(b"POST")
        process.terminate()
        assert process.wait(timeout=10) == 0
    process.communicate()


def test_a_client_that_leaves_is_no_news() -> None:
    process = start(*EMPTY)
    url = wait_ready(process)
    host, port = url.removeprefix("http://").split(":")
    path = "/en/transactional/api/v1/system/info.json"
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{{".encode())
    assert call(url, "system/info").status_code == 200
    process.terminate()
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (0, "", "")


def test_everything_lasts_with_a_data_file(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    arguments = (*EMPTY, "--data", str(path))
    message = {
        "recipients": [{"email": "ann@example.com"}],
        "from_email": "shop@acme.example",
        "subject": "x",
        "body": {"html": "x"},
        "attachments": [{"type": "text/plain", "name": "a.txt", "content": "SGVsbG8="}],
    }
    methods = ("system/info", "template/list", "unsubscribed/list", "domain/list")
    with started(*arguments) as url:
        assert (
            call(url, "template/set", {"template": {"name": "t", "body": {"html": "x"}}}).status_code == 200
        )
        assert call(url, "unsubscribed/set", {"address": "gone@example.com"}).status_code == 200
        assert call(url, "email/send", {"message": message}).status_code == 200
        before = [call(url, method).json() for method in methods]
        mails = httpx.get(f"{url}/_sandbox/mail").json()["mail"]
        raw = httpx.get(f"{url}/_sandbox/mail/{mails[0]['id']}").content
    assert before[0]["accounting"]["emails_sent"] == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert DEFAULT_KEY.encode() not in path.read_bytes()
    with started(*arguments) as url:
        assert [call(url, method).json() for method in methods] == before
        assert httpx.get(f"{url}/_sandbox/mail").json()["mail"] == mails
        assert httpx.get(f"{url}/_sandbox/mail/{mails[0]['id']}").content == raw


def test_a_seed_is_sown_once(tmp_path: Path) -> None:
    arguments = ("--data", str(tmp_path / "state.db"), "--unione-key", "mine")
    with started(*arguments) as url:
        rows = call(url, "template/list", key="mine").json()["templates"]
        assert call(url, "template/delete", {"id": rows[0]["id"]}, key="mine").status_code == 200
    with started(*arguments) as url:
        assert call(url, "template/list", key="mine").json()["templates"] == rows[1:]


def test_a_busy_port() -> None:
    with started(*EMPTY) as url:
        port = url.rpartition(":")[2]
        code, out, err = finished("--port", port)
    assert (code, out) == (1, "")
    assert f"port {port}: address already in use" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--ue-app", "nocolon"), 2, "KEY:SECRET"),
        (("--ue-app", ":secret"), 2, "KEY:SECRET"),
        (("--unione-key", "with space"), 2, "letters and digits"),
        (("--unione-key", "\x1b[31m"), 2, "letters and digits"),
        (("--unione-key", ""), 2, "letters and digits"),
        (("--domain", "no domain"), 2, "no domain name"),
        (("--port", "70000"), 2, "70000"),
        (("--data", "/dev/null/state.db"), 1, "can't be written"),
        (("--host", "192.0.2.1"), 1, "192.0.2.1"),
    ],
)
def test_one_sentence_on_stderr(arguments: tuple[str, ...], code: int, words: str) -> None:
    found, out, err = finished("--seed", "empty", *arguments)
    assert (found, out) == (code, "")
    assert words in err
    assert "Traceback" not in err
    assert "\x1b" not in err


@pytest.mark.parametrize("arguments", [("--port", "x"), ("--seed", "other"), ("--nope",)])
def test_usage(arguments: tuple[str, ...]) -> None:
    code, out, err = finished(*arguments)
    assert (code, out) == (2, "")
    assert "usage:" in err


def test_other_hosts_are_warned_of() -> None:
    process = start(*EMPTY, "--host", "0.0.0.0")
    url = wait_ready(process)
    process.terminate()
    _, err = process.communicate(timeout=10)
    assert url.startswith("http://0.0.0.0:")
    assert "other machines" in err


def test_options_reach_the_server() -> None:
    many = ("--unione-key", "one", "--unione-key", "two", "--ue-app", "k:s:x", "--domain", "Bücher.example")
    with started("--seed", "empty", *many) as url:
        for key in ("one", "two"):
            rows = call(url, "domain/list", key=key).json()["domains"]
            assert [row["domain"] for row in rows] == ["xn--bcher-kva.example"]
        assert call(url, "system/info").status_code == 401
        assert httpx.post(f"{url}/v2/user/list", auth=("k", "s:x")).json()["users"] == []


def test_the_rules_of_projects_reach_the_server() -> None:
    project = {"project": {"name": "p", "custom_unsubscribe_url_enabled": True}}
    with started(*EMPTY, "--projects", "off") as url:
        assert call(url, "project/list").status_code == 403
    with started(*EMPTY, "--custom-unsubscribe", "off", "--project-domains", "account") as url:
        assert call(url, "project/create", project).json()["code"] == 1608
        made = call(url, "project/create", {"project": {"name": "p"}}).json()
        message = {
            "recipients": [{"email": "ann@example.com"}],
            "from_email": "shop@acme.example",
            "subject": "x",
            "body": {"html": "x"},
        }
        sent = call(url, "email/send", {"message": message}, key=made["project_api_key"])
        assert sent.json()["emails"] == ["ann@example.com"]


@pytest.mark.parametrize("words", ["not a database", "is damaged"])
def test_a_data_file_that_is_none(tmp_path: Path, words: str) -> None:
    path = tmp_path / "state.db"
    if words == "is damaged":
        with started(*EMPTY, "--data", str(path)):
            pass
        path.write_bytes(path.read_bytes()[:6_000])
    else:
        path.write_text("just some words, no database " * 40)
    code, out, err = finished(*EMPTY, "--data", str(path))
    assert (code, out) == (1, "")
    assert words in err
    assert "--data" in err
    assert err.count("\n") == 1


def test_a_data_file_in_use(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with started(*EMPTY, "--data", str(path)):
        code, out, err = finished(*EMPTY, "--data", str(path))
    assert (code, out) == (1, "")
    assert "locked by another sandbox" in err


def test_help_tells_of_the_rules() -> None:
    code, out, _ = finished("--help")
    assert code == 0
    told = " ".join(out.split())
    for words in (
        "temporary_unavailable",
        "ready http://",
        f"(default: {demo_key()}, or {DEFAULT_KEY} with --seed empty)",
        "what new accounts hold (default: demo)",
        "a UnificationEngine app that is let in; repeatable",
        f"(default: {DEMO_APP_KEY}:{DEMO_APP_SECRET}, or none with --seed empty)",
        '/_sandbox/mail lists it as {"mail":[...]}, oldest first, of all accounts and without a key',
        "once for each address and day (then 1006)",
        "/_sandbox/subscribe/TOKEN",
        "skip_unsubscribe counts as approved",
        "It holds 512 MB: a send that does not fit is refused with 507 until it is emptied",
        "give the same --unione-key and --ue-app again",
        "is let in everywhere but at project/* (403)",
        "Names that differ in letter case differ",
        "No send with send_enabled=false (215)",
        "off: project/* is refused with 403",
        "/_sandbox/trash/ID/restore",
        'GET /_sandbox/messages lists them as {"messages":[...]}, oldest first',
        "It holds 64 MB: a send that does not fit is refused with 1000",
        "the first 32 hexadecimal digits of the old one's SHA-256",
        *(f"{word} {code}" for word, code in WORDS.items()),
        f"begins with {BAD_RECEIVER}: 412",
    ):
        assert words in told
