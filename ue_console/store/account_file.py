"""Accounts in a file of their own, for another machine or a colleague: everything but the keys."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from ue_console.errors import InputError
from ue_console.models.account import Account, KeyHome
from ue_console.store import files
from ue_console.store.config import VERSION
from ue_console.store.config_accounts import accounts_of
from ue_console.store.config_source import Source
from ue_console.store.config_text import TOP, check_version
from ue_console.text import safe_line

MOST_BYTES: Final = 1_000_000
"""Of a file that is read: some thousand accounts."""

_BEGINNING: Final = f"""\
# Accounts of UE Console. Their API keys are not in this file.
# 'ue-console accounts import FILE' adds them; each key is then entered in the console.

version = {VERSION}
"""


def portable(account: Account) -> Account:
    """The account as it may leave this machine.

    The last characters of the key stay here, and so does a session: its key is to be kept.
    """
    home = KeyHome.KEYRING if account.key_home is KeyHome.SESSION else account.key_home
    return account.model_copy(update={"key_hint": "", "key_name": "", "key_home": home})


def written(accounts: Iterable[Account]) -> str:
    """The file's text: TOML with the entries of the config file."""
    import tomlkit

    from ue_console.store.config_edit_accounts import spaced, write_accounts

    document = tomlkit.parse(_BEGINNING)
    tables = [portable(account) for account in accounts]
    write_accounts(document, tables)
    return spaced(tomlkit.dumps(document), range(len(tables)))


def read(data: bytes, shown: str, known: Sequence[Account]) -> list[Account]:
    """The accounts of such a file, or of a whole config file, whose other entries are left.

    Args:
        data: UTF-8 TOML.
        shown: The file as messages call it.
        known: Accounts that a project or user of the file may belong to.

    Raises:
        InputError: Something is wrong, or a key is in it; the sentence shows no value.
    """
    if len(data) > MOST_BYTES:
        raise InputError(f"{shown[:1].upper()}{shown[1:]} is too large for accounts.", "Check its name.")
    source = Source(data, shown, InputError)
    table = source.data()
    check_version(table, source, "or export the accounts with this version")
    source.check_known((), table, TOP)
    accounts = accounts_of(table.get("accounts", []), source, known)
    if not accounts:
        raise source.fault("holds no accounts", "Make one with: ue-console accounts export FILE")
    return [portable(account) for account in accounts]


def read_bytes(path: Path, *, plain: bool = False) -> bytes:
    """The file's bytes, or somewhat more than are taken.

    Args:
        path: The file.
        plain: Read no pipe, which might never end.

    Raises:
        InputError: It can't be read.
    """
    try:
        if plain:
            return files.read_plain(path, MOST_BYTES)
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _failed(path, "read", error, "Check its name and its rights.") from error


def save(path: Path, text: str, *, over: bool, besides: Path) -> None:
    """Write a file with mode 0600, whole or not at all.

    Args:
        path: The file.
        text: What to write.
        over: Whether a file that is there is replaced.
        besides: The config file, which is not replaced in any case.

    Raises:
        InputError: There is something already, or it can't be written.
    """
    remedy = "Choose another name, or repeat the command with --force."
    try:
        if path.exists() and besides.exists() and path.samefile(besides):
            raise InputError("That is the config file itself.", "Choose another name.")
        if path.exists() and not path.is_file():
            raise InputError(f"{_shown(path)} is no file that can be replaced.", "Choose another name.")
        if over:
            files.write_private(path, text.encode())
        else:
            _write_new(path, text.encode())
    except FileExistsError as error:
        raise InputError(f"The file {_shown(path)} is there already.", remedy) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise _failed(path, "written", error, "Check the folder's name, its rights and the space.") from error


def _write_new(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink()
        raise


def _failed(path: Path, done: str, error: Exception, remedy: str) -> InputError:
    why = getattr(error, "strerror", None) or "its name is not valid"
    return InputError(f"The file {_shown(path)} can't be {done} ({why}).", remedy)


def _shown(path: Path) -> str:
    return safe_line(str(path))
