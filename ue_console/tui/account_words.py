"""The words for an account: its service, what its key opens, where that key lives."""

from __future__ import annotations

import shlex
from typing import Final

from ue_console.models.account import Account, KeyHome, KeyKind, Service

SERVICES: Final = {Service.UNIONE: "UniOne", Service.UNIFICATION: "UnificationEngine"}
"""The services by name."""

KINDS: Final = {
    KeyKind.ACCOUNT: "account key",
    KeyKind.PROJECT: "project key",
    KeyKind.APP: "app key",
    KeyKind.USER: "user",
}
"""What a key opens, in a word or two."""

HOMES: Final = {
    KeyHome.KEYRING: "key store",
    KeyHome.ENVIRONMENT: "environment variable",
    KeyHome.COMMAND: "command",
    KeyHome.VAULT: "vault",
    KeyHome.SESSION: "this session only",
}
"""Where a key lives, in a few words; also the choices of a form."""


def place_of(account: Account) -> str:
    """Service and region: ``UniOne eu1``."""
    return f"{SERVICES[account.service]} {account.region}"


def danger_of(account: Account) -> str:
    """How dangerous a mistake is, inside a sentence: ``PRODUCTION``, ``STAGING over plain http``."""
    return account.environment.upper() + (" over plain http" if account.in_clear else "")


def kept(account: Account) -> str:
    """How the account's key is kept, to end a sentence: ``in the key store``."""
    if account.key_home is KeyHome.SESSION:
        return "for this session only"
    return f"in the {home_of(account)}"


def home_of(account: Account) -> str:
    """Where the account's key lives, with the name that finds it there: ``command pass show acme``."""
    match account.key_home:
        case KeyHome.ENVIRONMENT:
            return f"{HOMES[account.key_home]} {account.key_variable}"
        case KeyHome.COMMAND:
            return f"{HOMES[account.key_home]} {shlex.join(account.key_command)}"
    return HOMES[account.key_home]
