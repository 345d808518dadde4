"""The real program in a real pseudo-terminal: keys go in, every byte that comes out is kept."""

import fcntl
import os
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyte

from tests.terminal.keys import KEYS
from tests.terminal.machine import PROGRAM, environment

PATIENCE: Final = 20.0
"""Seconds after which something that should appear is missing."""

_LAUNCH: Final = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Makes the pseudo-terminal the controlling one, so that a new size is signalled."""

_SKIPPED: Final = re.compile(rb"\x1b\[(?:[\d;]*m|[<>=][\d;]*u|\?[\d;]*\$p)")
"""Colours, which nobody looks at here, and what the emulator does not know."""
_CUT_OFF: Final = re.compile(rb"\x1b(?:\[[^@-~]*)?\Z")


class PtyConsole:
    """One run of the program; use it as a context manager.

    Args:
        home: The folder that stands for the operator's home.
        arguments: What follows ``ue-console``.
        size: Columns and lines.
        env: Variables beside those of ``environment``.
        program: What is run in place of ``ue-console``.
    """

    def __init__(
        self,
        home: Path,
        arguments: Sequence[str] = (),
        *,
        size: tuple[int, int] = (120, 36),
        env: Mapping[str, str] | None = None,
        program: Sequence[str] = (PROGRAM,),
    ) -> None:
        self.raw = bytearray()
        """Every byte that the program has written."""
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._text: str | None = None
        self._held = b""
        self._master, slave = os.openpty()
        self._set_size(size)
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _LAUNCH, *program, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment(home, **(env or {})),
            cwd=home,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        os.close(self._master)

    @property
    def text(self) -> str:
        """What is on the screen."""
        if self._text is None:
            self._text = "\n".join(line.rstrip() for line in self._screen.display)
        return self._text

    def echoes(self) -> bool:
        """Whether the terminal shows what is typed."""
        return bool(termios.tcgetattr(self._master)[3] & termios.ECHO)

    def press(self, *keys: str) -> None:
        """Press keys by name; what has no name is typed as it stands."""
        for key in keys:
            self.send(KEYS.get(key, key).encode())

    def paste(self, text: str) -> None:
        """Paste the way a terminal does that hands over whatever the clipboard holds."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def shows(self, pattern: str, seconds: float = PATIENCE) -> "re.Match[str]":
        """Wait until a regular expression is on the screen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := re.search(pattern, self.text):
                return found
            if not self.pump(0.05) and self.process.poll() is not None:
                break
            self.drain()
        raise AssertionError(f"never on the screen: {pattern}\n{self.text}")

    def lacks(self, pattern: str, seconds: float = PATIENCE) -> None:
        """Wait until a regular expression is not on the screen any more."""
        end = time.monotonic() + seconds
        while re.search(pattern, self.text):
            assert time.monotonic() < end, f"still on the screen: {pattern}\n{self.text}"
            self.pump(0.05)

    def quiet(self, seconds: float = 0.15) -> None:
        """Read until nothing has come for a while."""
        while self.pump(seconds):
            pass

    def drain(self) -> None:
        """Take in all that has come."""
        while self.pump(0):
            pass

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the terminal."""
        self._screen.resize(lines, columns)
        self._text = None
        self._set_size((columns, lines))

    def ended(self, seconds: float = PATIENCE) -> int:
        """Wait for the program's end; its exit code."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, f"still running\n{self.text}"
            self.pump(0.05)
        self.drain()
        return self.process.returncode

    def hang_up(self) -> None:
        """Close the terminal under the program."""
        os.close(self._master)
        self._master = os.open(os.devnull, os.O_RDONLY)

    def kill(self) -> None:
        """``kill -9``, where it still runs."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def pump(self, seconds: float) -> bool:
        """Take in what comes within some seconds; False when nothing came."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:
            # The other end is closed.
            return False
        self.raw += data
        self.draw(data)
        return bool(data)

    def draw(self, data: bytes) -> None:
        """Show on the screen what has come."""
        self._text = None
        # The emulator has one screen: the other one is empty whenever it comes up.
        whole = (self._held + data).replace(b"\x1b[?1049l", b"\x1b[2J\x1b[H")
        cut = _CUT_OFF.search(whole)
        self._held = whole[cut.start() :] if cut else b""
        self._stream.feed(_SKIPPED.sub(b"", whole[: cut.start()] if cut else whole))

    def click(self, text: str) -> None:
        """Click on the first place where a text is on the screen."""
        line, row = next((line, row) for row, line in enumerate(self.text.split("\n"), 1) if text in line)
        place = f"0;{line.index(text) + 1};{row}"
        self.send(f"\x1b[<{place}M\x1b[<{place}m".encode())

    def send(self, data: bytes) -> None:
        """Let bytes come in as if they were typed."""
        while data:
            self.pump(0)
            sent = os.write(self._master, data[:1024])
            data = data[sent:]

    def _set_size(self, size: tuple[int, int]) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
