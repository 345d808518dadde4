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
