"""Questions in the terminal, which ctrl+c ends."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ue_console.cli.output import say


@contextmanager
def interrupted() -> Iterator[None]:
    """Let ctrl+c end what waits for the operator: asyncio's own handler only notes it meanwhile."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def asked(question: str) -> str:
    """What is typed to a question on stderr; empty at the end of the input."""
    with interrupted():
        say(question)
        return sys.stdin.readline() if sys.stdin is not None else ""
