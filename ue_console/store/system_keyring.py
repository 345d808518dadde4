"""Keys in the system's key store: Secret Service, KWallet, the macOS keychain."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from ue_console.errors import KeyStoreError
from ue_console.models.secret import MASK, Secret
from ue_console.store.daemon import call_in_daemon
from ue_console.store.key_store import CHOICES

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

SERVICE: Final = "ue-console"
"""The name under which keys are filed; some backends can't keep one with spaces."""

TIMEOUT_SECONDS: Final = 30.0
"""Long enough for a password typed into a desktop's prompt."""


@dataclass(frozen=True, slots=True)
class KeyStoreStatus:
    """Whether keys can be kept in the system's key store."""

    usable: bool
    backend: str
    """The backend's name; empty without one."""
    why: str = ""
    """One sentence where it isn't usable, or is locked."""
    locked: bool = False
    """It asks for its password at first use, and refuses where it can't ask."""


class SystemKeyStore:
    """Keeps keys by account name through ``keyring``, which is imported at first use.

    Args:
        seconds: How long one call may take.
        choose: Finds the backend; raises ``KeyStoreError`` without one.
    """

    def __init__(
        self, seconds: float = TIMEOUT_SECONDS, choose: "Callable[[], KeyringBackend] | None" = None
    ) -> None:
        self._seconds = seconds
        self._choose = choose
        self._backend: KeyringBackend | None = None

    async def get(self, name: str) -> Secret | None:
        """Return the account's key, or None where the store has none.

        Raises:
            KeyStoreError: The store is missing, refused, locked or silent.
        """

        def read(backend: "KeyringBackend") -> str | None:
            return backend.get_password(SERVICE, name)

        value = await self._call(read)
        return Secret(value) if value else None

    async def put(self, name: str, secret: Secret) -> None:
        """Keep the account's key, and read it back: some stores lose keys in silence.

        Raises:
            KeyStoreError: As for ``get``, or another key came back.
        """

        given_up = threading.Event()

        def write(backend: "KeyringBackend") -> bool:
            before = backend.get_password(SERVICE, name)
            if given_up.is_set():
                return False
            backend.set_password(SERVICE, name, secret.reveal())
            if given_up.is_set():
                # The caller was told that nothing is kept: so it has to be.
                _put_back(backend, name, before)
                return False
            return backend.get_password(SERVICE, name) == secret.reveal()

        try:
            done = await self._call(write, secret)
        except BaseException:
            given_up.set()
            raise
        if not done:
            raise KeyStoreError(
                "The key store took the key but doesn't give it back.",
                f"Choose another store for keyring, or {CHOICES}",
            )

    async def remove(self, name: str) -> None:
        """Forget the account's key; having none is fine.

        Raises:
            KeyStoreError: As for ``get``, or the key is still there.
        """

        def forget(backend: "KeyringBackend") -> bool:
            if backend.get_password(SERVICE, name) is not None:
                backend.delete_password(SERVICE, name)
            return backend.get_password(SERVICE, name) is None

        if not await self._call(forget):
            raise KeyStoreError(
                "The key store didn't forget the key.", "Remove it with the key store's own program."
            )

    async def status(self) -> KeyStoreStatus:
        """Say whether the store is usable, without unlocking it. Raises nothing."""

        def look(backend: "KeyringBackend") -> KeyStoreStatus:
            from ue_console.store.keyring_backend import is_locked, shown

            locked = is_locked(backend)
            why = "It is locked: it asks for its password at first use, or refuses." if locked else ""
            return KeyStoreStatus(usable=True, backend=shown(backend), why=why, locked=locked)

        try:
            return await self._call(look)
        except KeyStoreError as error:
            return KeyStoreStatus(usable=False, backend="", why=error.cause)

    async def _call(self, use: "Callable[[KeyringBackend], T]", secret: Secret | None = None) -> T:
        def work() -> T:
            return self._use(use, secret)

        try:
            return await call_in_daemon(work, self._seconds)
        except TimeoutError:
            raise KeyStoreError(
                f"The key store gave no answer for {self._seconds:g} s; it may wait for a password "
                "in a window that nobody sees.",
                f"Unlock it on the desktop and try again, or {CHOICES}",
            ) from None

    def _use(self, use: "Callable[[KeyringBackend], T]", secret: Secret | None) -> T:
        """In the thread: choose the backend once, and explain whatever it raises."""
        from ue_console.store.keyring_backend import choose_backend, explained

        if self._backend is None:
            self._backend = (self._choose or choose_backend)()
        try:
            return use(self._backend)
        except Exception as error:  # a backend raises what the library beneath it does
            told = explained(error, self._backend)
        if secret is not None:
            told = KeyStoreError(told.cause.replace(secret.reveal(), MASK), told.remedy)
        raise told


def _put_back(backend: "KeyringBackend", name: str, before: str | None) -> None:
    if before is None:
        backend.delete_password(SERVICE, name)
    else:
        backend.set_password(SERVICE, name, before)
