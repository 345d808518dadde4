"""Writing lines to stdout as they come, without ever keeping the loop waiting for a slow reader."""

import asyncio
import contextlib
import os
import stat
import sys
from collections.abc import Callable
from typing import Final

from ue_console.cli.output import fitting
from ue_console.errors import ConsoleError

_PIECE: Final = 4096
"""Bytes that a pipe takes whole once it says that it can be written to (PIPE_BUF)."""


class Stream:
    """Stdout.

    Args:
        gone: Called when nobody reads it any more, even while there is nothing to write.
    """

    def __init__(self, gone: Callable[[], None]) -> None:
        self._gone = gone
        self._descriptor = None if sys.stdout is None else sys.stdout.fileno()
        self._waits = False
        self._watching = False
        self._lock = asyncio.Lock()

    def watch(self) -> None:
        """Look from now on whether somebody reads."""
        if self._descriptor is None:
            return
        mode = os.fstat(self._descriptor).st_mode
        # A regular file always takes what is written, and the loop refuses to wait for one.
        self._waits = not stat.S_ISREG(mode)
        if stat.S_ISFIFO(mode):
            with contextlib.suppress(OSError):
                # Of a pipe's writing end nothing can be read: it wakes when its reader has gone.
                asyncio.get_running_loop().add_reader(self._descriptor, self._left)
                self._watching = True

    async def write(self, text: str) -> None:
        """Write all of it; what nobody reads is dropped.

        Raises:
            ConsoleError: The disk is full, or another fault of what stdout leads to.
        """
        data = memoryview(fitting(text).encode(sys.stdout.encoding if sys.stdout else "utf-8"))
        async with self._lock:
            while data and self._descriptor is not None:
                data = data[await self._written(self._descriptor, data[:_PIECE]) :]

    async def _written(self, descriptor: int, piece: memoryview) -> int:
        if self._waits:
            await self._writable(descriptor)
        try:
            return os.write(descriptor, piece)
        except BlockingIOError:
            self._waits = True
        except BrokenPipeError:
            self._left()
        except OSError as error:
            self.close()
            reason = (error.strerror or str(error)).lower()
            raise ConsoleError(f"The output can't be written: {reason}.") from error
        return 0

    def close(self) -> None:
        """Write no more."""
        if self._descriptor is not None and self._watching:
            asyncio.get_running_loop().remove_reader(self._descriptor)
        self._descriptor, self._watching = None, False

    def _left(self) -> None:
        self.close()
        self._gone()

    async def _writable(self, descriptor: int) -> None:
        loop = asyncio.get_running_loop()
        ready = asyncio.Event()
        try:
            loop.add_writer(descriptor, ready.set)
        except OSError:  # a device that is always ready
            self._waits = False
            return
        try:
            await ready.wait()
        finally:
            loop.remove_writer(descriptor)
