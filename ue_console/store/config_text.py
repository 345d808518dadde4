"""From the text of the config file to a config, with the place of whatever is wrong."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ue_console.store.config import ACTIVITY_DAYS, VERSION, Config
from ue_console.store.config_accounts import accounts_of
from ue_console.store.config_source import Source, nearest

_PLAIN: Final = ("version", "theme", "default_account", "last_account", "activity_days", "dns")
TOP: Final = (*_PLAIN, "accounts", "keys")
"""The entries of the file."""

MOST_DAYS: Final = 36_500
"""The largest number of days; 0 stands for ever."""

MOST_IGNORED: Final = 50
"""Sentences about what is left out; more would help nobody."""


def parse(data: bytes, shown: str) -> Config:
    """Read the file's bytes.

    A theme, a DNS server or a key of the keyboard that is no text, and days that are no number, are left
    out and told in ``Config.ignored``: none is a reason to keep an operator from the accounts.

    Args:
        data: UTF-8 TOML; empty for an empty config.
        shown: The file's path as it appears in messages.

    Raises:
        ConfigError: What is wrong, its line where it can be found, and what is right.
    """
    source = Source(data, f"the config file {shown}")
    table = source.data()
    check_version(table, source)
    source.check_known((), table, TOP)
    last, default = table.get("last_account", ""), table.get("default_account", "")
    for entry, value in (("last_account", last), ("default_account", default)):
        if not isinstance(value, str):
            raise source.wrong((entry,), "must be a text in quotes")
    accounts = accounts_of(table.get("accounts", []), source)
    ignored: list[str] = []
    names = [account.name for account in accounts]
    if default and default not in names:
        ignored.append(source.told(("default_account",), f"names no account{nearest(default, names)}"))
        default = ""
    theme, dns = _text("theme", table, source, ignored), _text("dns", table, source, ignored)
    keys = _keys(table.get("keys", {}), source, ignored)
    return Config(
        accounts=accounts,
        default_account=default,
        last_account=last,
        theme=theme,
        keys=keys,
        dns=dns,
        activity_days=_days(table.get("activity_days", ACTIVITY_DAYS), source, ignored),
        ignored=tuple(ignored),
    )


_ELSEWHERE: Final = "or set XDG_CONFIG_HOME to another folder; the file stays as it is"


def check_version(table: Mapping[str, Any], source: Source, otherwise: str = _ELSEWHERE) -> None:
    """Refuse a file of another format.

    Raises:
        ConsoleError: It was written by a newer console, or names no version that there is.
    """
    version = table.get("version", VERSION)
    if type(version) is int and version > VERSION:
        raise source.fault(
            f"was written by a newer version of the console (format {version}, this version knows {VERSION})",
            f"Upgrade the console, {otherwise}.",
        )
    if type(version) is not int or version < 1:
        raise source.wrong(("version",), f"must be {VERSION}")


def _text(entry: str, table: Mapping[str, Any], source: Source, ignored: list[str]) -> str:
    value = table.get(entry, "")
    if isinstance(value, str):
        return value
    ignored.append(source.told((entry,), "must be a text in quotes"))
    return ""


def _days(value: object, source: Source, ignored: list[str]) -> int:
    """The days; where they are wrong, nothing may be deleted by a guess."""
    if type(value) is int and 0 <= value <= MOST_DAYS:
        return value
    why = f"must be a number of days from 1 to {MOST_DAYS:,}, or 0 to keep all; until then all is kept"
    ignored.append(source.told(("activity_days",), why))
    return 0


def _keys(table: object, source: Source, ignored: list[str]) -> dict[str, str]:
    if not isinstance(table, dict):
        ignored.append(source.told(("keys",), "must be a table, which begins with the line [keys]"))
        return {}
    keys: dict[str, str] = {}
    for binding, key in flat(table):
        if isinstance(key, str):
            keys[binding] = key
        elif len(ignored) < MOST_IGNORED:
            ignored.append(source.told(("keys", binding), "must be a text in quotes"))
    return keys


def flat(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Binding ids have dots, which TOML reads as tables in tables where they aren't quoted."""
    # No recursion: a line of ten thousand dots is tables in tables, too.
    waiting = [("", iter(table.items()))]
    while waiting:
        prefix, entries = waiting[-1]
        for entry, value in entries:
            if isinstance(value, dict):
                waiting.append((f"{prefix}{entry}.", iter(value.items())))
                break
            yield prefix + entry, value
        else:
            waiting.pop()
