"""The signals that end a command which runs until it is told to stop."""

import asyncio
import signal
from collections.abc import Coroutine
from time import monotonic
from typing import Any, Final, Self, TypeVar

T = TypeVar("T")

_ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_ONE: Final = 1.0
"""Seconds in which a further signal is the same wish: a wrapper tells the command and its group."""


class Signals:
    """The first signal asks for the end; another one, while that takes long, cancels the task."""

    def __init__(self) -> None:
        self._ended = asyncio.Event()
        self._task: asyncio.Task[object] | None = None
        self._taken: list[signal.Signals] = []
        self._first: float | None = None
        """When the first one came."""
        self._name = ""
        """How the operator gave it."""
        self.impatient = False
        """Whether there was a later one."""

    @property
    def came(self) -> bool:
        """Whether there was one."""
        return self._first is not None

    @property
    def again(self) -> str:
        """What ends it at once: ``ctrl+c again``, ``SIGTERM again``; ``ctrl+c twice`` before any."""
        return f"{self._name} again" if self._name else "ctrl+c twice"

    def __enter__(self) -> Self:
        self._task = asyncio.current_task()
        for number in _ENDING:
            # A command begun with nohup goes on without its terminal.
            if number is signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN:
                continue
            asyncio.get_running_loop().add_signal_handler(number, self._met, number)
            self._taken.append(number)
        return self

    def __exit__(self, *_: object) -> None:
        for number in self._taken:
            asyncio.get_running_loop().remove_signal_handler(number)
            if self._first is not None:
                # The end is near: what follows must not turn it into a crash.
                signal.signal(number, signal.SIG_IGN)

    def end(self) -> None:
        """Ask for the end without a signal."""
        self._ended.set()

    async def wait(self) -> None:
        """Wait until the end is asked for."""
        await self._ended.wait()

    async def unless_ended(self, work: Coroutine[Any, Any, T]) -> T | None:
        """What the work brings; None where the end is asked for before, which breaks it off."""
        doing, ending = asyncio.create_task(work), asyncio.create_task(self._ended.wait())
        try:
            await asyncio.wait((doing, ending), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (doing, ending):
                task.cancel()
            await asyncio.wait((doing, ending))
        return None if doing.cancelled() else doing.result()

    def _met(self, number: signal.Signals) -> None:
        if self._first is None:
            self._name = "ctrl+c" if number is signal.SIGINT else number.name
            self._first = monotonic()
            self._ended.set()
        elif monotonic() - self._first >= _ONE and self._task is not None and not self.impatient:
            self.impatient = True
            self._task.cancel()
