"""The screens of the rail, and which of them an account has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ue_console.models.account import KeyKind

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
    kind = account.key_kind if account else KeyKind.PROJECT
    return tuple(place for place in SCREENS if not why_not_there(place, kind))


def why_not_there(place: str, kind: KeyKind) -> str:
    """Why an account with a key of this kind has no such place; empty where it has."""
    if place in OF_ANY:
        return ""
    if kind in (KeyKind.APP, KeyKind.USER):
        return "This account is of UnificationEngine; press a to switch to one of UniOne."
    if place == "projects" and kind is KeyKind.PROJECT:
        return "This is a project itself; projects are listed with the key of their account."
    return ""
