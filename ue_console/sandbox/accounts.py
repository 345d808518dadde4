"""Whose key it is: every account key opens an account of its own, and its projects have theirs."""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from ue_console.models.secret import Secret
from ue_console.sandbox import project_records
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Record, Store

KIND = "account"
_KEY = "info"


class Caller(NamedTuple):
    """Who is behind a key: an account, or one of its projects."""

    account: str
    """The account's scope; the same at every start, and not the key."""
    project: Record | None = None
    """The project's row of ``project/list`` where the key is a project's."""

    @property
    def scope(self) -> str:
        """Where the caller's objects are kept: a project's are its own, and so are its account's."""
        if self.project is None:
            return self.account
        return project_records.scope_of(self.account, self.project["id"])

    @property
    def project_id(self) -> str | None:
        """The project's id; None for an account key."""
        return None if self.project is None else str(self.project["id"])


class Keys:
    """The keys that are let in: those that were given at the start, and those of these accounts' projects."""

    def __init__(self, store: Store, keys: Iterable[str]) -> None:
        self._store = store
        self._accounts = {key: Caller(scope_of(key)) for key in keys}
        self._keys = {caller.account: Secret(key) for key, caller in self._accounts.items()}

    def caller(self, key: str) -> Caller:
        """Who it is.

        Raises:
            Refusal: 102.
        """
        if key in self._accounts:
            return self._accounts[key]
        found = project_records.with_key(self._store, key)
        if found is None or found[0] not in self._keys:
            # The service repeats the key in its message; clients must cope with that.
            raise Refusal(102, key[:100])
        return Caller(*found)

    def signing(self, account: str, project: Record | None) -> Secret:
        """The key that signs for webhooks of an account, or of this project of it."""
        return self._keys[account] if project is None else Secret(project["api_key"])


def scope_of(key: str) -> str:
    """The scope of an account key: sixteen hexadecimal digits."""
    return sha256(key.encode()).hexdigest()[:16]


def check_sending(caller: Caller) -> None:
    """See that mail may be sent with this key.

    Raises:
        Refusal: 215 for a project whose ``send_enabled`` is false.
    """
    if caller.project is not None and not caller.project["send_enabled"]:
        raise Refusal(215, says="Sending is switched off for this project")


def info(store: Store, caller: Caller) -> Record:
    """``system/info`` of the account, also when one of its projects calls."""
    record = store.get(KIND, caller.account, _KEY)
    if record is None:
        raise LookupError(f"no account was made for {caller.account}")
    return record


def save_info(store: Store, scope: str, record: Record) -> None:
    """Keep the account's ``system/info``."""
    store.put(KIND, scope, _KEY, record)


def exists(store: Store, scope: str) -> bool:
    """Whether the account was made, at this start or an earlier one."""
    return store.get(KIND, scope, _KEY) is not None


def count_sent(store: Store, caller: Caller, mails: int) -> None:
    """Add to the period's use of the account, which its projects share."""
    record = info(store, caller)
    record["accounting"]["emails_sent"] += mails
    save_info(store, caller.account, record)
