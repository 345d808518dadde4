"""The screens of the rail, and which of them an account has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ue_console.models.account import Account

SCREENS: Final = {
    "home": "home:HomeScreen",
    "compose": "compose:ComposeScreen",
    "templates": "templates:TemplatesScreen",
    "projects": "projects:ProjectsScreen",
    "accounts": "accounts:AccountsScreen",
}
"""Place → module and class, in the order of the rail; each has an action ``go.PLACE``."""

OF_ANY: Final = ("home", "accounts")
"""The places that do not depend on the service."""


def places_of(account: Account | None) -> tuple[str, ...]:
    """The places of an account; without one, those of a UniOne account but its projects."""
    kind = account.key_kind if account else ""
    return tuple(place for place in SCREENS if not why_not_there(place, kind))


def why_not_there(place: str, kind: str) -> str:
    """Why an account with a key of this kind has no such place; empty where it has.

    Args:
        place: Of ``SCREENS``.
        kind: A ``KeyKind``, by its value: importing the models has to wait for the first paint.
    """
    if place in OF_ANY:
        return ""
    if kind in ("app", "user"):
        return "This account is of UnificationEngine; press a to switch to one of UniOne."
    if place == "projects" and kind == "project":
        return "This is a project itself; projects are listed with the key of their account."
    if place == "projects" and not kind:
        return "No account is active. Press 9 for Accounts, then n to add one."
    return ""
