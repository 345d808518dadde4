"""The calls of UnificationEngine that the console makes, each tagged with what it may do."""

from typing import Final

from ue_console.api.methods import Method

USER_CREATE: Final = Method(
    "user/create",
    writes=True,
    repeatable=False,
    check="Compare the list of users with the one before: an id that is new is a user whose secret is "
    "lost; delete it, then create another.",
)
USER_DELETE: Final = Method(
    "user/delete",
    writes=True,
    repeatable=False,
    check="Refresh Users and see whether the user is gone before you repeat it.",
)
USER_LIST: Final = Method("user/list", writes=False, repeatable=True)
CONNECTION_LIST: Final = Method("connection/list", writes=False, repeatable=True)
CONNECTION_TEST: Final = Method("connection/test", writes=False, repeatable=False, read_seconds=60.0)
"""It changes nothing here, yet each test is a sign-in at the channel, which may count them: a person
repeats it, never the transport."""
CONNECTION_ADD: Final = Method(
    "connection/add",
    writes=True,
    repeatable=False,
    read_seconds=60.0,
    check="Refresh Connections and look for its name before you add it again.",
)
"""The service tests what it adds first, which takes the channel's own time."""
CONNECTION_INFO: Final = Method("connection/info", writes=False, repeatable=True, read_seconds=60.0)
CONNECTION_REFRESH: Final = Method(
    "connection/refresh",
    writes=True,
    repeatable=False,
    read_seconds=60.0,
    check="Refresh Connections and test this one before you repeat it: its token may be a new one.",
)
CONNECTION_REMOVE: Final = Method(
    "connection/remove",
    writes=True,
    repeatable=False,
    check="Refresh Connections and see whether it is gone before you repeat it.",
)
ADDRESS_LIST: Final = Method("address/list", writes=False, repeatable=True, read_seconds=60.0)
MESSAGE_SEND: Final = Method(
    "message/send",
    writes=True,
    repeatable=False,
    read_seconds=60.0,
    total_seconds=600.0,
    check="Look for the message on each channel before you send it again.",
)

TOLD_EACH: Final = frozenset({MESSAGE_SEND.path})
"""Calls whose answer has an outcome for each connection: that all refuse is an answer, not an error."""
