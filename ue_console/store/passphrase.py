"""The vault's passphrase: asked of the operator, or read from a file where nobody is there."""

import os
import stat
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final, NamedTuple

from ue_console.errors import InputError, KeyStoreError
from ue_console.text import safe_line

VARIABLE: Final = "UE_CONSOLE_VAULT_PASSPHRASE_FILE"
"""Names a file with the passphrase, for servers on which nobody types it."""

SHORTEST: Final = 8
"""Characters in a new passphrase at least."""

_FILE_LIMIT: Final = 4096
"""Bytes of a passphrase file at most."""

_REMEDY: Final = f"Correct the file that {VARIABLE} names, or unset it to be asked."


class PassphraseWanted(NamedTuple):
    """What the operator is asked."""

    new: bool
    """The vault is about to be made: the answer becomes its passphrase."""
    wrong: str
    """Why the last answer was refused, one sentence, or empty."""
    path: str
    """The vault's file, fit for the screen."""


Ask = Callable[[PassphraseWanted], Awaitable[str | None]]
"""Gives the passphrase, or None where the operator gives none."""


def check_new(passphrase: str) -> None:
    """Refuse a passphrase that is too short to protect anything.

    Raises:
        InputError: It has fewer than ``SHORTEST`` characters.
    """
    if len(passphrase) < SHORTEST:
        raise InputError(
            f"The passphrase has fewer than {SHORTEST} characters.", "Type a longer one.", field="passphrase"
        )


def read_passphrase(path: Path) -> str:
    """Return a passphrase file's text without the line end after it.

    Raises:
        KeyStoreError: It can't be read, others may read it, or it is no passphrase.
    """
    shown = safe_line(str(path))
    try:
        data = _private_bytes(path, shown)
    except OSError as error:
        raise KeyStoreError(
            f"The passphrase file {shown} can't be read ({error.strerror}).", _REMEDY
        ) from error
    text = data.decode(errors="replace").removesuffix("\n").removesuffix("\r")
    # Not raised where it is decoded: such an error carries the whole text along.
    if not text or len(data) > _FILE_LIMIT or "\ufffd" in text or "\n" in text:
        raise KeyStoreError(f"The passphrase file {shown} does not hold one line of text.", _REMEDY)
    return text


def _private_bytes(path: Path, shown: str) -> bytes:
    # Without O_NONBLOCK, opening a pipe waits for somebody to write.
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise KeyStoreError(f"The passphrase file {shown} is no ordinary file.", _REMEDY)
        if status.st_mode & 0o077:
            raise KeyStoreError(
                f"Other users may read or change the passphrase file {shown}.",
                "Close it to them: chmod 600, and choose a new passphrase if they could read it.",
            )
        return file.read(_FILE_LIMIT + 1)
