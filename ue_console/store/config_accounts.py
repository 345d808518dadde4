"""The accounts of a TOML file: each entry checked, each project or user with the account it belongs to."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ue_console.errors import InputError
from ue_console.models.account import Account, Environment, KeyHome, KeyKind, Service
from ue_console.models.secret import MASK
from ue_console.store.account_fields import KINDS, OWNERS, account_name, command_words, is_id, is_variable
from ue_console.store.base_url import base_url
from ue_console.store.config_source import Source, nearest
from ue_console.store.inheriting import inherited

_ENTRIES: Final[dict[str, type]] = {
    "name": str,
    "service": str,
    "base_url": str,
    "plain_http": bool,
    "environment": str,
    "read_only": bool,
    "key_kind": str,
    "parent": str,
    "user_id": str,
    "project_id": str,
    "key_home": str,
    "key_variable": str,
    "key_command": object,
    "key_name": str,
    "key_hint": str,
}
"""Every entry in the order of writing, with its type; a command is checked on its own."""

_CHOICES: Final[dict[str, list[str]]] = {
    "service": [item.value for item in Service],
    "environment": [item.value for item in Environment],
    "key_kind": [item.value for item in KeyKind],
    "key_home": [item.value for item in KeyHome],
}
_NEEDED: Final = {
    KeyHome.ENVIRONMENT: ("key_variable", "Name the environment variable with the key."),
    KeyHome.COMMAND: ("key_command", 'Write the program and its arguments: ["pass", "show", "unione/prod"].'),
}
"""Home → the entry that it can't do without, and what to write there."""


def accounts_of(tables: object, source: Source, besides: Iterable[Account] = ()) -> list[Account]:
    """Check the tables of a file's ``accounts`` and make them accounts.

    A project or user of a read-only account is read-only itself, whatever its own table says:
    nothing is changed through a child where nothing may be changed through its parent.

    Args:
        tables: As the parser gives them.
        source: Where they stand, for messages.
        besides: Accounts elsewhere that a parent may name too.

    Raises:
        ConsoleError: Something is wrong; its sentence names entry and line, and shows no value.
    """
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise source.wrong(("accounts",), "must be a list of [[accounts]]")
    accounts: list[Account] = []
    names: set[str] = set()
    for index, table in enumerate(tables):
        account = _account(("accounts", index), table, source)
        if account.name.casefold() in names:
            raise source.wrong(("accounts", index, "name"), "is the name of another account too")
        names.add(account.name.casefold())
        accounts.append(account)
    known = {account.name: account for account in (*besides, *accounts)}
    for index, account in enumerate(accounts):
        if account.parent:
            _check_parent(index, account, known, source)
    return inherited(accounts, known)


def _account(path: tuple[str | int, ...], table: dict[str, Any], source: Source) -> Account:
    source.check_known(path, table, _ENTRIES)
    for entry, value in table.items():
        if not isinstance(value, _ENTRIES[entry]):
            expected = "true or false" if _ENTRIES[entry] is bool else "a text in quotes"
            raise source.wrong((*path, entry), f"must be {expected}")
    for entry in ("name", "base_url"):
        if entry not in table:
            raise source.wrong((*path, entry), "is missing", "Add it.")
    for entry, choices in _CHOICES.items():
        if entry in table and table[entry] not in choices:
            why = f"must be one of {', '.join(choices)}{nearest(table[entry], choices)}"
            raise source.wrong((*path, entry), why)
    _check_key(path, table, source)
    return Account.model_validate(table | _exact(path, table, source))


def _exact(path: tuple[str | int, ...], table: Mapping[str, Any], source: Source) -> dict[str, object]:
    """The entries that are not taken as they are written."""
    service = Service(table.get("service", Service.UNIONE))
    kind = KeyKind(table.get("key_kind", KINDS[service][0]))
    if kind not in KINDS[service]:
        fit = " or ".join(KINDS[service])
        raise source.wrong((*path, "key_kind"), f"must be {fit} with the service {service}")
    if table.get("project_id") and kind is not KeyKind.PROJECT:
        raise source.wrong((*path, "project_id"), f'is only for key_kind = "{KeyKind.PROJECT}"')
    try:
        return {
            "name": account_name(table["name"]),
            "base_url": base_url(table["base_url"], service, plain_http=table.get("plain_http", False)),
            "key_kind": kind,
            "parent": table.get("parent", "").strip(),
            "key_command": command_words(table["key_command"]) if "key_command" in table else (),
        }
    except InputError as error:
        why = f"is wrong: {error.cause}"
        raise source.wrong((*path, error.field), why, error.remedy) from None


def _check_key(path: tuple[str | int, ...], table: Mapping[str, Any], source: Source) -> None:
    # What stands here may be a key in the wrong place: it is never part of the message.
    hint = table.get("key_hint", "")
    if hint and not (hint.startswith(MASK) and len(hint) <= len(MASK) + 4):
        remedy = "Remove it; the console writes it."
        raise source.wrong((*path, "key_hint"), "is not a masked key", remedy)
    variable = table.get("key_variable", "")
    if variable and not is_variable(variable):
        why = "must name an environment variable such as UNIONE_KEY"
        raise source.wrong((*path, "key_variable"), why)
    kind = KeyKind(table["key_kind"]) if "key_kind" in table else None
    for entry in ("user_id", "project_id"):
        if table.get(entry) and not is_id(table[entry], kind):
            raise source.wrong((*path, entry), "must be an id: 1 to 100 visible ASCII characters, and no key")
    needed, remedy = _NEEDED.get(table.get("key_home", KeyHome.KEYRING), ("", ""))
    if needed and not table.get(needed) and not (needed == "key_command" and needed in table):
        raise source.wrong((*path, needed), "is missing", remedy)


def _check_parent(index: int, account: Account, known: Mapping[str, Account], source: Source) -> None:
    path = ("accounts", index, "parent")
    owner = OWNERS.get(account.key_kind)
    if owner is None:
        kinds = " or ".join(OWNERS)
        raise source.wrong(path, f'is only for key_kind = "{kinds}"', "Remove it, or correct key_kind.")
    owners = [name for name, other in known.items() if other.key_kind is owner]
    if account.parent == account.name:
        raise source.wrong(path, "names the account itself", f"Name its {owner}, or remove the entry.")
    if account.parent in known and account.parent not in owners:
        why = f"must name an account whose key_kind is {owner}, as this one's is {account.key_kind}"
        raise source.wrong(path, why)
    if account.parent not in owners:
        why = f"names no account of this file{nearest(account.parent, owners)}"
        raise source.wrong(path, why, "Correct it, or remove it where the key stands alone.")
