"""The command ``ue-console sandbox`` as a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def start(*arguments: str) -> subprocess.Popen[str]:
    """Start the command."""
    line = [sys.executable, "-m", "ue_console", "sandbox", *arguments]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_ready(process: subprocess.Popen[str]) -> str:
    """The URL of the line that says so; the line with the address of its DNS server is read, too."""
    assert process.stdout is not None
    word, _, url = process.stdout.readline().strip().partition(" ")
    assert word == "ready", process.communicate()[1]
    assert process.stdout.readline().startswith("dns 127.0.0.1:")
    return url


@contextmanager
def started(*arguments: str) -> Iterator[str]:
    """The URL of a running sandbox, ended afterwards."""
    process = start(*arguments)
    try:
        yield wait_ready(process)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def finished(*arguments: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command that ends by itself."""
    process = start(*arguments)
    out, err = process.communicate(timeout=20)
    return process.returncode, out, err
