"""A call that may never come back, made so that nobody has to wait for it."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


async def call_in_daemon(fn: Callable[[], T], seconds: float) -> T:
    """Run ``fn`` in a daemon thread of its own and wait for at most ``seconds``.

    The default executor is no place for it: the interpreter waits for its threads at the end, so
    that a call that hangs would keep the console from closing.

    Raises:
        TimeoutError: Nothing came back; the thread is left to itself.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(set_outcome: Callable[[Any], None], outcome: object) -> None:
        if not future.done():
            set_outcome(outcome)

    def work() -> None:
        set_outcome: Callable[[Any], None] = future.set_result
        outcome: object
        try:
            outcome = fn()
        except Exception as error:
            set_outcome, outcome = future.set_exception, error
        # A loop that has closed meanwhile has nobody left to tell.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, set_outcome, outcome)

    threading.Thread(target=work, name=f"daemon:{fn.__qualname__}", daemon=True).start()
    async with asyncio.timeout(seconds):
        return await future
