"""The accounts as lines and as JSON, and what an import has done."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ue_console.cli.rows import poured
from ue_console.models.account import Account, KeyHome
from ue_console.rendering.display_width import display_width, padded
from ue_console.services.account_exchange import Import
from ue_console.store.config import Config
from ue_console.text import plural, safe_line

EMPTY: Final = "There are no accounts yet. Open the console with ue-console; n on Accounts (9) adds one.\n"
_HEADINGS: Final = (
    "  NAME",
    "SERVICE",
    "REGION",
    "KIND",
    "BELONGS TO",
    "ENVIRONMENT",
    "READ-ONLY",
    "KEY IN",
    "KEY",
)


def as_lines(config: Config, columns: int | None = None) -> str:
    """A table with a heading; ``*`` marks the account that opens.

    Where the table is wider than ``columns``, each account has its name on one line and the rest under it.
    """
    if not config.accounts:
        return EMPTY
    opens = opening(config)
    rows = [_HEADINGS, *(_row(account, account is opens) for account in config.accounts)]
    widths = [max(display_width(row[place]) for row in rows) for place in range(len(_HEADINGS))]
    if columns and sum(widths) + 2 * len(widths) - 2 > columns:
        lines = (line for account in config.accounts for line in _block(account, account is opens, columns))
    else:
        lines = ("  ".join(map(padded, row, widths)).rstrip() for row in rows)
    return "\n".join(lines) + "\n"


def as_json(config: Config) -> str:
    """``{"accounts": [...]}``; texts are empty where there is nothing to say."""
    opens = opening(config)
    accounts = [
        {
            "name": account.name,
            "service": account.service.value,
            "region": account.region,
            "base_url": account.base_url,
            "plain_http": account.in_clear,
            "kind": account.key_kind.value,
            "parent": account.parent,
            "environment": account.environment.value,
            "read_only": account.read_only,
            "key_home": account.key_home.value,
            "key_hint": account.key_hint,
            "active": account is opens,
        }
        for account in config.accounts
    ]
    return json.dumps({"accounts": accounts}, indent=2) + "\n"


def opening(config: Config) -> Account | None:
    """The account that a console begins with: the one used last, else the first."""
    last = (account for account in config.accounts if account.name == config.last_account)
    return next(last, config.accounts[0] if config.accounts else None)


def import_lines(done: Import) -> str:
    """What was added and what was not, then where the keys go."""
    given = {here: name for name, here in done.renamed.items()}
    lines = [f"added    {_added(account, given)}" for account in done.added]
    for name, here in done.skipped.items():
        lines.append(f"skipped  {safe_line(name)}: it is here already" + _as(name, here))
    lines += ["", *_next(done.added)]
    return "\n".join(lines) + "\n"


def escaped(toml: str) -> str:
    """The same TOML in ASCII: what is beyond it stands in quoted texts only."""
    return re.sub(r"[^\x00-\x7f]", lambda char: f"\\U{ord(char[0]):08x}", toml)


def _row(account: Account, opens: bool) -> tuple[str, ...]:
    return (
        f"{'*' if opens else ' '} {safe_line(account.name)}",
        account.service.value,
        safe_line(account.region) + (" (plain http)" if account.in_clear else ""),
        account.key_kind.value,
        safe_line(account.parent),
        account.environment.value,
        "yes" if account.read_only else "no",
        account.key_home.value,
        account.key_hint,
    )


def _block(account: Account, opens: bool, columns: int) -> Iterator[str]:
    """One account on some lines, none of them wider than ``columns`` unless a word is."""
    name, service, region, kind, parent, environment, read_only, home, hint = _row(account, opens)
    told = [
        f"{service} {region}",
        f"{kind} of {parent}" if parent else kind,
        environment,
        *(["read-only"] if read_only == "yes" else []),
        f"key in {home} {hint}".rstrip(),
    ]
    yield from poured(name[:2], [name[2:]], 2, columns)
    yield from poured("    ", [" · ".join(told)], 4, columns)


def _added(account: Account, given: dict[str, str]) -> str:
    line = f"{safe_line(account.name)} ({account.service.value}, {safe_line(account.region)})"
    if account.name in given:
        line += f": another account is called {safe_line(given[account.name])}"
    return line


def _as(name: str, here: str) -> str:
    return f" as {safe_line(here)}" if name != here else ""


def _next(added: Sequence[Account]) -> Iterator[str]:
    """A sentence for each home that the keys of new accounts have."""
    if not added:
        yield "Nothing was added."
        return
    yield f"Added {plural(len(added), 'account')}; no key was in the file."
    kept = [account for account in added if account.key_home in (KeyHome.KEYRING, KeyHome.VAULT)]
    if kept:
        yield f"Enter a key in the console (9 for Accounts, then K) for: {_names(kept)}."
    for account in added:
        if account.key_home is KeyHome.ENVIRONMENT:
            yield f"Set {account.key_variable} to the key of {safe_line(account.name)}."
    clear = [account for account in added if account.in_clear]
    if clear:
        yield f"Over plain http, where key, mail and addresses can be read on the way: {_names(clear)}."
    programs = [account for account in added if account.key_home is KeyHome.COMMAND]
    if programs:
        yield (
            "The console will run a program of the file for the key of: "
            f"{_names(programs)}. Read key_command in the config file before you use them."
        )


def _names(accounts: Iterable[Account]) -> str:
    return ", ".join(safe_line(account.name) for account in accounts)
