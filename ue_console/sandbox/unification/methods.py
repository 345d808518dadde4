"""Every call of UnificationEngine API v2, who serves it, and whose credentials open it."""

from typing import Final

from ue_console.sandbox.unification import addresses, connections, messages, users
from ue_console.sandbox.unification.calls import Method

FOR_APPS: Final[dict[str, Method]] = {
    "user/create": users.create,
    "user/list": users.listed,
    "user/delete": users.delete,
}
"""Opened by an app's key and secret."""

FOR_USERS: Final[dict[str, Method]] = {
    "connection/test": connections.test,
    "connection/add": connections.add,
    "connection/info": connections.info,
    "connection/refresh": connections.refresh,
    "connection/remove": connections.remove,
    "connection/list": connections.listed,
    "address/list": addresses.listed,
    "message/send": messages.send,
}
"""Opened by a user's id and secret."""

NOT_SERVED: Final = frozenset({"connector/capabilities", "message/retrieve", "message/status"})
"""A user's calls that later documents have and the reference has not: refused with 506."""
