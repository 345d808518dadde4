"""The accounts of a TOML document, changed where they differ and otherwise left as they are written."""

from collections.abc import Collection, MutableMapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, Array

from ue_console.models.account import Account
from ue_console.store.account_fields import KINDS
from ue_console.store.config_lines import line_at, lines_of


def entries(account: Account) -> dict[str, object]:
    """The entries to write; optional ones only where they say something."""
    written: dict[str, object] = {
        "name": account.name,
        "service": account.service.value,
        "base_url": account.base_url,
    }
    written |= _said(account, "plain_http")
    written |= {"environment": account.environment.value, "read_only": account.read_only}
    if account.key_kind is not KINDS[account.service][0]:
        written["key_kind"] = account.key_kind.value
    written |= _said(account, "parent", "user_id", "project_id")
    written["key_home"] = account.key_home.value
    written |= _said(account, "key_variable", "key_command", "key_name", "key_hint")
    return written


def _said(account: Account, *names: str) -> dict[str, object]:
    """Those of the entries that are not empty, as TOML has them."""
    values = {name: getattr(account, name) for name in names}
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value
    }


def write_accounts(document: TOMLDocument, accounts: Sequence[Account]) -> None:
    """Append all accounts to a document that has none."""
    if not accounts:
        return
    document["accounts"] = tables = tomlkit.aot()
    for account in accounts:
        tables.append(_filled(tomlkit.table(), account))


def edit_accounts(document: TOMLDocument, before: Sequence[Account], after: Sequence[Account]) -> None:
    """Make a document that says ``before`` say ``after``; an account that is renamed keeps its table."""
    tables = document.get("accounts")
    if not tables or not after:
        if "accounts" in document and (tables or after):
            del document["accounts"]
        write_accounts(document, after)
        return
    names = [account.name for account in before], [account.name for account in after]
    steps = SequenceMatcher(None, *names, autojunk=False).get_opcodes()
    # From the end, so that the places before stay what they are.
    for step, start, end, new_start, new_end in reversed(steps):
        if step == "equal" or end - start == new_end - new_start:
            for place in range(end - start):
                _edit(tables[start + place], before[start + place], after[new_start + place])
            continue
        for place in reversed(range(start, end)):
            del tables[place]
        for account in reversed(after[new_start:new_end]):
            _insert(tables, start, account)


def spaced(text: str, new: Collection[int]) -> str:
    """The text with an empty line before each new account's table and before what follows it."""
    lines = lines_of(text) if new else {}
    wanted = {line_at(lines, "accounts", index) for place in new for index in (place, place + 1)}
    wanted.add(lines.get("keys") if new else None)
    result: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        above = result[-1].strip() if result else ""
        if number in wanted and line.startswith("[") and above and not above.startswith("#"):
            result.append("")
        result.append(line)
    return "\n".join(result)


def _insert(tables: Any, place: int, account: Account) -> None:
    if isinstance(tables, Array):
        tables.insert(place, _filled(tomlkit.inline_table(), account))
    elif isinstance(tables, AoT):
        tables.insert(place, _filled(tomlkit.table(), account))


def _filled(table: Any, account: Account) -> Any:
    table.update(entries(account))
    return table


def _edit(table: MutableMapping[str, Any], before: Account, after: Account) -> None:
    # What means the same is left alone: writing it again would change how the operator wrote it.
    known, wanted = entries(before), entries(after)
    for entry in known.keys() - wanted.keys():
        del table[entry]
    for entry, value in wanted.items():
        if known.get(entry) != value:
            table[entry] = value
