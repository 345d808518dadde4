"""How an account's key is found, kept and forgotten where the account says that it lives."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Self

from ue_console.errors import KeyStoreError
from ue_console.models.account import Account, KeyHome
from ue_console.models.secret import Secret
from ue_console.store.credentials import clean_key
from ue_console.store.key_store import KeyStore, SessionKeys
from ue_console.store.key_variable import COMMAND_AGAIN, CONSOLE_AGAIN, VariableKeys
from ue_console.store.passphrase import Ask
from ue_console.store.paths import Paths
from ue_console.store.system_keyring import KeyStoreStatus, SystemKeyStore

if TYPE_CHECKING:
    from ue_console.store.key_command import CommandKeys
    from ue_console.store.vault import Vault, VaultStatus

__all__ = [
    "COMMAND_AGAIN",
    "Ask",
    "KeyStore",
    "KeyStoreStatus",
    "Keys",
    "SessionKeys",
    "SystemKeyStore",
    "clean_key",
]

_GONE: Final = {
    KeyHome.KEYRING: "The key store holds no key for {}.",
    KeyHome.VAULT: "The vault holds no key for {}.",
    KeyHome.SESSION: "The key of {} was kept for one session only, and that has ended.",
}


class Keys:
    """Finds, keeps and forgets a key where its account says that it lives.

    Args:
        system: For ``KeyHome.KEYRING``.
        session: For ``KeyHome.SESSION``.
        environ: For ``KeyHome.ENVIRONMENT``, read at each use; the process's own by default.
        vault: For ``KeyHome.VAULT``; without one, its accounts have no key.
        commands: For ``KeyHome.COMMAND``; None runs no program.
        again: What to do once a missing variable is set.
    """

    def __init__(
        self,
        system: KeyStore,
        session: KeyStore | None = None,
        environ: Mapping[str, str] | None = None,
        *,
        vault: "Vault | None" = None,
        commands: "CommandKeys | None" = None,
        again: str = CONSOLE_AGAIN,
    ) -> None:
        self._system = system
        self._session = session or SessionKeys()
        self._variables = VariableKeys(os.environ if environ is None else environ, again)
        self._commands = commands
        self.vault: Final = vault
        """To change its passphrase; None where there is none."""

    @classmethod
    def of_this_machine(cls, paths: Paths | None = None, *, again: str = CONSOLE_AGAIN) -> Self:
        """The system's key store, the vault, this session, commands and this process's environment.

        Args:
            paths: Where the vault is.
            again: What to do once a missing variable is set.
        """
        from ue_console.store.key_command import CommandKeys
        from ue_console.store.vault import Vault

        file = (paths or Paths.default()).vault_file
        vault = Vault.of_environment(file, os.environ)
        return cls(SystemKeyStore(), vault=vault, commands=CommandKeys(), again=again)

    @classmethod
    def in_memory(cls, keys: Mapping[str, Secret] | None = None) -> Self:
        """Only keys of this session (account name → key); nothing on the machine is touched or run."""
        session = SessionKeys(keys)
        return cls(session, session, {})

    @property
    def ask(self) -> Ask | None:
        """Asks the operator for the vault's passphrase; None where nobody can be asked."""
        return self.vault.ask if self.vault else None

    @ask.setter
    def ask(self, ask: Ask | None) -> None:
        if self.vault:
            self.vault.ask = ask

    @staticmethod
    def keeps(home: KeyHome) -> bool:
        """Whether keys are written and forgotten there; variables and commands are only read."""
        return home not in (KeyHome.ENVIRONMENT, KeyHome.COMMAND)

    async def get(self, account: Account) -> Secret:
        """Return the account's key.

        Raises:
            KeyStoreError: There is none, or its home can't be read.
        """
        if read_only := self._read_only(account):
            return await read_only.get(account)
        secret = await self._store(account).get(account.key_entry)
        if secret is None:
            raise KeyStoreError(
                _GONE[account.key_home].format(account.name),
                "Enter the key again on the Accounts screen (9, then K).",
            )
        return secret

    async def find(self, account: Account) -> Secret | None:
        """Like ``get``, with None where there is no key.

        Raises:
            KeyStoreError: The home can't be read, or its command fails.
        """
        if read_only := self._read_only(account):
            return await read_only.find(account)
        return await self._store(account).get(account.key_entry)

    def asks(self, account: Account) -> bool:
        """Whether the operator is asked for the vault's passphrase before the account's key can be read."""
        return account.key_home is KeyHome.VAULT and self.vault is not None and not self.vault.quiet

    async def find_quietly(self, account: Account) -> Secret | None:
        """Like ``find``, with None also where somebody would be asked, or a program run, or nothing read."""
        commanded = account.key_home is KeyHome.COMMAND
        if commanded or self.asks(account):
            return None
        try:
            return await self.find(account)
        except KeyStoreError:
            return None

    async def put(self, account: Account, secret: Secret) -> None:
        """Keep the account's key; what is only read must give this very key already.

        Raises:
            KeyStoreError: The home refuses, or it gives no key or another one.
        """
        if read_only := self._read_only(account):
            await read_only.check(account, secret)
        else:
            await self._store(account).put(account.key_entry, secret)

    async def remove(self, account: Account) -> None:
        """Forget the account's key; a variable and what a command reads are left as they are.

        Raises:
            KeyStoreError: The home refuses.
        """
        self.forget(account)
        if self.keeps(account.key_home):
            await self._store(account).remove(account.key_entry)

    def forget(self, account: Account) -> None:
        """Drop what a command printed, so that it runs again: the service refused that key."""
        if account.key_home is KeyHome.COMMAND and self._commands:
            self._commands.forget(account)

    async def status(self) -> KeyStoreStatus:
        """Whether the system's key store can be used here, and why not. Raises nothing, never hangs."""
        if isinstance(self._system, SystemKeyStore):
            return await self._system.status()
        return KeyStoreStatus(usable=True, backend="memory")

    async def vault_status(self) -> "VaultStatus":
        """Whether there is a vault, and whether it is unlocked; asks for nothing. Raises nothing."""
        from ue_console.store.vault import VaultStatus

        return await self.vault.status() if self.vault else VaultStatus(exists=False, unlocked=False, path="")

    def _read_only(self, account: Account) -> "VariableKeys | CommandKeys | None":
        if account.key_home is KeyHome.ENVIRONMENT:
            return self._variables
        if account.key_home is not KeyHome.COMMAND:
            return None
        if self._commands is None:
            raise KeyStoreError("No command is run here for a key.", "Keep it for this session only.")
        return self._commands

    def _store(self, account: Account) -> KeyStore:
        if account.key_home is KeyHome.SESSION:
            return self._session
        if account.key_home is not KeyHome.VAULT:
            return self._system
        if self.vault is None:
            raise KeyStoreError("There is no vault here for a key.", "Keep it for this session only.")
        return self.vault
