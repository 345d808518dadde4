"""Accounts in families: each account with its projects or users under it."""

from collections.abc import Iterable, Iterator

from ue_console.models.account import Account


def in_families(accounts: Iterable[Account]) -> Iterator[tuple[Account, int]]:
    """Every account once with its depth (0, or 1 under its owner), owners in their own order.

    Only an account at the top has others under it: what is under a project, under itself or under
    an account that isn't there stands at the top too.
    """
    every = tuple(accounts)
    names = {account.name for account in every}
    owners = {account.name for account in every if account.parent not in names}
    for account in every:
        if account.parent in owners:
            continue
        yield account, 0
        if account.name in owners:
            yield from ((child, 1) for child in every if child.parent == account.name)
