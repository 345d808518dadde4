"""A sandbox that ends while it works: no half of a job stays, and nobody is left without an answer."""

import sqlite3
import threading
import time
from pathlib import Path

import httpx

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
    assert kinds == {"account", "domain"}
