"""Whom a connection can reach (reference: address/list, which no client is known to call)."""

from hashlib import sha256
from typing import Any, Final

from ue_console.sandbox.calls import Answer, House
from ue_console.sandbox.unification import connections
from ue_console.sandbox.unification.calls import Call
from ue_console.sandbox.unification.connectors import BAD_RECEIVER, Connector, Form, connector_of
from ue_console.sandbox.unification.refusal import UnificationRefusal

PEOPLE: Final = (
    ("Ann Berger", "ann.berger", True),
    ("Bob Sørensen", "bob.sorensen", False),
    ("Camille Roux", "camille.roux", True),
    ("Dilnoza Karimova", "dilnoza.karimova", True),
    ("Élodie Marchand", "elodie.marchand", False),
    ("Farid Haddad", "farid.haddad", True),
    ("山田 花子", "hanako.yamada", True),
    ("", "ida.without.name", False),
)
"""Name, handle, and whether there is a picture: the same people on every channel."""
PAGES: Final = ("ACME Lamps", "ACME Workshop")
"""What ``facebook`` has besides people."""

_TYPES: Final = {Form.MAIL: "to", Form.PHONE: "individual", Form.ID: "individual"}


async def listed(house: House, call: Call) -> Answer:
    """The addresses of the connection that ``name`` names, or else ``uri``.

    Each row may be sent on as a receiver; ``name``, ``userImage`` and ``type`` are left out where empty.
    The last one is refused by ``message/send`` with 412.
    """
    name = _connection(house, call)
    uri = connections.opened(house.store, call.scope, name)
    connector = connector_of(uri)
    if connector.addresses is Form.NONE:
        raise UnificationRefusal(415)
    return {"addresses": [{"connector": name, **row} for row in book(uri.scheme.lower(), connector)]}


def book(scheme: str, connector: Connector) -> list[dict[str, Any]]:
    """The rows of a channel, without the connection's name; the same at every call."""
    pages = PAGES if scheme == "facebook" else ()
    rows = [{"name": page, "address": _number(scheme, page), "type": "page"} for page in pages]
    kind = _TYPES.get(connector.addresses, "")
    for position, (name, handle, picture) in enumerate(PEOPLE):
        image = f"https://images.example/{handle}.png" if picture else ""
        address = _address(scheme, connector.addresses, handle, position)
        rows.append({"name": name, "address": address, "userImage": image, "type": kind})
    gone = f"{BAD_RECEIVER}.address" + ("@example.com" if connector.addresses is Form.MAIL else "")
    rows.append({"name": "Nobody Anymore", "address": gone, "type": kind})
    return [{field: value for field, value in row.items() if value} for row in rows]


def _address(scheme: str, form: Form, handle: str, position: int) -> str:
    if form is Form.MAIL:
        return f"{handle}@example.com"
    if form is Form.PHONE:
        # Numbers that are kept for fiction.
        return f"1202555{100 + position:04}"
    return handle.replace(".", "_") if form is Form.HANDLE else _number(scheme, handle)


def _number(scheme: str, handle: str) -> str:
    return str(10**14 + int(sha256(f"{scheme}/{handle}".encode()).hexdigest()[:11], 16))


def _connection(house: House, call: Call) -> str:
    name, uri = call.given("name"), call.given("uri")
    if not name and not uri:
        raise UnificationRefusal(503, "name")
    if not isinstance(name or uri, str):
        raise UnificationRefusal(505, "name and uri must be strings")
    return str(name) if name else connections.named(house.store, call.scope, uri)
