"""The connections of a user; with the user's id and secret (reference: connection/*)."""

from collections.abc import Iterator, Mapping
from typing import Any

from ue_console.api.reading import AnswerReader
from ue_console.api.transport import Transport
from ue_console.api.unification.methods import (
    CONNECTION_ADD,
    CONNECTION_INFO,
    CONNECTION_LIST,
    CONNECTION_REFRESH,
    CONNECTION_REMOVE,
    CONNECTION_TEST,
)
from ue_console.api.unification.rows import read_rows
from ue_console.errors import ApiError, WireError
from ue_console.models.secret import Secret
from ue_console.models.unification.connection import Connection
from ue_console.models.unification.names import unified_uri
from ue_console.models.unification.profile import Profile
from ue_console.models.unification.telltales import lasting_telltales, telltales


class ConnectionsApi:
    """The calls ``connection/*``; what a user's tokens are is masked in all that the service says later."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._met: set[Secret] = set()
        self._listed = False

    async def test(self, uri: Secret) -> None:
        """Let the service try whether ``uri`` opens its channel; nothing is kept.

        Tagged as reading, so that a read-only account may test, but never repeated by itself: each
        test is a sign-in at the channel.

        Raises:
            ApiError: The service knows no such connector (413), or the channel refuses.
        """
        await self._transport.call(CONNECTION_TEST, {"uri": uri}, hidden=telltales(uri))

    async def add(self, name: str, uri: Secret) -> None:
        """Keep ``uri`` under ``name``; the service tests it first.

        What it does with a name that the user has already is not documented: it seems to replace
        that connection.

        Raises:
            ApiError: The test failed; nothing was kept.
            OutcomeUnknown: It may have been kept.
        """
        try:
            await self._transport.call(CONNECTION_ADD, {"uri": uri, "name": name}, hidden=telltales(uri))
        except ApiError:
            raise
        except BaseException:
            self._meet(uri)
            raise
        self._meet(uri)

    async def info(self, name: str) -> list[Profile]:
        """Return the accounts on the channel that a connection opens; most have one, some tell none.

        Raises:
            Rejected: 411, the user has no such connection.
            NotTheService: The answer has another form.
        """
        reader = self._transport.reader(CONNECTION_INFO)
        found = _profiles(await self._transport.call(CONNECTION_INFO, _named_by_uri(name)), reader)
        if isinstance(found, WireError):
            raise found
        return found

    async def refresh(self, name: str) -> Secret | None:
        """Trade a connection's token for one that lasts longer.

        Returns:
            The connection's new URI; None where the answer has none.

        Raises:
            Rejected: 411, the user has no such connection.
            OutcomeUnknown: The token may be another one now.
        """
        uri = _uri(await self._transport.call(CONNECTION_REFRESH, _named_by_uri(name)))
        if uri is not None:
            self._meet(uri)
        return uri

    async def remove(self, name: str) -> None:
        """Remove a connection; its token stays valid at the channel.

        Raises:
            Rejected: 411, the user has no such connection.
            OutcomeUnknown: It may be gone.
        """
        await self._transport.call(CONNECTION_REMOVE, {"name": name})

    async def list(self) -> list[Connection]:
        """Return all connections in the service's order.

        Raises:
            NotTheService: The answer has another form.
        """
        reader = self._transport.reader(CONNECTION_LIST)
        found = _connections((await self._transport.call(CONNECTION_LIST, {})).get("connections"), reader)
        if isinstance(found, WireError):
            raise found
        self._listed = True
        for connection in found:
            self._meet(connection.uri)
        return found

    async def meet(self) -> None:
        """Read the connections where none was met yet: a call whose answer may repeat a token follows.

        Raises:
            As :meth:`list`.
        """
        if not self._listed:
            await self.list()

    def _meet(self, uri: Secret) -> None:
        if uri not in self._met:
            self._met.add(uri)
            self._transport.peer.known.add(lasting_telltales(uri))


def _named_by_uri(name: str) -> dict[str, str]:
    return {"uri": unified_uri(name)}


def _uri(answer: Mapping[str, Any]) -> Secret | None:
    uri = answer.get("uri")
    return Secret(uri) if isinstance(uri, str) and uri else None


def _profiles(answer: Mapping[str, Any], reader: AnswerReader) -> list[Profile] | WireError:
    """Return the profiles: under ``connectors`` in the reference, under ``connections`` since."""
    name = "connections" if answer.get("connections") else "connectors"
    return read_rows(reader, Profile, answer, name)


def _connections(value: object, reader: AnswerReader) -> list[Connection] | WireError:
    """Return the connections, or the error that names what is wrong.

    Returned and not raised, so that no frame of its traceback holds tokens.
    """
    if not value:
        return []
    if not isinstance(value, dict | list):
        return reader.wrong("connections")
    found: dict[str, Connection] = {}
    for place, name, row in _named(value):
        uri = row.get("uri") if isinstance(row, dict) else None
        if not isinstance(name, str) or not isinstance(uri, str) or not uri:
            return reader.wrong(f"connections.{place}")
        found[name] = Connection(name, Secret(uri))
    return list(found.values())


def _named(value: dict[str, Any] | list[Any]) -> Iterator[tuple[str, object, object]]:
    """Yield place, name and row of each connection.

    The service sends an object, name → row. Its reference draws a list of such pairs; a list of rows
    with a ``name`` each is the remaining way to read that.
    """
    if isinstance(value, dict):
        yield from ((name, name, row) for name, row in value.items())
        return
    for number, row in enumerate(value):
        if isinstance(row, dict) and not isinstance(row.get("uri"), str):
            yield from ((f"{number}.{name}", name, inner) for name, inner in row.items())
        else:
            yield str(number), row.get("name") if isinstance(row, dict) else None, row
