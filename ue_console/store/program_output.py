"""What a program prints, read without a shell, a terminal or patience."""

import contextlib
import os
import select
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from typing import Final

OUTPUT_LIMIT: Final = 64 * 1024
"""Bytes that a program may print."""

_POLL_SECONDS: Final = 0.05
"""How soon an end is seen that no closed pipe tells of: another program may hold the pipe."""

_TERMINAL_VARIABLES: Final = frozenset({"GPG_TTY"})
"""With it, gpg's agent would open a prompt on the console's own terminal."""


class TooMuchOutput(Exception):
    """The program printed more than ``OUTPUT_LIMIT``."""


class ProgramRun:
    """One run of a program, in a session and a process group of its own.

    ``output`` blocks and belongs in a thread; ``end`` returns at once and may come from another
    thread at any time. What the program says on its error stream goes nowhere.

    Args:
        command: The program and its arguments.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False
        self._lock = threading.Lock()

    def output(self) -> tuple[int, bytes]:
        """Run the program and return its exit code and what it printed.

        Returns:
            Code and output; the code is the negative signal where one ended it.

        Raises:
            OSError: The program can't be started.
            ValueError: An argument holds what no argument can.
            TooMuchOutput: It printed more than may be; it is ended.
        """
        with self._lock:
            if self._ended:
                return -signal.SIGKILL, b""
            self._process = process = self._start()
        assert process.stdout is not None
        with process.stdout as pipe:
            try:
                printed = self._read(pipe.fileno(), process)
            except TooMuchOutput:
                self.end()
                raise
            finally:
                self._reap(process)
        return process.returncode, printed

    def end(self) -> None:
        """Kill the program and all that it started; one that has ended is left in peace."""
        with self._lock:
            self._ended = True
            if self._process is not None and self._process.returncode is None:
                # Not reaped yet, so the number is still this group's.
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, signal.SIGKILL)

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,
            env={name: value for name, value in os.environ.items() if name not in _TERMINAL_VARIABLES},
        )

    def _read(self, pipe: int, process: subprocess.Popen[bytes]) -> bytes:
        """Read to the end of the output, or to that of the program where others hold the pipe."""
        printed = b""
        poller = select.poll()
        poller.register(pipe, select.POLLIN)
        while True:
            over = self._is_over(process)
            if not poller.poll(0 if over else _POLL_SECONDS * 1000):
                if over:
                    return printed
                continue
            chunk = os.read(pipe, OUTPUT_LIMIT)
            if not chunk:
                return printed
            printed += chunk
            if len(printed) > OUTPUT_LIMIT:
                raise TooMuchOutput

    def _reap(self, process: subprocess.Popen[bytes]) -> None:
        pause = 0.001
        while not self._is_over(process):
            time.sleep(pause)
            pause = min(2 * pause, _POLL_SECONDS)

    def _is_over(self, process: subprocess.Popen[bytes]) -> bool:
        with self._lock:
            return process.poll() is not None
