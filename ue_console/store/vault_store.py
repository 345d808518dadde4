"""The vault on the disk: read, and changed one key at a time. All of it blocks: call it in a thread."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ue_console.errors import KeyStoreError
from ue_console.store import files
from ue_console.store.vault_file import (
    SIZE_LIMIT,
    Sealed,
    VaultKey,
    WrongPassphrase,
    damaged,
    seal,
    take_apart,
    unseal,
)
from ue_console.text import safe_line


class OtherPassphrase(Exception):
    """Another console made the vault anew, or changed its passphrase, since the key was made."""


class VaultStore:
    """A vault's file, which need not exist; two consoles that write it at once lose nothing.

    Args:
        path: The file.
        lock_seconds: How long to wait for another console that writes.
    """

    def __init__(self, path: Path, lock_seconds: float = files.LOCK_SECONDS) -> None:
        self._path = path
        self._lock_seconds = lock_seconds
        self.shown = safe_line(str(path))

    def exists(self) -> bool:
        """Whether anything is at the vault's path."""
        return os.path.lexists(self._path)

    def read(self) -> Sealed | None:
        """The vault as it is now, or None where there is none.

        Raises:
            KeyStoreError: It can't be read, or is no vault of this version.
        """
        try:
            with self._path.open("rb") as file:
                data = file.read(SIZE_LIMIT + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise KeyStoreError(
                f"The vault {self.shown} can't be read ({error.strerror}).",
                "Check its rights and those of its folder.",
            ) from error
        return take_apart(data, self.shown)

    def keys(self, key: VaultKey) -> dict[str, str]:
        """Name → key; empty where there is no vault.

        Raises:
            KeyStoreError: As for ``read``, or it is damaged inside.
            OtherPassphrase: The key is not for this vault.
        """
        sealed = self.read()
        return {} if sealed is None else self._opened(sealed, key)

    def change(
        self, key: VaultKey, change: Callable[[dict[str, str]], None], new: VaultKey | None = None
    ) -> None:
        """Apply ``change`` to the keys as they are now and write them, if it changes anything.

        Args:
            key: Opens the vault as it is; where there is none, one is made with it.
            change: Changes name → key in place.
            new: Closes the vault from now on, in the place of ``key``.

        Raises:
            KeyStoreError: As for ``keys``, or the vault can't be written; it is as before then.
            OtherPassphrase: The key is not for this vault.
        """
        with self._writing():
            before = self.keys(key)
            after = dict(before)
            change(after)
            if after != before or new is not None:
                files.write_private(self._path, seal(after, new or key))

    def _opened(self, sealed: Sealed, key: VaultKey) -> dict[str, str]:
        if not sealed.is_for(key):
            raise OtherPassphrase
        try:
            return unseal(sealed, key, self.shown)
        except WrongPassphrase:
            # The key was proven on this very salt, so it's the file that is wrong.
            raise damaged(self.shown) from None

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with files.locked(self._path.parent, self._lock_seconds):
                yield
        except OSError as error:
            raise KeyStoreError(
                f"The vault {self.shown} can't be written ({error.strerror or error}).",
                "Check the rights of its folder and the free space.",
            ) from error
