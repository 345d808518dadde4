"""Questions in the terminal, which ctrl+c ends."""

import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from ue_console.cli.output import say

_ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def asked(question: str) -> str:
    """What is typed to a question on stderr; empty at the end of the input.

    Raises:
        KeyboardInterrupt: Ctrl+c was pressed, or another signal told the command to end.
    """
    with _interrupted() as woken:
        say(question)
        if sys.stdin is None:
            return ""
        if sys.stdin.isatty():
            _wait(sys.stdin.fileno(), woken)
        return sys.stdin.readline()


def asked_hidden(question: str) -> str:
    """What is typed to a question in the terminal, which shows nothing of it; empty where nothing is.

    What was typed before the question stands is thrown away.

    Raises:
        KeyboardInterrupt: Ctrl+c was pressed, or another signal told the command to end.
    """
    import termios

    with _terminal() as terminal, _interrupted() as woken:
        before = termios.tcgetattr(terminal)
        silent = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
        try:
            termios.tcsetattr(terminal, termios.TCSAFLUSH, silent)
            os.write(terminal, question.encode())
            _wait(terminal, woken)
            typed = os.read(terminal, 4096)
        finally:
            termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
            os.write(terminal, b"\n")
    return typed.decode(errors="replace").rstrip("\r\n")


@contextmanager
def _terminal() -> Iterator[int]:
    """The terminal that the command was started in, whatever stderr is."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        terminal = os.dup(sys.stdin.fileno())
    try:
        yield terminal
    finally:
        os.close(terminal)


@contextmanager
def _interrupted() -> Iterator[int]:
    """Let ctrl+c end what waits for the operator: asyncio's own handler only notes it meanwhile.

    Yields:
        What can be read from as soon as any signal came that the program heeds.
    """
    woken, waking = os.pipe()
    os.set_blocking(waking, False)
    handlers = {number: signal.getsignal(number) for number in _ENDING}
    for number, handler in handlers.items():
        # The terminal must not stay silent behind a command that is killed at its question.
        if number == signal.SIGINT or handler == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    told = signal.set_wakeup_fd(waking, warn_on_full_buffer=False)
    try:
        yield woken
    finally:
        signal.set_wakeup_fd(told)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        os.close(woken)
        os.close(waking)


def _wait(terminal: int, woken: int) -> None:
    """Wait for a line, or for a signal, which a read that begins at that moment would not notice.

    Raises:
        KeyboardInterrupt: It is a signal.
    """
    if woken in select.select([terminal, woken], [], [])[0]:
        raise KeyboardInterrupt
