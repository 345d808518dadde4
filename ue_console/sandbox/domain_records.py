"""Domains as the store has them: by name, in the order of their registration.

A record is a row of ``domain/list``. Its values follow from name and owner alone, so that records which
stand in a real zone stay right at the next start; no two owners share them. Nothing is signed with the
DKIM keys: they have the form of RSA keys of 2048 bits, and a DKIM record of that size needs two strings.
"""

from base64 import b64encode
from hashlib import sha256, shake_256
from typing import Final, Literal, TypeAlias

from ue_console.sandbox.store import Record, Store

KIND: Final = "domain"

Side: TypeAlias = Literal["verification-record", "dkim"]
"""What is validated, by its member of the record."""

GOOD: Final[dict[Side, str]] = {"verification-record": "confirmed", "dkim": "active"}
BAD: Final[dict[Side, str]] = {"verification-record": "unconfirmed", "dkim": "inactive"}

_BYTES: Final = 256
# SubjectPublicKeyInfo of an RSA key (RFC 8017, A.1.1): all before the modulus, and the exponent 65537.
_HEAD: Final = bytes.fromhex("30820122300d06092a864886f70d01010105000382010f003082010a0282010100")
_TAIL: Final = bytes.fromhex("0203010001")


def made(scope: str, name: str, *, ready: bool = False) -> Record:
    """The record of a domain that nobody has validated yet, or of one that is ready to send from."""
    status = GOOD if ready else BAD
    return {
        "domain": name,
        "verification-record": {
            "value": verification(scope, name),
            "status": status["verification-record"],
        },
        "dkim": {"key": dkim_key(scope, name), "status": status["dkim"]},
    }


def verification(scope: str, name: str) -> str:
    """The TXT value that proves to this owner's account or project whose domain it is."""
    return f"unione-validate-hash={sha256(f'verification {scope} {name}'.encode()).hexdigest()[:32]}"


def dkim_key(scope: str, name: str) -> str:
    """A public key in base64, as it stands behind ``p=``."""
    modulus = bytearray(shake_256(f"dkim {scope} {name}".encode()).digest(_BYTES))
    modulus[0] |= 0x80
    modulus[-1] |= 0x01
    return b64encode(_HEAD + modulus + _TAIL).decode("ascii")


def find(store: Store, scope: str, name: str) -> Record | None:
    """The owner's domain of this name, in ASCII and small letters, or None."""
    return store.get(KIND, scope, name)


def save(store: Store, scope: str, record: Record) -> None:
    """Add a domain, or put it in the place of the one with its name."""
    store.put(KIND, scope, record["domain"], record)


def is_good(record: Record, side: Side) -> bool:
    """Whether the last validation found what it wanted."""
    return bool(record[side]["status"] == GOOD[side])


def turn(store: Store, scope: str, name: str, side: Side, *, good: bool) -> None:
    """Set a status, where there still is such a domain."""
    record = find(store, scope, name)
    status = (GOOD if good else BAD)[side]
    if record is not None and record[side]["status"] != status:
        record[side]["status"] = status
        save(store, scope, record)
