"""``SandboxThread``: beside the console it prints nothing and leaves signals alone."""

import logging
import signal
import socket
import threading
from pathlib import Path

import httpx
import pytest

from tests.sandbox.running import KEY
from ue_console.errors import ConsoleError
from ue_console.sandbox.options import Options
from ue_console.sandbox.server import SandboxThread

OPTIONS = Options(seed="empty", unione_keys=(KEY,))


def test_start_and_stop(capfd: pytest.CaptureFixture[str]) -> None:
    handlers = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    thread = SandboxThread(OPTIONS)
    url = thread.start()
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == handlers
    assert httpx.get(f"{url}/_sandbox/mail").json() == {"mail": []}
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as connection:
        connection.sendall(b"no HTTP\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 400")
    thread.stop()
    thread.stop()
    assert not [each for each in threading.enumerate() if each.name == "sandbox"]
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)
    assert capfd.readouterr() == ("", "")


def test_stop_without_start() -> None:
    SandboxThread(OPTIONS).stop()


def test_two_beside_each_other() -> None:
    first, second = SandboxThread(OPTIONS), SandboxThread(OPTIONS)
    urls = {first.start(), second.start()}
    assert len(urls) == 2
    first.stop()
    second.stop()


def test_a_busy_port_is_an_error_and_no_exit() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConsoleError, match=str(port)):
            SandboxThread(Options(seed="empty", port=port)).start()


def test_a_bad_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConsoleError, match="can't be written"):
        SandboxThread(Options(seed="empty", data=tmp_path)).start()


def test_it_starts_from_any_thread() -> None:
    found: list[int] = []

    def run() -> None:
        thread = SandboxThread(OPTIONS)
        found.append(httpx.get(f"{thread.start()}/_sandbox/mail").status_code)
        thread.stop()

    worker = threading.Thread(target=run)
    worker.start()
    worker.join(30)
    assert found == [200]


def test_a_fault_is_answered_and_not_printed(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> dict[str, object]:
        raise RuntimeError("a bug")

    monkeypatch.setitem(methods_table(), "system/info", broken)
    thread = SandboxThread(OPTIONS)
    url = thread.start()
    with httpx.Client(headers={"X-API-KEY": KEY}) as client:
        for _ in range(3):
            response = client.post(f"{url}/en/transactional/api/v1/system/info.json")
            assert (response.status_code, response.json()["code"]) == (500, 150)
            assert response.headers["connection"] == "close"
    thread.stop()
    logging.shutdown()
    assert capfd.readouterr() == ("", "")


def methods_table() -> dict[str, object]:
    from ue_console.sandbox.unione.methods import SERVED

    return SERVED  # type: ignore[return-value]
