"""The account that a command on webhooks works as, its keys, and who is asked for a passphrase."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ue_console.cli.asking import asked_hidden
from ue_console.cli.output import say
from ue_console.cli.recorded import recorded
from ue_console.errors import InputError, ReadOnly
from ue_console.models.account import Account, Service
from ue_console.services.account_names import chosen
from ue_console.services.accounts import Accounts
from ue_console.services.listening_keys import HeldKeys, held_keys
from ue_console.services.ping_hiding import Held
from ue_console.services.url_secrets import check_no_key
from ue_console.services.webhooks import Webhooks
from ue_console.store.config import Config, ConfigFile
from ue_console.store.passphrase import PassphraseWanted
from ue_console.store.paths import Paths
from ue_console.store.secrets import COMMAND_AGAIN, Keys
from ue_console.text import safe_line


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command works with."""

    paths: Paths
    keys: Keys
    accounts: Accounts
    config: Config
    read_only: bool = False
    """Nothing may be changed in this run, whatever an account says."""

    def account(self, typed: str | None, *, of_it: str = "webhooks") -> Account | None:
        """The account that is meant; without a name, the one that a console would open.

        Args:
            typed: Its name, or the beginning of it.
            of_it: What the command is about, which accounts of UnificationEngine don't have.

        Returns:
            None where none is named and there is none of UniOne.

        Raises:
            InputError: There is no such account, or it is of UnificationEngine.
        """
        accounts = self.config.accounts
        if typed is not None:
            name = chosen([account.name for account in accounts], typed)
            found = next(account for account in accounts if account.name == name)
            if found.service is not Service.UNIONE:
                raise InputError(
                    f"{name} is an account of UnificationEngine, which has no {of_it}.",
                    "Give one of UniOne with --account.",
                )
            return found
        mine = [account for account in accounts if account.service is Service.UNIONE]
        wanted = (self.config.default_account, self.config.last_account)
        opening = (account for name in wanted for account in mine if account.name == name)
        return next(opening, mine[0] if mine else None)

    def needed(self, typed: str | None, *, of_it: str = "webhooks") -> Account:
        """As :meth:`account`, for what can't do without.

        Raises:
            InputError: There is no such account, or none at all.
        """
        account = self.account(typed, of_it=of_it)
        if account is None:
            raise InputError(
                "There is no account of UniOne yet.", "Start ue-console, then press n to add one."
            )
        return account

    def check_writable(self, account: Account) -> None:
        """Refuse a change before anything is sent.

        Raises:
            ReadOnly: The account is read-only, or all are for this run.
        """
        if self.read_only:
            raise ReadOnly("Nothing is changed with --read-only.", "Leave it out.")
        if account.read_only:
            raise ReadOnly(
                f"{account.name} is read-only here, and this changes something at the service.",
                "Switch read-only off in Accounts, or give another account with --account.",
            )

    async def check_url(self, url: str) -> Held:
        """Refuse a URL that holds a key; returns the keys that could be had without asking anybody.

        Raises:
            InputError: It holds one, or what looks like one.
        """
        held = await self.accounts.held()
        check_no_key(url, held)
        return held

    def webhooks(self, account: Account) -> Webhooks:
        """The webhooks of an account."""
        return Webhooks(self.accounts, account)

    async def listening_keys(self, account: Account) -> HeldKeys:
        """The account's key, and those of its projects; tells of each that can't be had.

        Raises:
            KeyStoreError: The account's key can't be had.
        """
        held = await held_keys(self.keys, account, self.config.accounts)
        for name, error in held.missing.items():
            say(f"Calls for the project {safe_line(name)} can't be checked. {safe_line(str(error))}\n")
        return held


@asynccontextmanager
async def desk(*, read_only: bool = False) -> AsyncIterator[Desk]:
    """The operator's config and keys; clients are closed afterwards.

    Args:
        read_only: Refuse every change at a service.

    Raises:
        ConfigError: The config file can't be read or understood.
    """
    paths = Paths.default()
    file, keys = ConfigFile(paths.config_file), Keys.of_this_machine(paths, again=COMMAND_AGAIN)
    if sys.stdin is not None and sys.stdin.isatty():
        keys.ask = _ask
    async with recorded(paths, read_only=read_only) as connector:
        accounts = Accounts(file, keys, connector)
        try:
            yield Desk(paths, keys, accounts, file.load(), read_only)
        finally:
            await accounts.aclose()


async def _ask(wanted: PassphraseWanted) -> str | None:
    """Ask for the vault's passphrase in the terminal; nothing else runs meanwhile."""
    if wanted.wrong:
        say(f"{wanted.wrong}\n")
    return asked_hidden(f"Passphrase of the vault {wanted.path}: ") or None
