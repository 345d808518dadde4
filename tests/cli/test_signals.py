"""Which signals end a command, and which only repeat the wish."""

import asyncio
import os
import signal
from collections.abc import Iterator

import pytest

from ue_console.cli import signals as module
from ue_console.cli.signals import Signals


async def waiting(signals: Signals) -> None:
    """A command whose end never comes."""
    with signals:
        await signals.wait()
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.02)


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """The test's own process answers signals afterwards as before."""
    before = [(number, signal.getsignal(number)) for number in module._ENDING]
    yield
    for number, handler in before:
        signal.signal(number, handler)


async def test_a_second_signal_close_to_the_first_is_the_same_wish() -> None:
    signals = Signals()
    task = asyncio.create_task(waiting(signals))
    await asyncio.sleep(0)
    os.kill(os.getpid(), signal.SIGTERM)
    await task
    assert not signals.impatient
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


async def test_a_later_one_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ONE", 0.0)
    signals = Signals()
    task = asyncio.create_task(waiting(signals))
    await asyncio.sleep(0)
    os.kill(os.getpid(), signal.SIGTERM)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert signals.impatient


@pytest.mark.parametrize(
    ("number", "again"), [(signal.SIGINT, "ctrl+c again"), (signal.SIGTERM, "SIGTERM again")]
)
async def test_what_ends_it_at_once_is_named(number: signal.Signals, again: str) -> None:
    signals = Signals()
    with signals:
        assert (signals.came, signals.again) == (False, "ctrl+c twice")
        os.kill(os.getpid(), number)
        await signals.wait()
    assert (signals.came, signals.again) == (True, again)
