"""Accounts to a new file and from one, by the name that an operator types."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ue_console.errors import InputError
from ue_console.models.account import Account
from ue_console.services.account_exchange import Import, export_text, read_accounts
from ue_console.store.account_file import read_bytes, save
from ue_console.text import safe_line


def export_to(name: str, accounts: Iterable[Account]) -> Path:
    """Write the accounts without their keys into a new file, mode 0600.

    Returns:
        Where the file is.

    Raises:
        InputError: There is something of that name already, or it can't be written.
    """
    path = _path(name)
    if path.exists():
        raise InputError(f"{safe_line(str(path))} is there already.", "Give another name.")
    save(path, export_text(accounts), over=False, besides=path)
    return path


def given(name: str, known: Sequence[Account]) -> tuple[bytes, Import]:
    """A file's bytes, and what would be added of them to the known accounts.

    Raises:
        InputError: It can't be read, or something in it is wrong.
    """
    path = _path(name)
    data = read_bytes(path, plain=True)
    return data, read_accounts(data, known, path.name)


def _path(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError as error:
        raise InputError(f"There is no home folder for {safe_line(name)}.", "Give the whole path.") from error
