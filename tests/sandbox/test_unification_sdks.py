"""The habits of the four public clients, byte by byte as they were seen on the wire."""

import json
from typing import Any, Final

import pytest

from tests.sandbox.running import Running
from tests.sandbox.unification import Pair, new_user, post

FORM: Final = "application/x-www-form-urlencoded"
TEXT: Final = "text/plain; charset=UTF-8"
URI: Final = "facebook://EAAB0token@facebook.com"


@pytest.fixture
def user(served: Running) -> Pair:
    """A user with a connection called ``wall``, and no messages from before."""
    served.client.delete(f"{served.url}/_sandbox/messages")
    made = new_user(served)
    assert said(served, made, "connection/add", {"uri": URI, "name": "wall"})["status"] == 200
    return made


def said(sandbox: Running, user: Pair, call: str, body: Any, kind: str = FORM) -> dict[str, Any]:
    """The answer under HTTP 200: the clients lose the words of any other."""
    response = post(sandbox, call, json.dumps(body).encode(), user, kind)
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def last(sandbox: Running) -> dict[str, Any]:
    rows = sandbox.client.get(f"{sandbox.url}/_sandbox/messages").json()["messages"]
    message: dict[str, Any] = rows[-1]["message"]
    return message


def test_node(served: Running, user: Pair) -> None:
    # It needs status 200 at the top, and an object under connections, or it rejects.
    assert said(served, user, "connection/test", {"uri": URI})["status"] == 200
    assert list(said(served, user, "connection/list", {})["connections"]) == ["wall"]
    receiver = {"name": "Me", "address": "", "Connector": "wall"}
    part = {"id": "1", "contentType": "binary", "data": "Hello World%21", "type": "body"}
    message = {"receivers": [receiver], "parts": [part], "subject": "s"}
    answer = said(served, user, "message/send", {"message": message})
    assert answer["status"] == 200
    assert len(answer["URIs"]) == 1
    # Its form encoding has reached the text, and nobody takes it back.
    assert last(served) == message


def test_node_s_encoded_uris_stay_as_they_are(served: Running, user: Pair) -> None:
    encoded = "facebook://TOKEN%281%29%21@facebook.com"
    assert said(served, user, "connection/add", {"uri": encoded, "name": "wall"})["status"] == 200
    assert said(served, user, "connection/list", {})["connections"]["wall"]["uri"] == encoded


def test_ruby(served: Running, user: Pair) -> None:
    # It reads the verdict of a test from here alone, also that of a failed one.
    assert said(served, user, "connection/test", {"uri": URI})["Status"][""]["status"] == 200
    bad = "facebook://expired@facebook.com"
    assert said(served, user, "connection/test", {"uri": bad})["Status"][""]["status"] == 418
    answer = said(served, user, "connection/add", {"uri": bad, "name": "wall"})
    assert answer["info"] == "Connection expired"
    receiver = {"name": "Me", "address": "test.test", "Connector": "wall"}
    parts = [{"id": "1", "contentType": "binary", "type": "image_link", "data": "https://x.example/a.png"}]
    answer = said(served, user, "message/send", {"message": {"receivers": [receiver], "parts": parts}})
    assert answer["URIs"][0].startswith("facebook://facebook.com/")


def test_php(served: Running, user: Pair) -> None:
    with_options = "twitter://TOKEN:SECRET@twitter.com/?username=me"
    assert said(served, user, "connection/add", {"uri": with_options, "name": "wall"})["status"] == 200
    receivers = [
        {"id": "", "name": "Page", "address": "117000000000017", "Connector": "wall"},
        {"id": "7", "name": "Ann", "address": "12", "Connector": "wall"},
    ]
    message = {"receivers": receivers, "subject": "", "parts": []}
    assert said(served, user, "message/send", {"message": message})["URIs"]
    assert last(served) == message


def test_java(served: Running, user: Pair) -> None:
    receiver = {"id": "me", "name": "Me", "Connector": "wall"}
    parts = [
        {"id": "random", "contentType": "binary", "type": kind, "data": "x", "sort": 0}
        for kind in ("body", "link", "link_title", "link_description", "image")
    ]
    body = {"message": {"receivers": [receiver], "parts": parts}}
    answer = said(served, user, "message/send", body, TEXT)
    # It throws where an entry is not 200, and where URIs are no list.
    assert [entry["status"] for entry in answer["Status"].values()] == [200]
    assert isinstance(answer["URIs"], list)
    assert said(served, user, "connection/remove", {"name": "wall"}, TEXT)["status"] == 200
    assert said(served, user, "connection/list", {}, TEXT)["connections"] == {}


def test_third_parties_add_the_same_name_before_each_send(served: Running, user: Pair) -> None:
    kind = "application/json"
    for number in ("491234", "491235"):
        added = {"uri": f"whatsappofficial://{number}@whatsapp.com", "name": "wa"}
        assert said(served, user, "connection/add", added, kind)["status"] == 200
        receiver = {"name": "name", "address": number, "Connector": "wa", "type": "individual"}
        parts = [{"id": "1", "contentType": "text/plain", "data": "Hi", "size": 2, "type": "body", "sort": 0}]
        body = {"message": {"receivers": [receiver], "parts": parts}}
        answer = said(served, user, "message/send", body, kind)
        assert answer["Status"]["wa"]["status"] == 200
        rows = served.client.get(f"{served.url}/_sandbox/messages").json()["messages"]
        assert answer["URIs"][0].rpartition("/")[2] == rows[-1]["id"]
    assert len(rows) == 2
