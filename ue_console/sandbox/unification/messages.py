"""One message to several connections, each with an answer of its own (reference: message/send)."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from ue_console.sandbox.calls import Answer, House, stamp
from ue_console.sandbox.store import Store
from ue_console.sandbox.unification import connections, message_log, parts
from ue_console.sandbox.unification.calls import Call, given
from ue_console.sandbox.unification.connectors import BAD_RECEIVER, Feature, connector_of, word_code
from ue_console.sandbox.unification.refusal import UnificationRefusal
from ue_console.sandbox.unification.uris import ServiceUri

_OK = {"status": 200, "info": "OK"}


async def send(house: House, call: Call) -> Answer:
    """Send to the connections that the receivers name, and tell of each what became of it.

    The answer as a whole is that of the first connection where none takes the message, else OK.
    """
    message = _message(call)
    needed = parts.features(message)
    status: dict[str, dict[str, Any]] = {}
    uris: list[str] = []
    kept: list[dict[str, Any]] = []
    for name, receivers in _by_connection(house.store, call, message).items():
        try:
            uri = _taken(house.store, call.scope, name, receivers, needed)
        except UnificationRefusal as refusal:
            status[name] = refusal.answer()
            continue
        row = _row(house, call.scope, name, {**_without_receivers(message), "receivers": receivers})
        kept.append(row)
        status[name] = _OK
        uris.append(f"{uri.scheme}://{uri.domain}/{row['id']}")
    message_log.keep(house.store, kept)
    whole = _OK if kept else next(iter(status.values()))
    return {**whole, "Status": status, "URIs": uris}


def _message(call: Call) -> Mapping[str, Any]:
    message = call.given("message")
    if message is None:
        raise UnificationRefusal(503, "message")
    if not isinstance(message, dict):
        raise UnificationRefusal(505, "message must be an object")
    return message


def _by_connection(store: Store, call: Call, message: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Connection name → its receivers; one without a ``Connector`` goes to that of the ``uri``.

    Raises:
        UnificationRefusal: 410 without receivers, 412 for what is none.
    """
    receivers = given(message, "receivers")
    if receivers is None or receivers == []:
        raise UnificationRefusal(410)
    if not isinstance(receivers, list) or not all(isinstance(each, dict) for each in receivers):
        raise UnificationRefusal(412, "receivers must be a list of objects")
    found: dict[str, list[dict[str, Any]]] = {}
    for receiver in receivers:
        name = given(receiver, "Connector") or _main(store, call, message)
        if not isinstance(name, str) or not name:
            raise UnificationRefusal(412, "a receiver's Connector must name a connection")
        found.setdefault(name, []).append(receiver)
    return found


def _main(store: Store, call: Call, message: Mapping[str, Any]) -> str:
    uri = given(message, "uri") or call.given("uri")
    return connections.named(store, call.scope, uri) if isinstance(uri, str) and uri else ""


def _taken(
    store: Store, user_id: str, name: str, receivers: list[dict[str, Any]], needed: frozenset[Feature]
) -> ServiceUri:
    """The connection's URI where it takes the message for these receivers.

    Raises:
        UnificationRefusal: 411, 412, 415, or what its token or an address provokes.
    """
    uri = connections.opened(store, user_id, name)
    parts.check(needed, connector_of(uri))
    for receiver in receivers:
        _check_address(given(receiver, "address"))
    return uri


def _check_address(address: Any) -> None:
    """An address may be missing or empty: a wall has none."""
    if not isinstance(address, str | None):
        raise UnificationRefusal(412, "an address must be a string")
    plain = address or ""
    if plain.casefold().startswith(BAD_RECEIVER):
        raise UnificationRefusal(412, plain[:100])
    code = word_code(plain)
    if code is not None:
        raise UnificationRefusal(code, plain[:100])


def _without_receivers(message: Mapping[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in message.items() if field.casefold() != "receivers"}


def _row(house: House, user_id: str, name: str, message: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "user": user_id,
        "connection": name,
        "message": message,
        "created": stamp(house.now()),
    }
