"""A terminal to measure a program in: a pseudo-terminal, a screen behind it, and a clock.

Output gets its time when it is read; it is drawn on the screen afterwards, in the next lull, so
that drawing never delays reading. Linux only: CPU time and memory come from the kernel's books
on the process.
"""

import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyte

COLUMNS: Final = 120
LINES: Final = 40
LULL: Final = 0.02
"""Seconds without output after which the screen is drawn."""
QUIET: Final = 0.15
"""Seconds without output after which a program has settled."""
PATIENCE: Final = 30.0
"""Seconds after which what should have appeared is missing."""

_QUERY: Final = re.compile(rb"\x1b\[\?(\d+)\$p")
_KITTY: Final = re.compile(rb"\x1b\[[<>=][0-9;]*u")
_SYNCHRONISED: Final = 2026
"""The one mode of those that Textual asks for that this terminal knows."""

_SETTINGS: Final = ("PYTHON", "TEXTUAL")
"""How the names of variables begin that change what is measured: byte code that is not kept, say."""


def plain() -> dict[str, str]:
    """The environment as an operator has it."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)}


Condition = Callable[["Terminal"], bool]


class Terminal:
    """One program in a terminal of its own; a context manager that ends it.

    Args:
        command: Program and arguments.
        env: Added to the environment.
        cwd: Where it runs.
    """

    def __init__(
        self, command: Sequence[str], *, env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> None:
        self.received = 0
        self.screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self.screen)
        self._pending: list[tuple[float, bytes]] = []
        self._env = {**plain(), "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.started = self.last = time.perf_counter()
        self.pid = os.fork()
        if self.pid == 0:
            self._become(command, slave, cwd)
        os.close(slave)
        os.set_blocking(self.master, False)

    def _become(self, command: Sequence[str], slave: int, cwd: Path | None) -> None:
        """The child's part; never returns."""
        try:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for number in (0, 1, 2):
                os.dup2(slave, number)
            os.closerange(3, 256)
            if cwd is not None:
                os.chdir(cwd)
            os.execvpe(command[0], list(command), self._env)
        finally:
            os._exit(127)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.master)

    def pump(self, seconds: float) -> bool:
        """Read what comes within ``seconds``, once; True when something came."""
        if not select.select([self.master], [], [], max(seconds, 0))[0]:
            return False
        try:
            data = os.read(self.master, 1 << 16)
        except OSError as error:
            raise RuntimeError(f"The program has ended.\n{self.text()}") from error
        self.last = time.perf_counter()
        self.received += len(data)
        self._pending.append((self.last, data))
        for mode in _QUERY.findall(data):
            known = 2 if int(mode) == _SYNCHRONISED else 0
            os.write(self.master, b"\x1b[?%s;%d$y" % (mode, known))
        return True

    def send(self, keys: bytes) -> float:
        """Type; returns the moment."""
        moment = time.perf_counter()
        os.write(self.master, keys)
        return moment

    def until(self, condition: Condition, what: str) -> float:
        """Wait for a state of the screen; returns when the output that made it so was read.

        Raises:
            TimeoutError: It never came; the message holds the screen.
        """
        end = time.perf_counter() + PATIENCE
        while time.perf_counter() < end:
            if self.pump(LULL):
                continue
            found = self.drawn(condition)
            if found is not None:
                return found
        raise TimeoutError(f"never: {what}\n{self.text()}")

    def drawn(self, condition: Condition) -> float | None:
        """Draw what was read, piece by piece, until ``condition`` holds; when that piece came."""
        while self._pending:
            moment, data = self._pending.pop(0)
            self._stream.feed(_KITTY.sub(b"", data))
            if condition(self):
                return moment
        return None

    def listen(self, seconds: float) -> None:
        """Read for a while."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.pump(left)

    def settle(self, quiet: float = QUIET) -> float:
        """Wait until nothing has come for ``quiet`` seconds; returns when the last output came."""
        while self.pump(quiet):
            pass
        self.drawn(lambda terminal: False)
        return self.last

    def text(self) -> str:
        """The screen."""
        return "\n".join(self.screen.display)

    def shows(self, text: str) -> float:
        """Wait until ``text`` is on the screen; returns the moment."""
        if text in self.text():
            return self.last
        return self.until(lambda terminal: text in terminal.text(), repr(text))

    def painted(self) -> float:
        """Wait for the first visible character; returns the moment."""
        return self.until(lambda terminal: bool(terminal.text().strip()), "anything on the screen")

    def cpu(self) -> float:
        """Milliseconds of CPU time that the program has used, all threads."""
        # The kernel's number of the CPU clock of another process.
        return time.clock_gettime((~self.pid << 3) | 2) * 1000

    def resident(self) -> float:
        """Megabytes of memory in use (resident set)."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else 0.0
