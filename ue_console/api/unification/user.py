"""The users of an app; with the app's key and secret (reference: user/create, user/list, user/delete)."""

from collections.abc import Mapping
from typing import Any

from ue_console.api.reading import AnswerReader
from ue_console.api.transport import Transport
from ue_console.api.unification.methods import USER_CREATE, USER_DELETE, USER_LIST
from ue_console.errors import WireError
from ue_console.models.unification.user import NewUser, read_user_uri, user_uri


class UsersApi:
    """The calls ``user/*``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def create(self) -> NewUser:
        """Create a user and return its secret, which no other call gives again.

        Raises:
            OutcomeUnknown: There may be a user now whose secret is lost.
        """
        user = _new_user(await self._transport.call(USER_CREATE, {}))
        if user is None:
            raise self._transport.reader(USER_CREATE).wrong("uri")
        self._transport.know(user.secret)
        return user

    async def delete(self, user_id: str) -> None:
        """Delete a user, with the connections that it has.

        Raises:
            Rejected: 414, the app has no such user.
        """
        await self._transport.call(USER_DELETE, {"uri": user_uri(user_id)})

    async def list(self) -> list[str]:
        """Return the ids of all users in the service's order; one answer holds them all.

        Raises:
            NotTheService: The answer has another form.
        """
        found = _ids(await self._transport.call(USER_LIST, {}), self._transport.reader(USER_LIST))
        if isinstance(found, WireError):
            raise found
        return found


def _new_user(answer: Mapping[str, Any]) -> NewUser | None:
    name, secret = read_user_uri(answer.get("uri")) or ("", None)
    return NewUser(name, secret) if secret else None


def _ids(answer: Mapping[str, Any], reader: AnswerReader) -> list[str] | WireError:
    """Return the ids, or the error that names what is wrong.

    Returned and not raised, so that no frame of its traceback holds secrets that an answer may hold.
    """
    rows = answer.get("users") or []
    if not isinstance(rows, list):
        return reader.wrong("users")
    found: dict[str, None] = {}
    for number, row in enumerate(rows):
        user = read_user_uri(row.get("uri")) if isinstance(row, dict) else None
        if user is None:
            return reader.wrong(f"users.{number}.uri")
        found[user[0]] = None
    return list(found)
