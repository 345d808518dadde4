"""What the command writes: one line on stdout, and on stderr only what its user can act on."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.sandbox.command import finished, start, wait_ready

LINE = (sys.executable, "-m", "ue_console", "sandbox", "--seed", "empty")


def full() -> int:
    return os.open("/dev/full", os.O_WRONLY)


def broken_pipe() -> int:
    reading, writing = os.pipe()
    os.close(reading)
    return writing


@pytest.mark.parametrize(
    ("opened", "reason"),
    [(full, "no space left on device"), (broken_pipe, "broken pipe")],
    ids=["full", "broken pipe"],
)
def test_stdout_that_can_not_be_written(opened: Callable[[], int], reason: str) -> None:
    stdout = opened()
    try:
        done = subprocess.run(LINE, stdout=stdout, stderr=subprocess.PIPE, text=True, timeout=30)
    finally:
        os.close(stdout)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(f"stdout can't be written: {reason}.\n")


def test_stdout_that_is_closed() -> None:
    line = ["sh", "-c", 'exec "$@" >&-', "sh", *LINE]
    done = subprocess.run(line, stderr=subprocess.PIPE, text=True, timeout=30)
    assert done.returncode == 1
    assert done.stderr.endswith("stdout can't be written: it is closed.\n")
    assert done.stderr.count("\n") == 1


UPGRADE = (
    b"GET /_sandbox/mail HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


@pytest.mark.parametrize(
    ("request_", "status"),
    [(UPGRADE, b"200"), (b"no HTTP\r\n\r\n", b"400"), (b"GET / HTTP/9\r\n\r\n", b"400")],
    ids=["upgrade", "no HTTP", "other version"],
)
def test_odd_requests_leave_no_trace(request_: bytes, status: bytes) -> None:
    process = start("--seed", "empty")
    host, port = wait_ready(process).removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(request_)
        assert connection.recv(100).startswith(b"HTTP/1.1 " + status)
    process.terminate()
    assert process.communicate(timeout=20) == ("", "")


def test_a_fault_is_told(tmp_path: Path) -> None:
    program = tmp_path / "faulty.py"
    program.write_text(
        "from ue_console.sandbox.mailbox import Mailbox\n"
        "from ue_console.cli import main\n"
        "Mailbox.clear = lambda self: 1 / 0\n"
        "main(['sandbox', '--seed', 'empty'])\n"
    )
    line = [sys.executable, str(program)]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    url = wait_ready(process)
    assert httpx.delete(f"{url}/_sandbox/mail").json()["code"] == 150
    process.terminate()
    _, err = process.communicate(timeout=20)
    assert err.startswith("The sandbox met an error of its own: DELETE /_sandbox/mail\nTraceback")
    assert err.rstrip().endswith("ZeroDivisionError: division by zero")


@pytest.mark.parametrize(
    ("host", "code", "words"),
    [
        ("192.0.2.1", 1, "192.0.2.1 is no address of this machine."),
        ("", 2, "--host must not be blank."),
        (" ", 2, "--host must not be blank."),
        ("nope.invalid", 1, "No address belongs to the name nope.invalid."),
    ],
)
def test_hosts_that_are_none(host: str, code: int, words: str) -> None:
    found, out, err = finished("--seed", "empty", "--host", host)
    assert (found, out) == (code, "")
    assert words in err
    assert "--port" not in err
    assert err.count("\n") == 1
