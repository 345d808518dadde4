"""The screens of the rail, and which of them an account has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ue_console.models.account import Account

SCREENS: Final = {
    "home": "home:HomeScreen",
    "compose": "compose:ComposeScreen",
    "templates": "templates:TemplatesScreen",
    "users": "users:UsersScreen",
    "connections": "connections:ConnectionsScreen",
    "domains": "domains:DomainsScreen",
    "webhooks": "webhooks:WebhooksScreen",
    "unsubscribed": "unsubscribed:UnsubscribedScreen",
    "projects": "projects:ProjectsScreen",
    "activity": "activity:ActivityScreen",
    "accounts": "accounts:AccountsScreen",
}
"""Place → module and class; each has an action ``go.PLACE``."""

ON_CHANNELS: Final = {"compose": "channels:ChannelsScreen"}
"""The same for UnificationEngine, where it has another screen for a place."""

UNIONE: Final = (
    "home",
    "compose",
    "templates",
    "domains",
    "webhooks",
    "unsubscribed",
    "projects",
    "activity",
    "accounts",
)
"""The places of UniOne's accounts, in the order of the rail."""

UNIFICATION: Final = ("home", "compose", "users", "connections", "activity", "accounts")
"""The places of UnificationEngine's accounts."""

OF_ANY: Final = ("home", "activity", "accounts")
"""The places that every account has."""


def of_service(account: Account | None) -> tuple[str, ...]:
    """The places of an account's service; without an account, UniOne's."""
    return UNIFICATION if account and account.service == "unification" else UNIONE


def screen_of(place: str, account: Account | None) -> str:
    """Module and class of an account's screen for a place."""
    own = ON_CHANNELS if account and account.service == "unification" else {}
    return own.get(place, SCREENS[place])


def places_of(account: Account | None) -> tuple[str, ...]:
    """The places that an account has; without one, those of a UniOne account but its projects."""
    kind = account.key_kind if account else ""
    return tuple(place for place in of_service(account) if not why_not_there(place, kind))


def why_not_there(place: str, kind: str) -> str:
    """Why an account with a key of this kind has no such place; empty where it has.

    Args:
        place: Of ``SCREENS``.
        kind: A ``KeyKind``, by its value: importing the models has to wait for the first paint.
    """
    if place in OF_ANY:
        return ""
    if kind in ("app", "user") and place not in UNIFICATION:
        return "This account is of UnificationEngine; ^g switches to one of UniOne."
    if kind in ("account", "project") and place not in UNIONE:
        return "This account is of UniOne; ^g switches to one of UnificationEngine."
    if place == "users" and kind == "user":
        return "This is a user itself; users are listed with the key of their app."
    if place == "compose" and kind == "app":
        return "Messages go out as a user: choose one in Users (3) and press a."
    if place == "connections" and kind == "app":
        return "Connections belong to a user: choose one in Users (3) and press a."
    if place == "projects" and kind == "project":
        return "This is a project itself; projects are listed with the key of their account."
    if not kind and (place == "projects" or place not in UNIONE):
        return "No account is active. Press 9 for Accounts, then n to add one."
    return ""
