"""Whose key it is, told by the service itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ue_console.models.account import Account, KeyKind
from ue_console.text import plural

if TYPE_CHECKING:
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
                return f"This is the user {self.who} with {plural(self.count or 0, 'connection')}."
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
        """The account with what is now known of its key."""
        return account.model_copy(
            update={"key_kind": self.kind, "user_id": self.user_id, "project_id": self.project_id}
        )


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
