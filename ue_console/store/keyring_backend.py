"""Which of keyring's backends may keep a key. Everything here may block: call it in a thread."""

import contextlib
from typing import Final

import keyring.core
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, fail
from keyring.errors import KeyringError, KeyringLocked

from ue_console.errors import KeyStoreError
from ue_console.store.key_store import CHOICES
from ue_console.text import safe_line

_REFUSED: Final = {
    "keyrings.alt": "keeps keys readable in a file",
    "keyrings.cryptfile": "asks for its password on the terminal",
    "keyring.backends.null": "forgets every key",
    "keyring.backends.chainer": "may put a key in any of several stores",
}
"""Module → why no key goes there."""


def choose_backend() -> KeyringBackend:
    """Return keyring's best backend of those that are safe.

    A backend set for keyring (``PYTHON_KEYRING_BACKEND`` or its config file) is taken, if it is
    safe; otherwise unsafe ones are passed over.

    Raises:
        KeyStoreError: There is none, or the one that was set is refused or can't be loaded.
    """
    try:
        keyring.core.init_backend(limit=lambda candidate: _why_refused(candidate) is None)
    except Exception as error:  # whatever the module that somebody named there raises
        raise KeyStoreError(
            f"The keyring backend set for this user can't be loaded ({_said(error)}).",
            f"Correct PYTHON_KEYRING_BACKEND or keyringrc.cfg, or {CHOICES}",
        ) from error
    chosen = keyring.core.get_keyring()
    if why := _why_refused(chosen):
        raise KeyStoreError(
            f"The keyring backend {shown(chosen)} {why}.",
            f"Set another one in PYTHON_KEYRING_BACKEND or keyringrc.cfg, or {CHOICES}",
        )
    if isinstance(chosen, fail.Keyring):
        raise KeyStoreError(
            "No key store answers in this session, as is usual over SSH and in containers.",
            f"{CHOICES[0].upper()}{CHOICES[1:]}",
        )
    return chosen


def shown(backend: KeyringBackend) -> str:
    """The backend's name for messages: ``SecretService Keyring``."""
    return safe_line(str(backend.name))


def is_locked(backend: KeyringBackend) -> bool:
    """True where a Secret Service says so, asked without unlocking it or showing a prompt."""
    if not isinstance(backend, SecretService.Keyring):
        return False
    import secretstorage

    with contextlib.closing(secretstorage.dbus_init()) as bus:
        try:
            return bool(secretstorage.Collection(bus).is_locked())
        except secretstorage.ItemNotFoundException:
            return False


def explained(error: Exception, backend: KeyringBackend) -> KeyStoreError:
    """A backend's error as the operator's; backends raise what their libraries do."""
    if isinstance(error, KeyringLocked):
        return KeyStoreError(
            f"The key store ({shown(backend)}) is locked, and nothing here can ask for its password.",
            f"Unlock it and try again, or {CHOICES}",
        )
    happened = "refused" if isinstance(error, KeyringError) else "failed"
    return KeyStoreError(
        f"The key store ({shown(backend)}) {happened} ({_said(error)}).",
        f"Check that it runs and is unlocked, or {CHOICES}",
    )


def _why_refused(backend: KeyringBackend) -> str | None:
    for base in type(backend).__mro__:
        for module, why in _REFUSED.items():
            if f"{base.__module__}.".startswith(f"{module}."):
                return why
    return None


def _said(error: Exception) -> str:
    return safe_line(f"{type(error).__name__}: {error}").removesuffix(": ").removesuffix(".")
