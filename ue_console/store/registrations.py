"""Webhooks that stand for the time of listening, on disk: what is to be put back, even after a kill.

A file each. While the listener lives it holds the file's lock; a file that nobody locks was left behind.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any, Final, Self
from uuid import uuid4

from pydantic import ValidationError

from ue_console.errors import StateError
from ue_console.models.unione.webhook import Webhook

_SUFFIX: Final = ".json"


@dataclass(frozen=True, slots=True)
class Registered:
    """What a file says."""

    account: str
    """The account's name."""
    base_url: str
    """Of the account's service."""
    url: str
    """The webhook's."""
    before: Webhook | None
    """What stood there; None where there was nothing."""
    made: Webhook | None = None
    """What the service has since; None while its answer is not known."""


class Record:
    """A file whose lock is held; closing it gives the lock away, and removing it ends it all."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @classmethod
    def new(cls, folder: Path, registered: Registered) -> Self:
        """Write one, on disk when it returns.

        Raises:
            StateError: The folder can't be written.
        """
        name = uuid4().hex
        path, first = folder / f"{name}{_SUFFIX}", folder / f".{name}"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(first, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise _unwritten(error) from error
        record = cls(first, descriptor)
        try:
            # Nobody finds it before it is locked and whole.
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            record.add(registered)
            first.rename(path)
        except BaseException:
            record.remove()
            raise
        record._path = path
        return record

    def add(self, registered: Registered) -> None:
        """Write what is known now behind what was; the last whole line counts.

        Raises:
            StateError: The disk refuses.
        """
        line = json.dumps(_table(registered)) + "\n"
        try:
            os.lseek(self._descriptor, 0, os.SEEK_END)
            os.write(self._descriptor, line.encode())
            os.fsync(self._descriptor)
        except OSError as error:
            raise _unwritten(error) from error

    def read(self) -> Registered | None:
        """What it says; None where nothing whole was written."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        lines = os.read(self._descriptor, os.fstat(self._descriptor).st_size).split(b"\n")[:-1]
        found = [registered for line in lines if (registered := _registered(line))]
        return found[-1] if found else None

    def age(self) -> float:
        """Seconds since it was written."""
        return time() - os.fstat(self._descriptor).st_mtime

    def remove(self) -> None:
        """Delete the file: there is nothing left to put back."""
        self._path.unlink(missing_ok=True)
        self.close()

    def close(self) -> None:
        """Leave the file to whoever looks next."""
        os.close(self._descriptor)


def left_behind(folder: Path) -> Iterator[Record]:
    """The records of listeners that are gone, each locked; remove or close each."""
    for path in _files(folder):
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:  # another one has just put it back
            continue
        if _locked(descriptor):
            yield Record(path, descriptor)
        else:
            os.close(descriptor)


def is_held(folder: Path, registered: Registered) -> bool:
    """Whether a listener that lives has registered the same URL for the same account."""
    mine = (registered.account, registered.url)
    return any((other.account, other.url) == mine for other in held_now(folder))


def held_now(folder: Path) -> Iterator[Registered]:
    """What the listeners that live have registered."""
    for path in _files(folder):
        try:
            record = Record(path, os.open(path, os.O_RDWR | os.O_CLOEXEC))
        except FileNotFoundError:  # it has just ended
            continue
        try:
            found = None if _locked(record._descriptor) else record.read()
        finally:
            record.close()
        if found:
            yield found


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{_SUFFIX}")) if folder.is_dir() else []


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _table(registered: Registered) -> dict[str, Any]:
    before, made = (each and each.model_dump(mode="json") for each in (registered.before, registered.made))
    return {
        "account": registered.account,
        "base_url": registered.base_url,
        "url": registered.url,
        "before": before,
        "made": made,
    }


def _registered(line: bytes) -> Registered | None:
    try:
        table = json.loads(line)
        before, made = (
            None if table[name] is None else Webhook.model_validate(table[name])
            for name in ("before", "made")
        )
        return Registered(table["account"], table["base_url"], table["url"], before, made)
    except (ValueError, KeyError, TypeError, ValidationError):
        return None


def _unwritten(error: OSError) -> StateError:
    reason = (error.strerror or str(error)).lower()
    return StateError(
        f"What is to be put back after listening can't be written: {reason}.",
        "Make room in the state folder, or give yourself rights in it.",
    )
