"""What a home of keys does, and the simplest one: this process's memory."""

from collections.abc import Mapping
from typing import Final, Protocol

from ue_console.models.secret import Secret

CHOICES: Final = "keep the key in an environment variable, a command, the vault, or for this session only."
"""The homes that work without a key store, as the end of a remedy."""


def without_choices(remedy: str) -> str:
    """What else a remedy says, for where the homes are offered beside it."""
    if not remedy.casefold().endswith(CHOICES):
        return remedy
    rest = remedy[: -len(CHOICES)].removesuffix(", or ")
    return f"{rest}." if rest else ""


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
