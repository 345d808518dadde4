"""The keys of an account's family that can be had without asking anybody."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from ue_console.errors import KeyStoreError
from ue_console.models.account import KeyHome
from ue_console.services.ping_hiding import Held
from ue_console.services.ping_verdicts import Signer

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.models.secret import Secret
    from ue_console.store.secrets import Keys


async def signer_of(keys: Keys, account: Account, accounts: Iterable[Account]) -> Signer:
    """Who signs for ``account``, with the keys of its family among ``accounts``, to be hidden.

    Raises:
        KeyStoreError: The account's own key can't be had.
    """
    own = await keys.get(account)
    others: list[Secret] = []
    family = account.parent or account.name
    for other in accounts:
        if other.name == account.name or family not in (other.name, other.parent):
            continue
        # A home that is open already asks nobody; a command would run, perhaps with a question.
        if other.key_home not in (account.key_home, KeyHome.ENVIRONMENT, KeyHome.SESSION):
            continue
        if other.key_home is not KeyHome.COMMAND:
            with suppress(KeyStoreError):
                if found := await keys.find(other):
                    others.append(found)
    return Signer(own, account.name, tuple(others))


async def held_quietly(keys: Keys, accounts: Iterable[Account]) -> Held:
    """The accounts' keys that can be had; nobody is asked for anything, and no command is run."""
    found, whole = [], True
    for account in accounts:
        key = await keys.find_quietly(account)
        whole = whole and key is not None
        found += [key] if key else []
    return Held(tuple(found), whole=whole and bool(found))
