"""A question in the terminal ends with a signal that comes at the very moment it is asked."""

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from ue_console.cli import asking


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The operator's end of a terminal that is stdin; after 10 s an answer is typed."""
    master, slave = os.openpty()
    with os.fdopen(slave, encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        typing = threading.Timer(10, os.write, (master, b"answered\n"))
        typing.start()
        yield master
        typing.cancel()
        typing.join()
    os.close(master)


@pytest.fixture
def heeded() -> Iterator[None]:
    """SIGTERM has a handler that does nothing at once, as under asyncio."""
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    yield
    signal.signal(signal.SIGTERM, before)


def told(monkeypatch: pytest.MonkeyPatch, number: signal.Signals) -> None:
    """The signal comes while the question is written."""
    monkeypatch.setattr(asking, "say", lambda _: os.kill(os.getpid(), number))


@pytest.mark.usefixtures("heeded", "terminal")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_at_that_moment_ends_it(monkeypatch: pytest.MonkeyPatch, number: signal.Signals) -> None:
    told(monkeypatch, number)
    with pytest.raises(KeyboardInterrupt):
        asking.asked("Sure? ")


@pytest.mark.usefixtures("heeded")
def test_the_handlers_are_as_before(terminal: int, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(asking, "say", lambda _: os.write(terminal, b"yes\n"))
    assert asking.asked("Sure? ") == "yes\n"
    assert signal.getsignal(signal.SIGINT) is mine
    assert signal.set_wakeup_fd(-1) == -1
