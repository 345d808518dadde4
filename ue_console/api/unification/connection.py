"""The connections of a user; with the user's id and secret (reference: connection/list)."""

from collections.abc import Iterator
from typing import Any

from ue_console.api.reading import AnswerReader
from ue_console.api.transport import Transport
from ue_console.api.unification.methods import CONNECTION_LIST
from ue_console.errors import WireError
from ue_console.models.secret import Secret
from ue_console.models.unification.connection import Connection


class ConnectionsApi:
    """The calls ``connection/*``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list(self) -> list[Connection]:
        """Return all connections in the service's order.

        Raises:
            NotTheService: The answer has another form.
        """
        reader = self._transport.reader(CONNECTION_LIST)
        found = _connections((await self._transport.call(CONNECTION_LIST, {})).get("connections"), reader)
        if isinstance(found, WireError):
            raise found
        return found


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
