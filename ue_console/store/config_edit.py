"""From a config to the text of its file, keeping what the operator wrote around it."""

from collections.abc import Mapping, MutableMapping
from typing import Any, Final

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, InlineTable, Table

from ue_console.models.account import Account
from ue_console.store.config import Config

_BEGINNING: Final = "# UE Console: accounts, theme and keys of the keyboard. No API keys here.\n"


def edited(text: str, config: Config) -> str:
    """Return ``text`` (valid TOML) changed to say ``config``; comments and order stay."""
    document = tomlkit.parse(text or _BEGINNING)
    _set(document, "version", config.version)
    _set(document, "theme", config.theme)
    _set(document, "last_account", config.last_account)
    _edit_accounts(document, config.accounts)
    _edit_keys(document, config.keys)
    return tomlkit.dumps(document)


def _set(table: MutableMapping[str, Any], entry: str, value: object) -> None:
    # An equal value is left alone: writing it again would change how the operator wrote it.
    if table.get(entry) != value:
        table[entry] = value


def _edit_accounts(document: TOMLDocument, accounts: list[Account]) -> None:
    tables = document.get("accounts")
    if not isinstance(tables, AoT):
        if "accounts" in document:
            del document["accounts"]
        if not accounts:
            return
        document.add(tomlkit.nl())
        document["accounts"] = tomlkit.aot()
        tables = document["accounts"]
    if not accounts:
        del document["accounts"]
        return
    _match(tables, accounts)
    for table, account in zip(tables, accounts, strict=True):
        _edit_table(table, _entries(account))


def _match(tables: AoT, accounts: list[Account]) -> None:
    """Make one table an account in the same order; a renamed account keeps its table."""
    old = [table["name"] for table in tables]
    new = [account.name for account in accounts]
    if len(old) != len(new):
        for index in reversed(range(len(old))):
            if old[index] not in new:
                del tables[index]
    while len(tables) > len(new):
        del tables[-1]
    for account in accounts[len(tables) :]:
        table = tomlkit.table()
        table["name"] = account.name
        tables.append(table)


def _entries(account: Account) -> dict[str, object]:
    """The entries to write; optional ones only where they say something."""
    entries: dict[str, object] = {
        "name": account.name,
        "service": account.service.value,
        "base_url": account.base_url,
        "environment": account.environment.value,
        "read_only": account.read_only,
        "key_home": account.key_home.value,
    }
    if account.key_variable:
        entries["key_variable"] = account.key_variable
    if account.key_hint:
        entries["key_hint"] = account.key_hint
    return entries


def _edit_keys(document: TOMLDocument, keys: Mapping[str, str]) -> None:
    table = document.get("keys")
    # A table written in several places comes as a proxy, from which entries can't be removed.
    if not isinstance(table, Table | InlineTable):
        if "keys" in document:
            del document["keys"]
        if not keys:
            return
        document.add(tomlkit.nl())
        document["keys"] = tomlkit.table()
        table = document["keys"]
    _edit_table(table, keys)


def _edit_table(table: Table | InlineTable, entries: Mapping[str, object]) -> None:
    for entry in [entry for entry in table if entry not in entries]:
        del table[entry]
    for entry, value in entries.items():
        _set(table, entry, value)
