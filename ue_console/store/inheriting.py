"""What projects and users have of the account that they belong to."""

from collections.abc import Mapping, Sequence

from ue_console.models.account import Account


def inherited(accounts: Sequence[Account], known: Mapping[str, Account] | None = None) -> list[Account]:
    """The accounts with each project and user of a read-only account read-only too."""
    owners = known or {account.name: account for account in accounts}
    return [
        account.model_copy(update={"read_only": True})
        if account.parent in owners and owners[account.parent].read_only and not account.read_only
        else account
        for account in accounts
    ]
