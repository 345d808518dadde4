"""Whose key it is: every account key opens an account of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Record, Store

KIND = "account"
_KEY = "info"


@dataclass(frozen=True, slots=True)
class Caller:
    """The account behind a key."""

    scope: str
    """Where its objects are kept; the same at every start, and not the key."""


class Keys:
    """The keys that are let in."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._callers = {key: Caller(scope_of(key)) for key in keys}

    def caller(self, key: str) -> Caller:
        """Who it is.

        Raises:
            Refusal: 102.
        """
        try:
            return self._callers[key]
        except KeyError:
            # The service repeats the key in its message; clients must cope with that.
            raise Refusal(102, key[:100]) from None


def scope_of(key: str) -> str:
    """The scope of an account key: sixteen hexadecimal digits."""
    return sha256(key.encode()).hexdigest()[:16]


def info(store: Store, caller: Caller) -> Record:
    """The account's ``system/info``."""
    record = store.get(KIND, caller.scope, _KEY)
    if record is None:
        raise LookupError(f"no account was made for {caller.scope}")
    return record


def save_info(store: Store, scope: str, record: Record) -> None:
    """Keep the account's ``system/info``."""
    store.put(KIND, scope, _KEY, record)


def exists(store: Store, scope: str) -> bool:
    """Whether the account was made, at this start or an earlier one."""
    return store.get(KIND, scope, _KEY) is not None


def count_sent(store: Store, caller: Caller, mails: int) -> None:
    """Add to the period's use."""
    record = info(store, caller)
    record["accounting"]["emails_sent"] += mails
    save_info(store, caller.scope, record)
