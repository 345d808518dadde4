"""Where API keys are kept, and how an account's key is found."""

import os
from collections.abc import Mapping
from typing import Final, Protocol, Self

from ue_console.errors import InputError, KeyStoreError
from ue_console.models.account import Account, KeyHome
from ue_console.models.secret import Secret
from ue_console.store.account_fields import is_variable
from ue_console.store.system_keyring import KeyStoreStatus, SystemKeyStore

__all__ = ["KeyStore", "KeyStoreStatus", "Keys", "SessionKeys", "SystemKeyStore", "clean_key"]

_AROUND: Final = " \t\r\n\v\f\u00a0\u200b\ufeff\"'`\u2018\u2019\u201c\u201d"
"""What a paste brings along on both sides of a key."""


class KeyStore(Protocol):
    """Keeps keys by account name."""

    async def get(self, name: str) -> Secret | None:
        """Return the key, or None where there is none."""

    async def put(self, name: str, secret: Secret) -> None:
        """Keep the key; it is there when this returns."""

    async def remove(self, name: str) -> None:
        """Forget the key; having none is fine."""


class SessionKeys:
    """Keys in this process's memory, gone at its end.

    Args:
        keys: Account name → key, to begin with.
    """

    def __init__(self, keys: Mapping[str, Secret] | None = None) -> None:
        self._keys = dict(keys or {})

    async def get(self, name: str) -> Secret | None:
        """Return the key, or None where there is none."""
        return self._keys.get(name)

    async def put(self, name: str, secret: Secret) -> None:
        """Keep the key until the process ends."""
        self._keys[name] = secret

    async def remove(self, name: str) -> None:
        """Forget the key; having none is fine."""
        self._keys.pop(name, None)


class Keys:
    """Finds, keeps and forgets a key where its account says that it lives.

    Args:
        system: For ``KeyHome.KEYRING``.
        session: For ``KeyHome.SESSION``.
        environ: For ``KeyHome.ENVIRONMENT``, read at each use; the process's own by default.
    """

    def __init__(
        self, system: KeyStore, session: KeyStore | None = None, environ: Mapping[str, str] | None = None
    ) -> None:
        self._system = system
        self._session = session or SessionKeys()
        self._environ = os.environ if environ is None else environ

    @classmethod
    def of_this_machine(cls) -> Self:
        """The system's key store, this session's keys and this process's environment."""
        return cls(SystemKeyStore())

    @classmethod
    def in_memory(cls, keys: Mapping[str, Secret] | None = None) -> Self:
        """Only keys of this session (account name → key); nothing on the machine is touched."""
        session = SessionKeys(keys)
        return cls(session, session, {})

    async def get(self, account: Account) -> Secret:
        """Return the account's key.

        Raises:
            KeyStoreError: There is none, or its home can't be read.
        """
        if account.key_home is KeyHome.ENVIRONMENT:
            return self._variable(account.key_variable)
        secret = await self._store(account).get(account.name)
        if secret is not None:
            return secret
        if account.key_home is KeyHome.SESSION:
            cause = f"The key of {account.name} was kept for one session only, and that has ended."
        else:
            cause = f"The key store holds no key for {account.name}."
        raise KeyStoreError(cause, "Enter the key again on the Accounts screen (9, then K).")

    async def find(self, account: Account) -> Secret | None:
        """Like ``get``, with None where there is no key.

        Raises:
            KeyStoreError: The home can't be read.
        """
        if account.key_home is KeyHome.ENVIRONMENT:
            return self._variable(account.key_variable) if self._environ.get(account.key_variable) else None
        return await self._store(account).get(account.name)

    async def put(self, account: Account, secret: Secret) -> None:
        """Keep the account's key. An environment variable can't be set: it must hold this key.

        Raises:
            KeyStoreError: The home refuses, or the variable is empty or holds another key.
        """
        if account.key_home is not KeyHome.ENVIRONMENT:
            await self._store(account).put(account.name, secret)
        elif self._variable(account.key_variable) != secret:
            raise KeyStoreError(
                f"The environment variable {account.key_variable} holds another key.",
                "Set it to this key before the console starts, or choose another variable.",
            )

    async def remove(self, account: Account) -> None:
        """Forget the account's key; an environment variable is left as it is.

        Raises:
            KeyStoreError: The home refuses.
        """
        if account.key_home is not KeyHome.ENVIRONMENT:
            await self._store(account).remove(account.name)

    async def status(self) -> KeyStoreStatus:
        """Whether the system's key store can be used here, and why not. Raises nothing, never hangs."""
        if isinstance(self._system, SystemKeyStore):
            return await self._system.status()
        return KeyStoreStatus(usable=True, backend="memory")

    def _store(self, account: Account) -> KeyStore:
        return self._session if account.key_home is KeyHome.SESSION else self._system

    def _variable(self, name: str) -> Secret:
        if not is_variable(name):
            raise KeyStoreError(
                "The account names no environment variable for its key.",
                "Give it a name such as UNIONE_KEY.",
            )
        try:
            return clean_key(self._environ.get(name, ""))
        except InputError as error:
            cause = f"The environment variable {name} has no usable key: {error.cause}"
            if not self._environ.get(name):
                cause = f"The environment variable {name} is not set or empty."
            raise KeyStoreError(cause, f"Set {name} to the API key, then start the console again.") from error


def clean_key(pasted: str) -> Secret:
    """Take a pasted key without the spaces, line ends and quotes around it.

    Raises:
        InputError: Nothing is left, or what is left can't be a key; the message never shows it.
    """
    text = pasted.strip(_AROUND)
    if not text:
        raise InputError(
            "No key was given.", "Paste the API key from the service's web interface.", field="key"
        )
    for place, char in enumerate(text, 1):
        if not ("!" <= char <= "~"):
            kind = "a space or line break" if char.isspace() else "a character outside ASCII"
            raise InputError(
                f"The key has {kind} at place {place}.",
                "Copy the key alone, and paste it again.",
                field="key",
            )
    return Secret(text)
