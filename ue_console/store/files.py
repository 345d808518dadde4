"""Files written whole or not at all, and a lock between consoles."""

import contextlib
import errno
import fcntl
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

LOCK_SECONDS: Final = 5.0
_RETRY_SECONDS: Final = 0.02


def write_private(path: Path, data: bytes) -> None:
    """Replace a file in one step: mode 0600, on the disk before the old one goes.

    A symbolic link stays one: the file that it points to is replaced.

    Raises:
        OSError: The folder or the disk refuses; the old file is untouched.
    """
    target = path.resolve()
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    _sync_folder(target.parent)


def read_plain(path: Path, most: int) -> bytes:
    """The bytes of a plain file, or one more than ``most`` of them.

    Raises:
        OSError: It can't be read, or is none: a pipe might never end, and nothing could break that off.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is no plain file")
    with path.open("rb") as file:
        return file.read(most + 1)


@contextlib.contextmanager
def locked(folder: Path, seconds: float) -> Iterator[None]:
    """Hold the folder's lock; made with mode 0700 where it doesn't exist.

    Raises:
        TimeoutError: Another process holds it for longer than ``seconds``.
        OSError: The folder can't be made or opened.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _lock(descriptor, time.monotonic() + seconds)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise TimeoutError("another program holds the folder's lock") from None
            time.sleep(_RETRY_SECONDS)
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
