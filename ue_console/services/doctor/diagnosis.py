"""Looking at everything: files, key store, accounts."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ue_console.errors import InputError
from ue_console.models.account import Account, KeyHome
from ue_console.services.account_names import chosen
from ue_console.services.doctor.accounts import SECONDS, Trial
from ue_console.services.doctor.files import (
    Check,
    look_at_config,
    look_at_database,
    look_at_state,
    look_at_vault,
)
from ue_console.services.doctor.looks import AccountLook, Diagnosis, FilesLook, KeyStoreLook, Problem, State
from ue_console.store.paths import Paths
from ue_console.store.secrets import Keys, KeyStoreStatus
from ue_console.text import plural


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look at."""

    account: str = ""
    """The only account to try, as typed; empty for all."""
    offline: bool = False
    """Read no key and reach no service."""


async def diagnose(
    paths: Paths, keys: Keys, check: Check, wanted: Wanted, trial: Trial | None = None
) -> Diagnosis:
    """Look at everything, all accounts at once. Raises nothing that an operator can cause.

    Args:
        paths: Where the console's files are.
        keys: Where its keys are.
        check: Tells what is wrong with theme and keys of a config.
        wanted: What to look at.
        trial: Tries the accounts.
    """
    config, config_look = look_at_config(paths, check)
    known = config.accounts if config else []
    accounts, problems = _chosen(known, wanted.account) if config else ([], ())
    homes = [account.key_home for account in accounts]
    key_store = asyncio.create_task(_look_at_key_store(keys, homes.count(KeyHome.KEYRING)))
    if wanted.offline:
        looks = tuple(AccountLook(account, account.key_hint) for account in accounts)
    else:
        looks = await (trial or Trial(keys)).all(accounts, key_store)
    looks = tuple(look.exposed() for look in looks)
    files = FilesLook(
        config=config_look,
        state=look_at_state(paths),
        database=await look_at_database(paths),
        vault=look_at_vault(paths, homes.count(KeyHome.VAULT)),
    )
    return Diagnosis(files, await key_store, looks, problems, offline=wanted.offline)


def _chosen(accounts: Sequence[Account], typed: str) -> tuple[Sequence[Account], tuple[Problem, ...]]:
    if not typed:
        return accounts, ()
    try:
        name = chosen([account.name for account in accounts], typed)
    except InputError as error:
        return [], (Problem.of(error),)
    return [account for account in accounts if account.name == name], ()


async def _look_at_key_store(keys: Keys, users: int) -> KeyStoreLook:
    """The key store is broken only where an account needs it."""
    try:
        async with asyncio.timeout(SECONDS):
            status = await keys.status()
    except TimeoutError:
        status = KeyStoreStatus(usable=False, backend="", why=f"It gave no answer for {SECONDS:g} s.")
    look = KeyStoreLook(status.backend, status.usable, status.locked, users)
    if status.usable and not status.locked:
        return look
    if users:
        remedy = f"{plural(users, 'account')} keep a key in it: unlock it, or move the key with Accounts."
        return replace(look, problems=(Problem(status.why, remedy),))
    return replace(look, problems=(Problem(status.why, "No account needs it.", State.WARNING),))
