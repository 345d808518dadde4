"""Whose key it is, told by the service itself."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ue_console.errors import KeyRefused
from ue_console.models.account import Account, KeyKind
from ue_console.models.unification.credentials import halves
from ue_console.store.account_fields import is_id
from ue_console.text import plural

if TYPE_CHECKING:
    from ue_console.api.unification.client import UnificationClient
    from ue_console.models.secret import Secret
    from ue_console.models.unione.system import Accounting, SystemInfo


@dataclass(frozen=True, slots=True)
class Identity:
    """The owner of a key."""

    kind: KeyKind
    """What the key opens."""
    who: str = ""
    """UniOne: the owner's address; UnificationEngine: a user's id, empty for an app."""
    user_id: str = ""
    """As in :class:`~ue_console.models.account.Account`."""
    project_id: str = ""
    """With a project key."""
    project_name: str = ""
    """With a project key."""
    accounting: Accounting | None = None
    """The period's use; only account keys tell it."""
    count: int | None = None
    """Users of an app, or connections of a user."""

    def sentence(self) -> str:
        """Whose key it is, in one sentence."""
        match self.kind:
            case KeyKind.PROJECT:
                return f"This is the key of the project {self.project_name or self.project_id} ({self.who})."
            case KeyKind.APP:
                return f"This is the key of an app with {plural(self.count or 0, 'user')}."
            case KeyKind.USER:
                which = f"the user {self.who}" if self.who else "a user"
                return f"This is {which} with {plural(self.count or 0, 'connection')}."
        used = ""
        if self.accounting:
            sent, included = self.accounting.emails_sent, self.accounting.emails_included
            used = f", {plural(sent, 'mail')} sent of {included:,}"
        return f"This is the account key of {self.who}{used}."

    def differs(self, account: Account) -> str:
        """In one sentence, how this owner is another than the account's; empty where it is the same."""
        known = account.user_id or account.project_id
        if not known or (self.kind, self.user_id, self.project_id) == (
            account.key_kind,
            account.user_id,
            account.project_id,
        ):
            return ""
        return f"{account.name} had the key of another owner until now. {self.sentence()}"

    def marked(self, account: Account) -> Account:
        """The account with what is now known of its key; an id that can be none is left out."""
        user_id, project_id = (
            each if is_id(each, self.kind) else "" for each in (self.user_id, self.project_id)
        )
        return account.model_copy(
            update={"key_kind": self.kind, "user_id": user_id, "project_id": project_id}
        )


async def identify(client: UnificationClient, pair: Secret) -> Identity:
    """Ask UnificationEngine what a pair of id and secret opens: an app's calls, or a user's.

    What its form suggests is asked first: a user's id is a UUID, an app's key has no dashes.

    Raises:
        KeyRefused: Neither.
        ApiError, WireError: What the service or the line to it says.
    """
    name, _ = halves(pair)

    async def app() -> Identity:
        return Identity(KeyKind.APP, count=len(await client.users.list()))

    async def user() -> Identity:
        return Identity(KeyKind.USER, name, name, count=len(await client.connections.list()))

    first, other = (user, app) if "-" in name else (app, user)
    try:
        return await first()
    except KeyRefused as error:
        with suppress(KeyRefused):
            return await other()
        raise error from None


def of_info(info: SystemInfo) -> Identity:
    """The owner that UniOne names (reference: system-info); only a project key has a project."""
    return Identity(
        kind=KeyKind.PROJECT if info.project_id else KeyKind.ACCOUNT,
        who=info.email,
        user_id=str(info.user_id),
        project_id=info.project_id or "",
        project_name=info.project_name or "",
        accounting=info.accounting,
    )
