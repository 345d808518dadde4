"""``message/send``: an answer of each connection, and a trace of what was taken."""

from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest

from tests.sandbox.running import Running, running
from tests.sandbox.unification import APP, Pair, new_user, ok, post, refused
from ue_console.sandbox.unification import message_log
from ue_console.sandbox.unification.connectors import WORDS

PARTS: Final = [{"id": "0", "contentType": "text/plain", "type": "body", "data": "Hello", "size": 5}]
CHANNELS: Final = {
    "page": "facebook://T@facebook.com",
    "Mail": "smtp://me@x.example:pw@smtp.x.example:587",
    "sms": "sms://12025550142@twilio.com",
    "lamp": "lifx://T@lifx.com",
}


@pytest.fixture
def user(served: Running) -> Pair:
    """A user with several channels, and no messages from before."""
    served.client.delete(f"{served.url}/_sandbox/messages")
    return equipped(served)


def equipped(sandbox: Running) -> Pair:
    made = new_user(sandbox)
    for name, uri in CHANNELS.items():
        ok(sandbox, "connection/add", {"name": name, "uri": uri}, made)
    return made


def to(*pairs: tuple[str, str], **fields: Any) -> dict[str, Any]:
    """A message to receivers given as connection and address."""
    receivers = [{"name": "Ann", "address": address, "Connector": name} for name, address in pairs]
    return {"receivers": receivers, "subject": "Hi", "parts": PARTS, **fields}


def sent(sandbox: Running, user: Pair, message: Any) -> dict[str, Any]:
    response = post(sandbox, "message/send", {"message": message}, user)
    answer: dict[str, Any] = response.json()
    assert response.status_code == 200
    assert set(answer) == {"status", "info", "Status", "URIs"}, answer
    assert isinstance(answer["URIs"], list)
    return answer


def codes(answer: dict[str, Any]) -> dict[str, int]:
    assert all(set(entry) == {"status", "info"} for entry in answer["Status"].values())
    return {name: entry["status"] for name, entry in answer["Status"].items()}


def kept(sandbox: Running) -> list[dict[str, Any]]:
    response = sandbox.client.get(f"{sandbox.url}/_sandbox/messages")
    assert response.headers["content-type"] == "application/json"
    rows: list[dict[str, Any]] = response.json()["messages"]
    return rows


def test_two_channels_each_with_its_receivers(served: Running, user: Pair) -> None:
    message = to(
        ("page", "1"), ("Mail", "ann@example.com"), ("page", "2"), sender={"address": "me@x.example"}
    )
    answer = sent(served, user, message)
    assert (answer["status"], answer["info"]) == (200, "OK")
    assert codes(answer) == {"page": 200, "Mail": 200}
    page, mail = kept(served)
    assert [list(row) for row in (page, mail)] == [["id", "user", "connection", "message", "created"]] * 2
    assert (page["user"], page["connection"], mail["connection"]) == (user[0], "page", "Mail")
    assert page["message"] == {**message, "receivers": [message["receivers"][0], message["receivers"][2]]}
    assert mail["message"] == {**message, "receivers": [message["receivers"][1]]}
    assert len(page["created"]) == 19
    assert UUID(page["id"]) != UUID(mail["id"])
    assert answer["URIs"] == [f"facebook://facebook.com/{page['id']}", f"smtp://smtp.x.example/{mail['id']}"]


def test_one_channel_refuses_and_the_other_does_not(served: Running, user: Pair) -> None:
    answer = sent(served, user, to(("page", "1"), ("Mail", "denied@example.com"), ("nope", "1")))
    assert codes(answer) == {"page": 200, "Mail": 416, "nope": 411}
    assert (answer["status"], answer["info"], len(answer["URIs"])) == (200, "OK", 1)
    assert [row["connection"] for row in kept(served)] == ["page"]


def test_a_message_that_nobody_takes(served: Running, user: Pair) -> None:
    answer = sent(served, user, to(("nope", "1"), ("page", "invalid1")))
    assert codes(answer) == {"nope": 411, "page": 412}
    assert (answer["status"], answer["info"], answer["URIs"]) == (411, "Connection not found", [])
    assert kept(served) == []


@pytest.mark.parametrize(("word", "code"), [*WORDS.items(), ("invalid", 412)])
def test_words_of_receivers(served: Running, user: Pair, word: str, code: int) -> None:
    for address in (word, f"{word.title()}@example.com", f"{word}123"):
        # One receiver is enough: there is one answer for each connection.
        answer = sent(
            served, user, to(("Mail", "ann@example.com"), ("Mail", address), ("sms", f"+{address}"))
        )
        assert codes(answer) == {"Mail": code, "sms": 200}


@pytest.mark.parametrize(
    ("message", "code"),
    [
        *((None, 503), ("x", 505), ([], 505), ({}, 503), ({"parts": PARTS}, 410)),
        *(({"parts": PARTS, "receivers": None}, 410), ({"parts": PARTS, "receivers": []}, 410)),
        *(({"parts": PARTS, "receivers": "x"}, 412), ({"parts": PARTS, "receivers": ["x"]}, 412)),
        *(({"parts": PARTS, "receivers": [{"address": "1"}]}, 412), (to(("", "1")), 412)),
        *((to(("page", "1"), parts=None), 503), (to(("page", "1"), parts="x"), 505)),
        (to(("page", "1"), parts=["x"]), 505),
        ({"parts": PARTS, "receivers": [{"Connector": 5}]}, 412),
    ],
)
def test_what_is_no_message(served: Running, user: Pair, message: Any, code: int) -> None:
    assert refused(served, "message/send", {"message": message}, user) == code
    assert kept(served) == []


@pytest.mark.parametrize("address", [5, [], {"a": 1}, True])
def test_an_address_that_is_no_string(served: Running, user: Pair, address: Any) -> None:
    message = {"parts": PARTS, "receivers": [{"Connector": "page", "address": address}]}
    assert codes(sent(served, user, message)) == {"page": 412}


def test_names_are_told_apart_by_case_and_keys_are_not(served: Running, user: Pair) -> None:
    assert codes(sent(served, user, to(("mail", "a@example.com")))) == {"mail": 411}
    body = {
        "Message": {
            "RECEIVERS": [{"Name": "Ann", "Address": "a@example.com", "connector": "Mail"}],
            "Parts": [{"ID": "0", "ContentType": "text/html", "Type": "body", "Data": "x"}],
        }
    }
    assert post(served, "message/send", body, user).json()["Status"]["Mail"]["status"] == 200
    assert kept(served)[0]["message"]["receivers"] == body["Message"]["RECEIVERS"]


@pytest.mark.parametrize("place", ["top", "message"])
def test_the_uri_stands_in_for_a_missing_connector(served: Running, user: Pair, place: str) -> None:
    message = {"parts": PARTS, "receivers": [{"address": "1"}]}
    body: dict[str, Any] = {"message": message}
    (body if place == "top" else message)["uri"] = "unified://page"
    assert list(post(served, "message/send", body, user).json()["Status"]) == ["page"]


NEEDS: Final = [
    ([{"type": "body", "contentType": "text/plain"}], {}),
    ([{"type": "body", "contentType": "binary"}], {}),
    ([{"type": "body"}], {}),
    ([], {}),
    ([{"type": "link", "contentType": "binary"}], {}),
    ([{"type": "body", "contentType": "text/html"}], {"page": 415, "sms": 415}),
    ([{"type": "body", "contentType": "text/html"}, {"type": "body", "contentType": "text/plain"}], {}),
    ([{"type": "image_link", "contentType": "binary"}], {"sms": 415}),
    ([{"type": "image", "contentType": "image/png"}], {"sms": 415}),
    ([{"type": "body", "contentType": "video"}], {"sms": 415}),
    ([{"type": "file", "contentType": "application/pdf"}], {"sms": 415}),
    ([{"contentType": "application/pdf"}], {"sms": 415}),
    ([{"type": None, "contentType": None}], {}),
]


@pytest.mark.parametrize(("parts", "lacking"), NEEDS, ids=range(len(NEEDS)))
def test_what_a_channel_can_not_do(
    served: Running, user: Pair, parts: list[dict[str, Any]], lacking: dict[str, int]
) -> None:
    answer = sent(served, user, to(("page", ""), ("Mail", ""), ("sms", ""), ("lamp", ""), parts=parts))
    assert codes(answer) == {"page": 200, "Mail": 200, "sms": 200, "lamp": 415} | lacking


def test_messages_survive_a_restart_and_can_be_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with running(ue_apps=(APP,), data=path) as sandbox:
        user = equipped(sandbox)
        for number in range(45):
            assert codes(sent(sandbox, user, to(("page", str(number)), subject="日本"))) == {"page": 200}
        before = kept(sandbox)
    with running(ue_apps=(APP,), data=path) as sandbox:
        assert kept(sandbox) == before
        assert [row["message"]["receivers"][0]["address"] for row in before] == [str(n) for n in range(45)]
        assert before[0]["message"]["subject"] == "日本"
        answer = sandbox.client.delete(f"{sandbox.url}/_sandbox/messages")
        assert (answer.status_code, answer.json()) == (200, {"status": 200, "info": "OK"})
        assert kept(sandbox) == []
        assert codes(sent(sandbox, user, to(("page", "1")))) == {"page": 200}
        assert len(kept(sandbox)) == 1


def test_what_does_not_fit_is_refused_until_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_log, "MOST_BYTES", 20_000)
    path = tmp_path / "state.db"
    with running(ue_apps=(APP,), data=path) as sandbox:
        user = equipped(sandbox)
        big = [{"type": "body", "data": "x" * 8_000}]
        sent(sandbox, user, to(("page", "1"), parts=big))
        both = {"message": to(("page", "2"), ("sms", "2"), parts=big)}
        assert refused(sandbox, "message/send", both, user) == 1000
        assert "DELETE /_sandbox/messages" in post(sandbox, "message/send", both, user).json()["info"]
        assert len(kept(sandbox)) == 1
    with running(ue_apps=(APP,), data=path) as sandbox:
        assert refused(sandbox, "message/send", both, user) == 1000
        sandbox.client.delete(f"{sandbox.url}/_sandbox/messages")
        assert codes(sent(sandbox, user, both["message"])) == {"page": 200, "sms": 200}


def test_no_token_is_in_what_is_kept(served: Running, user: Pair) -> None:
    ok(served, "connection/add", {"name": "p", "uri": "facebook://EAABsecret@facebook.com"}, user)
    answer = post(served, "message/send", {"message": to(("p", "1"))}, user)
    trace = served.client.get(f"{served.url}/_sandbox/messages")
    assert "EAABsecret" not in answer.text + trace.text
    assert user[1] not in trace.text


@pytest.mark.parametrize("verb", ["POST", "PUT"])
def test_other_verbs(served: Running, verb: str) -> None:
    response = served.client.request(verb, f"{served.url}/_sandbox/messages")
    assert response.status_code == 405
