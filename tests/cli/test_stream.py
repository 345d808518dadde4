"""Writing to stdout never keeps the loop waiting, and notices when nobody reads."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ue_console.cli.stream import Stream


def whole(pipe: int, size: int) -> str:
    """Read so many bytes."""
    found = b""
    while len(found) < size:
        found += os.read(pipe, 65_536)
    return found.decode()


@contextmanager
def piped() -> Iterator[int]:
    """Stdout is a pipe for so long; gives its reading end."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as stdout, pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stdout)
        yield reading
    os.close(reading)


async def test_a_full_pipe_holds_up_the_writer_alone() -> None:
    with piped() as pipe:
        stream = Stream(lambda: None)
        stream.watch()
        text = "x" * 200_000
        writing = asyncio.create_task(stream.write(text))
        # The loop goes on while the pipe, which holds 64 KB, is full.
        for _ in range(100):
            await asyncio.sleep(0)
        assert not writing.done()
        read = asyncio.create_task(asyncio.to_thread(whole, pipe, len(text)))
        await writing
        assert await read == text
        stream.close()


async def test_two_writers_never_mix_their_lines() -> None:
    with piped() as pipe:
        stream = Stream(lambda: None)
        stream.watch()
        lines = [letter * 9_999 + "\n" for letter in "abc"]
        await asyncio.gather(*(stream.write(line) for line in lines))
        assert whole(pipe, 30_000) == "".join(lines)
        stream.close()


async def test_a_reader_who_leaves_is_noticed_without_a_write() -> None:
    left = asyncio.Event()
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as stdout, pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stdout)
        stream = Stream(left.set)
        stream.watch()
        os.close(reading)
        await asyncio.wait_for(left.wait(), 5)
        await stream.write("nobody reads this\n")


async def test_a_file_takes_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out"
    with path.open("w", encoding="ascii") as stdout:
        monkeypatch.setattr("sys.stdout", stdout)
        stream = Stream(lambda: None)
        stream.watch()
        await stream.write("✓ delivered ü\n" * 5_000)
        stream.close()
    assert path.read_text("ascii") == "+ delivered ?\n" * 5_000


async def test_no_stdout_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    stream = Stream(lambda: None)
    stream.watch()
    await stream.write("nobody reads this\n")
