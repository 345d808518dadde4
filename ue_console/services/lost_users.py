"""Users whose secrets are lost, or may be, until it is known that they are not there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ue_console.services.users import User
    from ue_console.store.new_users import LostUser


class Lost(NamedTuple):
    """What they are called."""

    unknown: tuple[str, ...] = ()
    """Of which it is not known whether they were made."""
    unkept: tuple[str, ...] = ()
    """That were made, and whose secrets are kept nowhere."""


def still_lost(waiting: Sequence[LostUser], users: Sequence[User] | None) -> Lost:
    """Leave out those that the list of users settles.

    Args:
        waiting: Whose secrets are not kept.
        users: All users of the app; None where they are not known.
    """
    without = None if users is None else {user.id for user in users if not user.held}
    unknown, unkept = [], []
    for one in waiting:
        if one.id:
            if without is None or one.id in without:
                unkept.append(f"“{one.name}” ({one.id})")
        elif without is None or without - (one.known or frozenset()):
            at = f"{one.at:%m-%d %H:%M} UTC"
            unknown.append(f"“{one.name}” ({at})" if one.name else at)
    return Lost(tuple(unknown), tuple(unkept))
