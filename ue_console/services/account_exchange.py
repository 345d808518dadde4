"""Accounts to a file and from one, without secrets: for another machine, or for a colleague."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ue_console.models.account import Account
from ue_console.services.account_entries import fresh_place
from ue_console.store.account_fields import NAME_LENGTH
from ue_console.store.account_file import portable, read, written
from ue_console.store.config import Config, ConfigFile


@dataclass(frozen=True, slots=True)
class Import:
    """What becomes of the accounts of a file."""

    added: tuple[Account, ...]
    """Under the names that they have here, in the file's order; none has a key yet."""
    renamed: dict[str, str]
    """Name in the file → name here, where another account has that name."""
    skipped: dict[str, str]
    """Name in the file → name here, of those that are here already."""


def export_text(accounts: Iterable[Account]) -> str:
    """The accounts as TOML with the entries of the config file, and without anything of their keys.

    A key that is kept for one session becomes one to be kept in the key store.
    """
    return written(accounts)


def read_accounts(data: bytes, known: Sequence[Account], shown: str = "the file") -> Import:
    """Say what would be added of a file.

    An account is skipped where one that is equal in all but name and key is here under its name, or
    under its name with a number. Where another account has the name, a number is added to it, and
    projects and users follow.

    Args:
        data: The file, as ``export_text`` writes it.
        known: The accounts that are here.
        shown: The file as messages call it.

    Raises:
        InputError: Something in the file is wrong, or a key is in it; its line is named, no value shown.
    """
    given = read(data, shown, known)
    names: dict[str, str] = {}
    added: dict[str, Account] = {}
    taken = {other.name.casefold(): other for other in known}
    reserved = {account.name.casefold() for account in given}
    # Owners first, as the others take their names; a stable sort keeps the order otherwise.
    for account in sorted(given, key=lambda account: bool(account.parent)):
        wanted = account.model_copy(update={"parent": names.get(account.parent, account.parent)})
        here, is_new = _placed(wanted, taken, reserved)
        names[account.name] = here.name
        if is_new:
            added[account.name] = here
            reserved.add(here.name.casefold())
    kept = [account.name for account in given if account.name in added]
    return Import(
        added=tuple(added[name] for name in kept),
        renamed={name: names[name] for name in kept if names[name] != name},
        skipped={account.name: names[account.name] for account in given if account.name not in added},
    )


def import_accounts(file: ConfigFile, data: bytes, shown: str = "the file") -> Import:
    """Add the accounts of a file to the config, all in one change.

    Raises:
        InputError: As for ``read_accounts``; nothing is added.
        ConfigError: The config file can't be read or written; nothing is added.
    """
    found: list[Import] = []

    def change(config: Config) -> Config:
        given = read_accounts(data, config.accounts, shown)
        # A key that is kept under one of these names is another account's: it must not go to
        # whatever host the file names.
        found.append(replace(given, added=tuple(map(fresh_place, given.added))))
        return replace(config, accounts=[*config.accounts, *found[-1].added])

    file.update(change)
    return found[-1]


def _placed(
    account: Account, taken: Mapping[str, Account], reserved: Collection[str]
) -> tuple[Account, bool]:
    """The account under a name that is free here and True, or the known one that it equals and False."""
    number = 1
    while True:
        ending = f" {number}" if number > 1 else ""
        name = account.name[: NAME_LENGTH - len(ending)].rstrip() + ending
        other = taken.get(name.casefold())
        if other is not None and _equal(other, account):
            return other, False
        if other is None and not (ending and name.casefold() in reserved):
            return account.model_copy(update={"name": name}), True
        number += 1


def _equal(one: Account, other: Account) -> bool:
    """Equal in all but the name and what is known of the key; an id that one lacks says nothing."""
    same: dict[str, object] = {"name": ""}
    for field in ("user_id", "project_id"):
        if not (getattr(one, field) and getattr(other, field)):
            same[field] = ""
    return portable(one).model_copy(update=same) == portable(other).model_copy(update=same)
