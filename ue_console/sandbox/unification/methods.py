"""Every call of UnificationEngine API v2, who serves it, and whose credentials open it."""

from typing import Final

from ue_console.sandbox.unification import connections, users
from ue_console.sandbox.unification.calls import Method

FOR_APPS: Final[dict[str, Method]] = {
    "user/create": users.create,
    "user/list": users.listed,
    "user/delete": users.delete,
}
"""Opened by an app's key and secret."""

FOR_USERS: Final[dict[str, Method]] = {"connection/list": connections.listed}
"""Opened by a user's id and secret."""

NOT_SERVED: Final = frozenset(
    {
        "connection/test",
        "connection/add",
        "connection/info",
        "connection/refresh",
        "connection/remove",
        "address/list",
        "message/send",
    }
)
"""Calls of the reference that the sandbox refuses with 506; a user's, too."""
