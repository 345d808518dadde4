"""The vault's file: what its bytes mean.

    7 bytes    ``UEVAULT``
    1 byte     version
    3 bytes    scrypt's cost: log2(n), r, p
    16 bytes   salt of the passphrase
    12 bytes   nonce, fresh at each write
    …          AES-256-GCM of the keys as JSON, names included, padded; 16 bytes of tag at the end
    32 bytes   SHA-256 of all before it, which tells a damaged file from a wrong passphrase

All before the encrypted part is authenticated with it.
"""

import hashlib
import json
import os
import struct
from dataclasses import dataclass, field
from typing import Final

from ue_console.errors import KeyStoreError

VERSION: Final = 1
_MAGIC: Final = b"UEVAULT"
_HEADER: Final = struct.Struct(">7s4B16s12s")
_DIGEST: Final = 32
_TAG: Final = 16
_PADDED_TO: Final = 512
"""Bytes; the size tells little of how many keys there are."""
SIZE_LIMIT: Final = 16 * 1024 * 1024
"""Bytes of a vault at most; another file under its name is not read whole."""

_MEMORY_LIMIT: Final = 256 * 1024 * 1024
_PASSES_LIMIT: Final = 4

_RESTORE: Final = "Restore the file from a backup, or move it away and enter the keys again."


class WrongPassphrase(Exception):
    """The key doesn't open the vault."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How hard scrypt makes each guess; by default 64 MB and about 0.2 s."""

    log_n: int = 16
    r: int = 8
    p: int = 1

    def is_bearable(self) -> bool:
        """False for what a file may say to take gigabytes or minutes."""
        if not (1 <= self.log_n < 16 * self.r and self.r and 1 <= self.p <= _PASSES_LIMIT):
            return False
        return 128 * self.r << self.log_n <= _MEMORY_LIMIT


@dataclass(frozen=True, slots=True)
class VaultKey:
    """What a passphrase was made into, for the vaults of one salt and cost."""

    salt: bytes
    cost: Cost
    derived: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A vault's bytes, taken apart and unharmed, but not opened."""

    header: bytes
    cost: Cost
    salt: bytes
    nonce: bytes
    body: bytes = field(repr=False)

    def is_for(self, key: VaultKey) -> bool:
        """Whether the key was made for this salt and cost."""
        return (self.salt, self.cost) == (key.salt, key.cost)


def derive(passphrase: str, salt: bytes, cost: Cost) -> VaultKey:
    """Make a passphrase into a key: slow and hungry on purpose, so call it in a thread."""
    import unicodedata

    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    # The same letters come composed from one keyboard and decomposed from another.
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    scrypt = Scrypt(salt=salt, length=32, n=2**cost.log_n, r=cost.r, p=cost.p)
    return VaultKey(salt, cost, scrypt.derive(secret))


def new_key(passphrase: str, cost: Cost) -> VaultKey:
    """A key for a vault that is about to be made."""
    return derive(passphrase, os.urandom(16), cost)


def seal(keys: dict[str, str], key: VaultKey) -> bytes:
    """The bytes of a vault that holds ``keys``: name → key."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    text = json.dumps({"keys": keys}).encode()
    text += b" " * (-len(text) % _PADDED_TO)
    cost, nonce = key.cost, os.urandom(12)
    header = _HEADER.pack(_MAGIC, VERSION, cost.log_n, cost.r, cost.p, key.salt, nonce)
    whole = header + AESGCM(key.derived).encrypt(nonce, text, header)
    return whole + hashlib.sha256(whole).digest()


def take_apart(data: bytes, shown: str) -> Sealed:
    """Read the outside of a vault.

    Args:
        data: The file's bytes.
        shown: The file's name for messages.

    Raises:
        KeyStoreError: It is no vault, of a newer version, or damaged.
    """
    if not data.startswith(_MAGIC):
        raise KeyStoreError(f"The file {shown} is damaged or no vault.", _RESTORE)
    if len(data) > len(_MAGIC) and data[len(_MAGIC)] > VERSION:
        raise KeyStoreError(
            f"A newer ue-console wrote the vault {shown}.", "Use that version, or install it here."
        )
    whole, digest = data[:-_DIGEST], data[-_DIGEST:]
    if len(whole) < _HEADER.size + _TAG or hashlib.sha256(whole).digest() != digest:
        raise damaged(shown)
    header = whole[: _HEADER.size]
    _, version, log_n, r, p, salt, nonce = _HEADER.unpack(header)
    cost = Cost(log_n, r, p)
    if version != VERSION or not cost.is_bearable():
        raise damaged(shown)
    return Sealed(header, cost, salt, nonce, whole[_HEADER.size :])


def unseal(sealed: Sealed, key: VaultKey, shown: str) -> dict[str, str]:
    """The keys in a vault: name → key.

    Raises:
        WrongPassphrase: The key is another vault's or comes from another passphrase.
        KeyStoreError: What was encrypted is no list of keys.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        text = AESGCM(key.derived).decrypt(sealed.nonce, sealed.body, sealed.header)
    except InvalidTag:
        raise WrongPassphrase from None
    keys = _keys_in(text)
    if keys is None:  # outside of the parser's error, which carries the text along
        raise damaged(shown)
    return keys


def _keys_in(text: bytes) -> dict[str, str] | None:
    try:
        found = json.loads(text)["keys"]
        return {str(name): str(key) for name, key in found.items()}
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def damaged(shown: str) -> KeyStoreError:
    """What is said of a vault whose bytes are not as they were written."""
    return KeyStoreError(f"The vault {shown} is damaged.", _RESTORE)
