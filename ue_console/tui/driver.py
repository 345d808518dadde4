"""The terminal: a paste is one text, any byte is taken, and a hangup leaves nothing behind.

Textual's own reader takes what follows an ESC in a paste for keys, which would then act, and a
byte that is no UTF-8 ends the program. Its writer ends where the terminal is gone, so that who
writes to it waits for ever, and every SIGCONT, which a hangup brings too, begins a second one.
"""

import asyncio
import os
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from functools import partial
from types import FunctionType
from typing import Any, Final

from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Paste
from textual.message import Message

BEGIN: Final = "\x1b[200~"
END: Final = "\x1b[201~"
"""What a terminal puts around a paste."""


class WholePastes(XTermParser):
    """Takes pastes out of the input and leaves the rest to Textual's parser."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._held = ""
        """The end of the input, where it may be the beginning of a mark."""
        self._paste: list[str] | None = None
        """What has come of a paste under way."""

    def feed(self, data: str) -> Iterable[Message]:
        """Turn input into keys, mouse and pastes; empty input is its end."""
        if not data:
            yield from super().feed("")
            return
        data, self._held = self._held + data, ""
        while data:
            if self._paste is None:
                typed, found, data = self._split(BEGIN, data)
                if typed:
                    yield from super().feed(typed)
                self._paste = [] if found else None
            else:
                text, found, data = self._split(END, data)
                self._paste.append(text)
                if found:
                    whole, self._paste = "".join(self._paste), None
                    yield Paste(whole.replace("\0", ""))

    def _split(self, mark: str, data: str) -> tuple[str, bool, str]:
        """What stands before a mark, whether there is one, and what follows it."""
        before, found, after = data.partition(mark)
        if not found:
            # An ESC alone is the key; within a paste there are no keys.
            least = 2 if mark == BEGIN else 1
            lengths = range(len(mark) - 1, least - 1, -1)
            held = next((length for length in lengths if before.endswith(mark[:length])), 0)
            before, self._held = before[: len(before) - held], before[len(before) - held :]
        return before, bool(found), after


def forgiving(encoding: str) -> Callable[[], Any]:
    """Make a decoder that takes every byte: U+FFFD stands for what is not in ``encoding``."""
    return partial(getincrementaldecoder(encoding), errors="replace")


class LastingWriter(WriterThread):
    """Goes on taking text when the terminal is gone."""

    def run(self) -> None:
        """Write until the end of the program, as long as anybody reads."""
        there = True
        while (text := self._queue.get()) is not None:
            there = there and self._wrote(text)
        if there:
            self._wrote("")

    def _wrote(self, text: str) -> bool:
        try:
            self._file.write(text)
            if self._queue.empty():
                self._file.flush()
        except OSError:
            return False
        return True


_read_keys: Final = FunctionType(
    LinuxDriver.run_input_thread.__code__,
    {**vars(linux_driver), "XTermParser": WholePastes, "getincrementaldecoder": forgiving},
)
"""Textual's reader with two of its parts exchanged."""

_start: Final = FunctionType(
    LinuxDriver.start_application_mode.__code__, {**vars(linux_driver), "WriterThread": LastingWriter}
)
"""Textual's beginning with the writer exchanged."""


class KeyDriver(LinuxDriver):
    """The terminal, read and written by the parts above."""

    def run_input_thread(self) -> None:
        """Read until the end of the program."""
        _read_keys(self)

    def start_application_mode(self) -> None:
        """Take the terminal."""
        _start(self)

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal again; a hangup sends this signal too, and then there is none."""
        if self._auto_restart:
            asyncio.get_running_loop().call_soon_threadsafe(self._take_again)

    def _take_again(self) -> None:
        if not os.isatty(self.fileno):
            return
        if not self._must_signal_resume:  # stopped from outside, it was never given back
            self.suspend_application_mode()
        self.resume_application_mode()
        self._app.refresh(layout=True)
