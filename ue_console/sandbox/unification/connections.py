"""The connections of a user (reference: connection/test, add, info, refresh, remove and list)."""

from hashlib import sha256
from typing import Any, Final
from urllib.parse import unquote

from ue_console.sandbox.calls import Answer, House
from ue_console.sandbox.store import Store
from ue_console.sandbox.unification.calls import Call
from ue_console.sandbox.unification.connectors import WORDS, connect, connector_of, given_uri, word_code
from ue_console.sandbox.unification.refusal import UnificationRefusal
from ue_console.sandbox.unification.uris import ServiceUri

KIND: Final = "ue-connection"
"""Kept by user: ``name`` and ``uri``."""

_UNIFIED: Final = "unified://"
_EXPIRED: Final = WORDS["expired"]


async def test(house: House, call: Call) -> Answer:
    """Try a URI out; the verdict stands in both of the service's forms, as clients read either."""
    try:
        connect(given_uri(call.given("uri")))
        verdict: Answer = {"status": 200, "info": "OK"}
    except UnificationRefusal as refusal:
        verdict = refusal.answer()
    return {**verdict, "Status": {"": verdict}}


async def add(house: House, call: Call) -> Answer:
    """Keep a connection that the test lets in; one of this name is replaced."""
    name = _new_name(call.given("name"))
    uri = given_uri(call.given("uri"))
    connect(uri)
    house.store.put(KIND, call.scope, name, {"name": name, "uri": str(uri)})
    return {}


async def info(house: House, call: Call) -> Answer:
    """Who is logged in, under the key of the reference and under that of later documents."""
    name = _named_by_uri(house.store, call)
    uri = opened(house.store, call.scope, name)
    login = {
        "connector": name,
        "displayName": "ACME",
        "loginName": f"acme_{uri.scheme.lower()}",
        "userImage": "https://images.example/acme.png",
    }
    return {"connections": [login], "connectors": [login]}


async def refresh(house: House, call: Call) -> Answer:
    """Replace the connection's token, also one that has expired; a URI without such a token stays."""
    name = _named_by_uri(house.store, call)
    uri = found(house.store, call.scope, name)
    renews = connector_of(uri).renews
    if not (renews and word_code(uri.token) == _EXPIRED):
        connect(uri)
    if renews:
        uri = uri.with_token(renewed(uri.token))
        house.store.put(KIND, call.scope, name, {"name": name, "uri": str(uri)})
    return {"uri": str(uri)}


async def remove(house: House, call: Call) -> Answer:
    """Forget a connection."""
    if not house.store.delete(KIND, call.scope, _text(call, "name")):
        raise UnificationRefusal(411)
    return {}


async def listed(house: House, call: Call) -> Answer:
    """All connections by name, their tokens in clear, as the service has it."""
    rows = house.store.list(KIND, call.scope)
    return {"connections": {row["name"]: {"uri": row["uri"]} for row in rows}}


def renewed(token: str) -> str:
    """The token that comes after ``token``: the first 32 hexadecimal digits of its SHA-256."""
    return sha256(token.encode()).hexdigest()[:32]


def found(store: Store, user_id: str, name: str) -> ServiceUri:
    """The URI of a connection.

    Raises:
        UnificationRefusal: 411.
    """
    row = store.get(KIND, user_id, name)
    if row is None:
        raise UnificationRefusal(411)
    return given_uri(row["uri"])


def opened(store: Store, user_id: str, name: str) -> ServiceUri:
    """The same, of a connection that works.

    Raises:
        UnificationRefusal: 411, or what its token provokes.
    """
    uri = found(store, user_id, name)
    connect(uri)
    return uri


def named(store: Store, user_id: str, uri: str) -> str:
    """The name in ``unified://NAME``; percent-encoded only where there is no connection called so.

    Raises:
        UnificationRefusal: 505 for another URI.
    """
    if not uri.lower().startswith(_UNIFIED):
        raise UnificationRefusal(505, f"uri must be {_UNIFIED}NAME")
    name = uri[len(_UNIFIED) :].removesuffix("/")
    return name if store.get(KIND, user_id, name) else unquote(name)


def _named_by_uri(store: Store, call: Call) -> str:
    return named(store, call.scope, _text(call, "uri"))


def _new_name(value: Any) -> str:
    if value is None or value == "":
        raise UnificationRefusal(503, "name")
    if not isinstance(value, str) or not value.isprintable() or {" ", "/", "\\"} & set(value):
        raise UnificationRefusal(505, "name must have no spaces and no slashes")
    return value


def _text(call: Call, field: str) -> str:
    """A parameter that must be there.

    Raises:
        UnificationRefusal: 503 where it is missing, 505 where it is no string.
    """
    value = call.given(field)
    if value is None or value == "":
        raise UnificationRefusal(503, field)
    if not isinstance(value, str):
        raise UnificationRefusal(505, f"{field} must be a string")
    return value
