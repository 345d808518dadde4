"""Calls that may never come back."""

import asyncio
import subprocess
import sys
import threading

import pytest

from ue_console.store.daemon import call_in_daemon


async def test_gives_back_what_the_call_returns_or_raises() -> None:
    def fail() -> None:
        raise KeyError("x")

    assert await call_in_daemon(lambda: threading.current_thread().daemon, 5) is True
    with pytest.raises(KeyError, match="x"):
        await call_in_daemon(fail, 5)


async def test_a_call_that_hangs_ends_in_time_and_its_late_answer_harms_nothing() -> None:
    release = threading.Event()
    wrong: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: wrong.append(context))
    with pytest.raises(TimeoutError):
        await call_in_daemon(release.wait, 0.01)
    release.set()
    await asyncio.sleep(0.05)
    assert wrong == []


def test_a_call_that_hangs_does_not_keep_the_program_from_ending() -> None:
    script = (
        "import asyncio, threading\n"
        "from ue_console.store.daemon import call_in_daemon\n"
        "asyncio.run(call_in_daemon(threading.Event().wait, 0.01))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=20, check=False
    )
    assert ended.stderr.strip().endswith("TimeoutError")
