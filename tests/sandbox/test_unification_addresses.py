"""``address/list``: people of each channel, in a form that can be sent on."""

from typing import Any

import pytest

from tests.sandbox.running import Running
from tests.sandbox.unification import Pair, new_user, ok, post, refused
from ue_console.sandbox.unification.connectors import CONNECTORS


@pytest.fixture(scope="module")
def user(served: Running) -> Pair:
    """A user with a connection of every scheme, each called as its scheme."""
    made = new_user(served)
    for scheme in CONNECTORS:
        ok(served, "connection/add", {"name": scheme, "uri": f"{scheme}://12025550142@x.com"}, made)
    return made


def rows(sandbox: Running, user: Pair, body: dict[str, Any]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = ok(sandbox, "address/list", body, user)["addresses"]
    return found


@pytest.mark.parametrize("scheme", CONNECTORS)
def test_every_channel_has_its_own(served: Running, user: Pair, scheme: str) -> None:
    if not CONNECTORS[scheme].takes:
        assert refused(served, "address/list", {"name": scheme}, user) == 415
        return
    found = rows(served, user, {"name": scheme})
    assert 5 <= len(found) <= 20
    assert len({row["address"] for row in found}) == len(found)
    for row in found:
        assert row["connector"] == scheme
        assert set(row) <= {"connector", "name", "address", "userImage", "type"}
        assert all(isinstance(value, str) and value for value in row.values())
        assert row.get("userImage", "https://images.example/").startswith("https://images.example/")
    for left_out in ("name", "userImage"):
        assert any(left_out not in row for row in found)
        assert any(left_out in row for row in found)
    assert rows(served, user, {"uri": f"unified://{scheme}"}) == found
    assert rows(served, user, {"Name": scheme, "URI": "unified://other"}) == found


def test_addresses_suit_the_channel(served: Running, user: Pair) -> None:
    pages = [row for row in rows(served, user, {"name": "facebook"}) if row.get("type") == "page"]
    assert len(pages) == 2
    people = {scheme: rows(served, user, {"name": scheme})[0] for scheme in ("smtp", "whatsapp", "twitter")}
    assert people["smtp"]["address"] == "ann.berger@example.com"
    assert people["smtp"]["type"] == "to"
    assert people["whatsapp"]["address"].isdigit()
    assert people["whatsapp"]["type"] == "individual"
    assert "type" not in people["twitter"]


def test_rows_can_be_sent_on_as_receivers_but_the_last(served: Running, user: Pair) -> None:
    for scheme in ("facebook", "smtp", "telegram"):
        found = rows(served, user, {"name": scheme})
        for receivers, code in ((found[:-1], 200), (found[-1:], 412)):
            message = {"receivers": receivers, "parts": [{"type": "body", "data": "x"}]}
            answer = post(served, "message/send", {"message": message}, user).json()
            assert answer["Status"][scheme]["status"] == code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        *(({}, 503), ({"name": None}, 503), ({"name": "", "uri": ""}, 503), ({"name": 5}, 505)),
        *(({"uri": ["x"]}, 505), ({"uri": "facebook"}, 505), ({"name": "Facebook"}, 411)),
        *(({"name": "unified://facebook"}, 411), ({"uri": "unified://nope"}, 411)),
    ],
)
def test_what_is_refused(served: Running, user: Pair, body: dict[str, Any], code: int) -> None:
    assert refused(served, "address/list", body, user) == code
