"""From a config to the text of its file, keeping what the operator wrote around it."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, Final

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError

from ue_console.errors import ConfigError
from ue_console.store.config import ACTIVITY_DAYS, VERSION, Config
from ue_console.store.config_edit_accounts import edit_accounts, spaced, write_accounts
from ue_console.store.config_text import parse

_BEGINNING: Final = f"""\
# UE Console: accounts, theme and keys of the keyboard. No API keys here.
# Edit it as you like: your comments stay when the console writes to it.
# To give an action another key, take off the # of the next line; the README has all names.
# keys."templates.delete" = "X"

version = {VERSION}
theme = ""
last_account = ""
"""
_PLAIN: Final = ("version", "theme", "default_account", "last_account", "activity_days", "dns")
"""The entries that are no tables."""
_UNSAID: Final = {"default_account": "", "activity_days": ACTIVITY_DAYS, "dns": ""}
"""Entries that a file need not have where they say no more than this."""
_MARK: Final = "\ufeff"
_NEW: Final = "that would be written"


def edited(text: str, config: Config) -> str:
    """Return ``text`` (a valid config) changed to say ``config``; comments, order and spelling stay.

    Raises:
        ConfigError: The config contradicts itself, or the text is too odd to be changed.
    """
    body = text.removeprefix(_MARK)
    if body and _says(body, config):
        return text
    wanted = parse(_anew("", config).encode(), _NEW)
    whole = body + "\n" * (bool(body) and not body.endswith("\n"))
    for edit in (_in_place, _anew):
        result = _tried(edit, whole, config)
        if result is not None and _says(result, wanted):
            return text[: len(text) - len(body)] + _line_ends(body, result)
    raise ConfigError(
        "The config file is written in a way that the console can't change.",
        "Make the change by hand, or move the file away to begin a new one.",
    )


def _tried(edit: Callable[[str, Config], str], text: str, config: Config) -> str | None:
    """The text as ``edit`` leaves it; None where the library takes less than TOML allows."""
    try:
        return edit(text, config)
    except (TOMLKitError, RecursionError):
        return None


def _says(text: str, config: Config) -> bool:
    """Whether a reader of the text will find exactly this."""
    try:
        return parse(text.encode(), _NEW) == config
    except ConfigError:
        return False


def _in_place(text: str, config: Config) -> str:
    """Touch only what differs from what the text says now."""
    text = text or _BEGINNING
    before = parse(text.encode(), "")
    document = tomlkit.parse(text)
    for entry in _PLAIN:
        if getattr(before, entry) != getattr(config, entry):
            document[entry] = getattr(config, entry)
    edit_accounts(document, before.accounts, config.accounts)
    _edit_keys(document, config.keys)
    known = {account.name for account in before.accounts}
    new = [index for index, account in enumerate(config.accounts) if account.name not in known]
    return spaced(tomlkit.dumps(document), new if len(config.accounts) > len(known) else [])


def _anew(text: str, config: Config) -> str:
    """Write accounts and keys over again; the rest of the text stays."""
    document = tomlkit.parse(text)
    for entry in _PLAIN:
        if entry in document or getattr(config, entry) != _UNSAID.get(entry):
            document[entry] = getattr(config, entry)
    for entry in ("accounts", "keys"):
        if entry in document:
            del document[entry]
    write_accounts(document, config.accounts)
    _edit_keys(document, config.keys)
    return tomlkit.dumps(document)


def _edit_keys(document: TOMLDocument, keys: Mapping[str, str]) -> None:
    table = document.get("keys")
    if not isinstance(table, MutableMapping):
        if not keys:
            return
        if "keys" in document:
            del document["keys"]
        document["keys"] = table = tomlkit.table()
        table.trivia.indent = "\n"
    missing = dict(keys)
    for binding, owner, entry in list(_leaves(table)):
        if binding not in keys:
            del owner[entry]
        elif owner[entry] != missing.pop(binding):
            owner[entry] = keys[binding]
    for binding, key in missing.items():
        document["keys"][binding] = key


def _leaves(
    table: MutableMapping[str, Any], prefix: str = ""
) -> Iterator[tuple[str, MutableMapping[str, Any], str]]:
    """Each text of a table and of the tables in it: binding id, the table around it, its name there."""
    for entry, value in table.items():
        if isinstance(value, MutableMapping):
            yield from _leaves(value, f"{prefix}{entry}.")
        elif isinstance(value, str):
            yield prefix + entry, table, entry


def _line_ends(before: str, after: str) -> str:
    """``after`` with the line ends that all of ``before`` has."""
    if before.count("\r\n") and before.count("\r\n") == before.count("\n"):
        return after.replace("\r\n", "\n").replace("\n", "\r\n")
    return after
