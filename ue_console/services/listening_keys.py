"""The keys that a listener checks with: the account's, and those of its projects that can be had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ue_console.errors import KeyStoreError
from ue_console.models.account import KeyKind, Service

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.models.secret import Secret
    from ue_console.store.secrets import Keys


@dataclass(frozen=True, slots=True)
class HeldKeys:
    """What is at hand, and what is not."""

    keys: dict[str, Secret]
    """Name of an account or project → its key; the account's first."""
    missing: dict[str, KeyStoreError] = field(default_factory=dict)
    """Name of a project → why its key can't be had."""
    keyless: dict[str, str] = field(default_factory=dict)
    """Id of a project whose key can't be had → its name."""


async def held_keys(keys: Keys, account: Account, accounts: Iterable[Account]) -> HeldKeys:
    """The account's key, and those of its projects: a project's webhook is signed with its own.

    Raises:
        KeyStoreError: The account's key can't be had.
    """
    held = HeldKeys({account.name: await keys.get(account)})
    if account.key_kind is not KeyKind.ACCOUNT:
        return held
    for project in accounts:
        if project.parent != account.name or project.service is not Service.UNIONE:
            continue
        try:
            held.keys[project.name] = await keys.get(project)
        except KeyStoreError as error:
            held.missing[project.name] = error
            if project.project_id:
                held.keyless[project.project_id] = project.name
    return held
