"""The vault: keys in an encrypted file of the console's own, for machines without a key store."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, ParamSpec, Self, TypeVar

from ue_console.errors import InputError, KeyStoreError
from ue_console.models.secret import Secret
from ue_console.store.daemon import call_in_daemon
from ue_console.store.passphrase import VARIABLE, Ask, PassphraseWanted, check_new, read_passphrase
from ue_console.store.vault_file import Cost, Sealed, VaultKey, WrongPassphrase, derive, new_key, unseal
from ue_console.store.vault_store import OtherPassphrase, VaultStore
from ue_console.text import safe_line

P = ParamSpec("P")
T = TypeVar("T")

TIMEOUT_SECONDS: Final = 30.0
"""For one step on the disk or one derivation: only a folder on a dead network takes so long."""

_LOCKED: Final = "The vault is locked."
_WRONG: Final = "The passphrase is wrong."


@dataclass(frozen=True, slots=True)
class VaultStatus:
    """Whether there is a vault, and whether its passphrase was given."""

    exists: bool
    unlocked: bool
    """Its keys can be had without a question."""
    path: str
    """The file, fit for the screen."""


class Vault:
    """Keeps keys by account name; the passphrase is asked once, and only a key made of it is kept.

    Args:
        path: The file; made with the first key.
        cost: How hard guesses are made in a new vault.
        passphrase_file: Read in the place of asking.
        seconds: How long one step may take.
    """

    def __init__(
        self,
        path: Path,
        *,
        cost: Cost | None = None,
        passphrase_file: Path | None = None,
        seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        self.ask: Ask | None = None
        self._store = VaultStore(path)
        self._cost = cost or Cost()
        self._passphrase_file = passphrase_file
        self._seconds = seconds
        self._key: VaultKey | None = None
        self._asking = asyncio.Lock()
        self._refusals = 0

    @classmethod
    def of_environment(cls, path: Path, environ: Mapping[str, str]) -> Self:
        """The vault with the passphrase file that the environment names, if it names one."""
        named = environ.get(VARIABLE, "")
        return cls(path, passphrase_file=Path(named).expanduser() if named else None)

    async def get(self, name: str) -> Secret | None:
        """Return the account's key, or None where the vault has none or isn't there.

        Raises:
            KeyStoreError: The vault stays locked, is damaged or newer, or can't be read.
        """
        refusals = self._refusals
        if await self._work(self._store.read) is None:
            return None
        value = (await self._with_key(self._store.keys, refusals)).get(name)
        return Secret(value) if value else None

    async def put(self, name: str, secret: Secret) -> None:
        """Keep the account's key; makes the vault where there is none.

        Raises:
            KeyStoreError: As for ``get``, or it can't be written.
        """

        def keep(keys: dict[str, str]) -> None:
            keys[name] = secret.reveal()

        await self._with_key(lambda key: self._store.change(key, keep))

    async def remove(self, name: str) -> None:
        """Forget the account's key; having none is fine.

        Raises:
            KeyStoreError: As for ``put``.
        """

        def forget(keys: dict[str, str]) -> None:
            keys.pop(name, None)

        if await self._work(self._store.read) is not None:
            await self._with_key(lambda key: self._store.change(key, forget))

    async def change_passphrase(self, old: str, new: str) -> None:
        """Close the vault with another passphrase; its keys stay.

        Raises:
            InputError: The old one is wrong (field ``old``) or the new one too short (``passphrase``).
            KeyStoreError: There is no vault, or as for ``put``.
        """
        check_new(new)
        async with self._asking:
            await self._changed(old, new)

    async def _changed(self, old: str, new: str) -> None:
        sealed = await self._work(self._store.read)
        if sealed is None:
            raise KeyStoreError("There is no vault yet.", "It is made with the first key that goes there.")
        try:
            before = await self._work(self._derived, old, sealed)
        except WrongPassphrase:
            raise InputError(_WRONG, "Type the passphrase that opens the vault now.", field="old") from None
        after = await self._work(self._derived, new, None)
        try:
            await self._work(lambda: self._store.change(before, lambda keys: None, new=after))
        except OtherPassphrase:
            raise KeyStoreError(
                "Another console changed the vault's passphrase meanwhile.", "Type that one as the old one."
            ) from None
        self._key = after

    @property
    def quiet(self) -> bool:
        """Whether a key is read without asking the operator."""
        return self._key is not None or self._passphrase_file is not None or self.ask is None

    async def status(self) -> VaultStatus:
        """Say whether the vault is there and unlocked. Asks nothing, raises nothing."""
        try:
            exists = await self._work(self._store.exists)
        except KeyStoreError:
            exists = False
        return VaultStatus(exists=exists, unlocked=self._key is not None, path=self._store.shown)

    async def _with_key(self, use: Callable[[VaultKey], T], refusals: int | None = None) -> T:
        """Run ``use`` in a thread with the key, asked for anew as often as the vault has changed.

        Args:
            use: Reads or changes the vault.
            refusals: How often no passphrase was given when the caller began; now, where not known.
        """
        while True:
            key = await self._unlocked(self._refusals if refusals is None else refusals)
            try:
                return await self._work(use, key)
            except OtherPassphrase:
                self._key = None if self._key is key else self._key

    async def _unlocked(self, refusals: int) -> VaultKey:
        """The vault's key; many callers at once make one question, and share its refusal."""
        async with self._asking:
            if self._key is None and self._refusals != refusals:
                raise self._locked()
            wrong = ""
            while self._key is None:
                sealed = await self._work(self._store.read)
                passphrase = await self._answer(sealed is None, wrong)
                try:
                    self._key = await self._work(self._derived, passphrase, sealed)
                except (WrongPassphrase, InputError) as error:
                    wrong = error.cause if isinstance(error, InputError) else _WRONG
            return self._key

    async def _answer(self, new: bool, wrong: str) -> str:
        if self._passphrase_file is not None:
            if wrong:
                shown = safe_line(str(self._passphrase_file))
                raise KeyStoreError(f"{_LOCKED} {wrong}", f"It was read from {shown}: correct it there.")
            return await self._work(read_passphrase, self._passphrase_file)
        if self.ask is None:
            raise KeyStoreError(
                "The vault has no passphrase yet." if new else _LOCKED,
                f"Name a file with its passphrase in {VARIABLE}; only its owner may read that file.",
            )
        answer = await self.ask(PassphraseWanted(new=new, wrong=wrong, path=self._store.shown))
        if answer is None:
            self._refusals += 1
            raise self._locked()
        return answer

    def _derived(self, passphrase: str, sealed: Sealed | None) -> VaultKey:
        """In the thread: the key of a vault to be made, or the one that opens this one."""
        try:
            if sealed is None:
                check_new(passphrase)
                return new_key(passphrase, self._cost)
            key = derive(passphrase, sealed.salt, sealed.cost)
        except MemoryError:
            raise KeyStoreError(
                "There is too little memory to make a key of the vault's passphrase.",
                "Close other programs, or give this one 64 MB more.",
            ) from None
        unseal(sealed, key, self._store.shown)
        return key

    def _locked(self) -> KeyStoreError:
        return KeyStoreError(_LOCKED, "Repeat what you did, and type the vault's passphrase when asked.")

    async def _work(self, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await call_in_daemon(lambda: fn(*args, **kwargs), self._seconds)
        except TimeoutError:
            raise KeyStoreError(
                f"The vault {self._store.shown} gave no answer for {self._seconds:g} s.",
                "Check the disk or the network that its folder is on.",
            ) from None
