"""Accounts in families: each account with its projects or users under it."""

from collections.abc import Iterable, Iterator

from ue_console.models.account import Account


def in_families(accounts: Iterable[Account]) -> Iterator[tuple[Account, int]]:
    """Every account with its depth (0, or 1 under its owner), owners in their own order."""
    every = tuple(accounts)
    names = {account.name for account in every}
    for account in every:
        if account.parent not in names:
            yield account, 0
            yield from ((child, 1) for child in every if child.parent == account.name)
