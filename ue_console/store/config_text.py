"""From the text of the config file to a config, with the place of whatever is wrong."""

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ue_console.errors import ConfigError, InputError
from ue_console.models.account import Account, Environment, KeyHome, Service
from ue_console.models.secret import MASK
from ue_console.store.account_fields import account_name, is_variable
from ue_console.store.base_url import base_url
from ue_console.store.config import VERSION, Config
from ue_console.store.config_lines import line_of
from ue_console.text import safe_line

_TOP: Final[dict[str, type]] = {
    "version": int,
    "theme": str,
    "last_account": str,
    "accounts": list,
    "keys": dict,
}
_ACCOUNT: Final[dict[str, type]] = {
    "name": str,
    "service": str,
    "base_url": str,
    "environment": str,
    "read_only": bool,
    "key_home": str,
    "key_variable": str,
    "key_hint": str,
}
_CHOICES: Final[dict[str, list[str]]] = {
    "service": [item.value for item in Service],
    "environment": [item.value for item in Environment],
    "key_home": [item.value for item in KeyHome],
}
_TYPE_NAMES: Final[dict[type, str]] = {
    int: "a whole number",
    str: "a text in quotes",
    bool: "true or false",
    list: "a list of [[accounts]]",
    dict: "a table",
}


def parse(data: bytes, shown: str) -> Config:
    """Read the file's bytes.

    Args:
        data: UTF-8 TOML; empty for an empty config.
        shown: The file's path as it appears in messages.

    Raises:
        ConfigError: What is wrong, its line where it can be found, and what is right.
    """
    return _Reader(_text(data, shown), shown).config()


def _text(data: bytes, shown: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            f"The config file {shown} is not UTF-8 text (line {line}).", "Save it as UTF-8."
        ) from error


class _Reader:
    """One reading of one text."""

    def __init__(self, text: str, shown: str) -> None:
        self._text = text
        self._shown = shown
        try:
            self._data: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(
                f"The config file {shown} is not valid TOML: {safe_line(str(error))}.",
                "Correct that line, or move the file away to begin a new one.",
            ) from error

    def config(self) -> Config:
        self._check_version()
        self._check_entries(self._data, _TOP)
        tables = self._data.get("accounts", [])
        if not all(isinstance(table, dict) for table in tables):
            raise self._wrong("accounts", None, f"must be {_TYPE_NAMES[list]}")
        return Config(
            accounts=self._accounts(tables),
            last_account=self._data.get("last_account", ""),
            theme=self._data.get("theme", ""),
            keys=self._keys(),
        )

    def _check_version(self) -> None:
        version = self._data.get("version", VERSION)
        if type(version) is int and version > VERSION:
            raise ConfigError(
                f"The config file {self._shown} was written by a newer version of the console "
                f"(format {version}, this version knows {VERSION}).",
                "Upgrade the console, or set XDG_CONFIG_HOME to another folder; the file stays as it is.",
            )
        if type(version) is not int or version < 1:
            raise self._wrong("version", None, f"must be {VERSION}")

    def _check_entries(
        self, table: Mapping[str, Any], known: Mapping[str, type], account: int | None = None
    ) -> None:
        for entry, value in table.items():
            if entry not in known:
                raise self._wrong(
                    entry, account, f"is not known{_nearest(entry, known)}", "Correct or remove it."
                )
            if type(value) is not known[entry]:
                raise self._wrong(entry, account, f"must be {_TYPE_NAMES[known[entry]]}")

    def _accounts(self, tables: list[dict[str, Any]]) -> list[Account]:
        accounts: list[Account] = []
        names: set[str] = set()
        for index, table in enumerate(tables):
            account = self._account(index, table)
            if account.name.casefold() in names:
                raise self._wrong("name", index, "is the name of another account too")
            names.add(account.name.casefold())
            accounts.append(account)
        return accounts

    def _account(self, index: int, table: dict[str, Any]) -> Account:
        self._check_entries(table, _ACCOUNT, index)
        for entry in ("name", "base_url"):
            if entry not in table:
                raise self._wrong(entry, index, "is missing", "Add it.")
        for entry, choices in _CHOICES.items():
            if table.get(entry, choices[0]) not in choices:
                nearest = _nearest(table[entry], choices)
                raise self._wrong(entry, index, f"must be one of {', '.join(choices)}{nearest}")
        self._check_key_entries(index, table)
        try:
            checked = {
                "name": account_name(table["name"]),
                "base_url": base_url(table["base_url"], Service(table.get("service", Service.UNIONE))),
            }
        except InputError as error:
            raise self._wrong(error.field, index, f"is wrong: {error.cause}", error.remedy) from error
        return Account.model_validate(table | checked)

    def _check_key_entries(self, index: int, table: dict[str, Any]) -> None:
        # What stands here may be a key in the wrong place: it is never part of the message.
        hint = table.get("key_hint", "")
        if hint and not (hint.startswith(MASK) and len(hint) <= len(MASK) + 4):
            raise self._wrong("key_hint", index, "is not a masked key", "Remove it; the console writes it.")
        variable = table.get("key_variable", "")
        if variable and not is_variable(variable):
            raise self._wrong("key_variable", index, "must name an environment variable such as UNIONE_KEY")
        if table.get("key_home") == KeyHome.ENVIRONMENT and not variable:
            raise self._wrong(
                "key_variable", index, "is missing", "Name the environment variable with the key."
            )

    def _keys(self) -> dict[str, str]:
        keys: dict[str, str] = {}
        for binding, key in _flat(self._data.get("keys", {})):
            if not isinstance(key, str):
                raise self._wrong(binding, None, f"must be {_TYPE_NAMES[str]}", table="keys")
            keys[binding] = key
        return keys

    def _wrong(
        self, entry: str, account: int | None, why: str, remedy: str = "Correct it.", *, table: str = ""
    ) -> ConfigError:
        owner = ""
        if account is not None:
            table, owner = "accounts", f" of account {account + 1}"
        line = line_of(self._text, entry, table, account or 0)
        place = f" (line {line})" if line else ""
        return ConfigError(
            f"In the config file {self._shown}, {safe_line(entry)}{owner} {why.removesuffix('.')}{place}.",
            remedy,
        )


def _nearest(entry: object, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(str(entry), list(known), n=1)
    return f"; the nearest is {near[0]}" if near else ""


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Binding ids have dots, which TOML reads as tables in tables where they aren't quoted."""
    for entry, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{entry}.")
        else:
            yield prefix + entry, value
