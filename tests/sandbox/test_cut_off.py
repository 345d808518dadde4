"""A sandbox that ends while it works: no half of a job stays, and nobody is left without an answer."""

import signal
import socket
import sqlite3
import threading
import time
from pathlib import Path

import httpx
import pytest

from tests.sandbox.command import start, started, wait_ready
from tests.sandbox.running import SENDER
from ue_console.sandbox.options import DEFAULT_KEY

EMPTY = ("--seed", "empty", "--domain", "acme.example")
BUSY = "#foreach($i in [1..20000])#set($x = $i)#end" + " words" * 3_000


def send(url: str, answers: list[httpx.Response]) -> None:
    """A send that takes a while; what comes back is put into ``answers``."""
    people = [{"email": f"u{number}@example.com"} for number in range(400)]
    body = {
        "recipients": people,
        "from_email": SENDER,
        "subject": "x",
        "template_engine": "velocity",
        "body": {"html": BUSY},
    }
    path = f"{url}/en/transactional/api/v1/email/send.json"
    try:
        answers.append(
            httpx.post(path, json={"message": body}, headers={"X-API-KEY": DEFAULT_KEY}, timeout=60)
        )
    except httpx.TransportError:
        return


def wait_for_mail(data: Path, client: threading.Thread) -> None:
    """Wait until some mail of the job is in the file."""
    journal = data.with_name(data.name + "-wal")
    while not journal.exists() or journal.stat().st_size < 300_000:
        assert client.is_alive()
        time.sleep(0.02)


def test_a_send_that_was_killed_leaves_nothing(tmp_path: Path) -> None:
    data = tmp_path / "state.db"
    arguments = (*EMPTY, "--data", str(data))
    process = start(*arguments)
    answers: list[httpx.Response] = []
    client = threading.Thread(target=send, args=(wait_ready(process), answers))
    client.start()
    wait_for_mail(data, client)
    process.kill()
    process.communicate()
    client.join()
    assert answers == []
    with started(*arguments) as url:
        assert httpx.get(f"{url}/_sandbox/mail").json() == {"mail": []}
    with sqlite3.connect(data) as connection:
        kinds = {kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM record")}
    connection.close()
    assert kinds == {"account", "domain", "domain-zone"}


def test_a_send_under_way_is_told_of_the_end(tmp_path: Path) -> None:
    data = tmp_path / "state.db"
    process = start(*EMPTY, "--data", str(data))
    answers: list[httpx.Response] = []
    client = threading.Thread(target=send, args=(wait_ready(process), answers))
    client.start()
    wait_for_mail(data, client)
    process.terminate()
    assert process.communicate(timeout=20) == ("", "")
    assert process.returncode == 0
    client.join()
    assert [answer.status_code for answer in answers] == [503]
    assert answers[0].json()["status"] == "error"
    assert answers[0].json()["code"] == 503


@pytest.mark.parametrize("ends", [1, 2])
def test_a_body_half_sent_when_the_end_comes(ends: int) -> None:
    process = start(*EMPTY)
    host, port = wait_ready(process).removeprefix("http://").split(":")
    path = "/en/transactional/api/v1/system/info.json"
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{{"
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(head.encode())
        # The sandbox answers another one meanwhile: it has taken this one in.
        httpx.get(f"http://{host}:{port}/_sandbox/mail")
        for _ in range(ends):
            process.terminate()
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert process.communicate(timeout=20) == ("", "")
    assert process.returncode == 0
    assert answer.startswith(b"HTTP/1.1 503") or answer == b""


def test_the_mailbox_is_whole_after_the_end(tmp_path: Path) -> None:
    data = tmp_path / "state.db"
    arguments = (*EMPTY, "--data", str(data))
    process = start(*arguments)
    client = threading.Thread(target=send, args=(wait_ready(process), []))
    client.start()
    wait_for_mail(data, client)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=20) == ("", "")
    client.join()
    with started(*arguments) as url:
        assert httpx.get(f"{url}/_sandbox/mail").json() == {"mail": []}
