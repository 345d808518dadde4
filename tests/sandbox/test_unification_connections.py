"""Connections in the sandbox: tested, added, described, renewed and removed."""

from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest

from tests.sandbox.running import Running, running
from tests.sandbox.unification import APP, Pair, new_user, ok, post, refused
from ue_console.sandbox.unification.connectors import CONNECTORS, WORDS

PAGE: Final = "facebook://EAABtoken@facebook.com?account_id=7"

_SCHEMES: Final = """
facebook twitter googleplus linkedin sms weibo whatsapp smtp telegram viberpa kik line sendgrid threema
fbmessenger skype pinterest kakaostory fbworkplace viber tumblr wechat
APNS BBM FCM Instagram WhatsAppSandbox Xing Zalo
whatsappofficial googlebusiness applebusinesschat microsoftteams tclchatwidget whatsappcloud
arlo bsh broadlink lifx lightify nest netatmo philipshue samsung xdk
"""
DOCUMENTED: Final = _SCHEMES.split()


@pytest.fixture
def user(served: Running) -> Pair:
    """A user without connections."""
    return new_user(served)


def held(sandbox: Running, user: Pair) -> dict[str, str]:
    """Name → URI of the user's connections."""
    rows = ok(sandbox, "connection/list", auth=user)["connections"]
    assert all(set(row) == {"uri"} for row in rows.values())
    return {name: row["uri"] for name, row in rows.items()}


def add(sandbox: Running, user: Pair, name: str, uri: str = PAGE) -> None:
    """A connection that is let in."""
    assert ok(sandbox, "connection/add", {"uri": uri, "name": name}, user) == {}


def verdict(sandbox: Running, user: Pair, uri: Any) -> int:
    """The code of ``connection/test``, the same in both forms."""
    response = post(sandbox, "connection/test", {"uri": uri}, user)
    answer = response.json()
    assert response.status_code == 200
    assert set(answer) == {"status", "info", "Status"}
    assert answer["Status"] == {"": {"status": answer["status"], "info": answer["info"]}}
    code: int = answer["status"]
    return code


def test_the_life_of_a_connection(served: Running, user: Pair) -> None:
    assert verdict(served, user, PAGE) == 200
    assert held(served, user) == {}
    add(served, user, "page")
    add(served, user, "Page", "twitter://T:S@twitter.com")
    assert held(served, user) == {"page": PAGE, "Page": "twitter://T:S@twitter.com"}
    add(served, user, "page", "sms://+12025550142@twilio.com")
    assert next(iter(held(served, user).items())) == ("page", "sms://+12025550142@twilio.com")
    assert ok(served, "connection/remove", {"name": "page"}, user) == {}
    assert refused(served, "connection/remove", {"name": "page"}, user) == 411
    assert list(held(served, user)) == ["Page"]
    assert refused(served, "connection/remove", {"name": "Page"}, new_user(served)) == 411


@pytest.mark.parametrize("scheme", DOCUMENTED)
def test_every_documented_scheme_is_known(served: Running, user: Pair, scheme: str) -> None:
    for written in (scheme, scheme.upper()):
        assert verdict(served, user, f"{written}://TOKEN:SECRET@example.com:587/?a=b") == 200
        add(served, user, scheme, f"{written}://TOKEN@example.com")


def test_no_other_scheme_is() -> None:
    assert {scheme.lower() for scheme in DOCUMENTED} == set(CONNECTORS)


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        *((None, 503), ("", 503), (5, 505), ({"a": 1}, 505), ("no uri", 505), ("facebook://", 505)),
        *(("facebook://TOKEN", 505), ("facebook://a b@facebook.com", 505), ("face-book://T@x.com", 505)),
        *(("imap://me:pw@x.com", 413), ("unified://page", 413), ("pager://T@x.com", 413)),
        *(("facebook://@facebook.com", 503), ("smtp://:pw@x.com", 503), ("tclchatwidget://@x.com", 200)),
        *((f"facebook://{word}@facebook.com", code) for word, code in WORDS.items()),
        *((f"smtp://{word.upper()}@x.example:pw@x.com", code) for word, code in WORDS.items()),
        *(("twitter://%65xpired1:s@twitter.com", 418), ("facebook://my-expired@facebook.com", 200)),
    ],
)
def test_what_test_and_add_refuse(served: Running, user: Pair, uri: Any, code: int) -> None:
    assert verdict(served, user, uri) == code
    answer = post(served, "connection/add", {"uri": uri, "name": "x"}, user).json()
    assert answer["status"] == code
    assert set(answer) == {"status", "info"}
    assert bool(held(served, user)) == (code == 200)


def test_a_refused_uri_leaves_the_one_before(served: Running, user: Pair) -> None:
    add(served, user, "page")
    body = {"uri": "facebook://denied@facebook.com", "name": "page"}
    assert refused(served, "connection/add", body, user) == 416
    assert held(served, user) == {"page": PAGE}


def test_the_words_for_a_refusal_hold_no_token(served: Running, user: Pair) -> None:
    for uri in ("CAADtoken0which0is0a0secret://x", "facebook://expiredCAADtoken@facebook.com", "CAADtoken"):
        for call in ("connection/test", "connection/add"):
            assert "CAADtoken" not in post(served, call, {"uri": uri, "name": "x"}, user).text
    assert "pager" in post(served, "connection/test", {"uri": "pager://t@x"}, user).json()["info"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *((None, 503), ("", 503), (5, 505), (["x"], 505), ("my page", 505), ("a/b", 505), ("a\\b", 505)),
        *(("a\tb", 505), ("a\n", 505), ("\0", 505), ("\u202ex", 505), ("pagé-1_@.%2F?山", 200)),
    ],
)
def test_names(served: Running, user: Pair, name: Any, code: int) -> None:
    assert post(served, "connection/add", {"uri": PAGE, "name": name}, user).json()["status"] == code
    assert list(held(served, user)) == ([name] if code == 200 else [])
    if code == 200:
        found = ok(served, "connection/info", {"uri": f"unified://{name}"}, user)
        assert found["connections"][0]["connector"] == name


def test_info_has_the_keys_of_both_documents(served: Running, user: Pair) -> None:
    add(served, user, "page")
    answer = ok(served, "connection/info", {"uri": "unified://page"}, user)
    assert set(answer) == {"connections", "connectors"}
    assert answer["connections"] == answer["connectors"]
    (row,) = answer["connections"]
    assert list(row) == ["connector", "displayName", "loginName", "userImage"]
    assert all(row.values())
    assert "EAABtoken" not in str(answer)


def test_refresh_renews_the_token(served: Running, user: Pair) -> None:
    add(served, user, "page")
    new = sha256(b"EAABtoken").hexdigest()[:32]
    renewed = f"facebook://{new}@facebook.com?account_id=7"
    assert ok(served, "connection/refresh", {"uri": "unified://page"}, user) == {"uri": renewed}
    assert held(served, user) == {"page": renewed}
    assert verdict(served, user, renewed) == 200
    newer = sha256(new.encode()).hexdigest()[:32]
    again = ok(served, "connection/refresh", {"URI": "UNIFIED://page/"}, user)
    assert again == {"uri": f"facebook://{newer}@facebook.com?account_id=7"}


@pytest.mark.parametrize("uri", ["smtp://me@x.example:pw@x.com:25", "whatsapp://12025550142@whatsapp.com"])
def test_refresh_leaves_what_is_no_token(served: Running, user: Pair, uri: str) -> None:
    add(served, user, "c", uri)
    assert ok(served, "connection/refresh", {"uri": "unified://c"}, user) == {"uri": uri}
    assert held(served, user) == {"c": uri}


@pytest.mark.parametrize("call", ["connection/info", "connection/refresh"])
@pytest.mark.parametrize(
    ("uri", "code"),
    [
        *((None, 503), ("", 503), (5, 505), ("page", 505), (PAGE, 505)),
        *(("unified://", 411), ("unified://nope", 411), ("unified://PAGE", 411), ("unified://page", 200)),
        *(("unified://%70age", 200), ("unified://page/", 200)),
    ],
)
def test_which_connection(served: Running, user: Pair, call: str, uri: Any, code: int) -> None:
    add(served, user, "page")
    assert post(served, call, {"uri": uri}, user).json()["status"] == code


@pytest.mark.parametrize(("name", "code"), [(None, 503), ("", 503), (5, 505), ("PAGE", 411), ("x y", 411)])
def test_which_connection_is_removed(served: Running, user: Pair, name: Any, code: int) -> None:
    add(served, user, "page")
    assert refused(served, "connection/remove", {"name": name}, user) == code
    assert held(served, user) == {"page": PAGE}


def test_nobody_reaches_the_connections_of_others(served: Running, user: Pair) -> None:
    add(served, user, "page")
    other = new_user(served)
    for call in ("connection/info", "connection/refresh", "address/list"):
        assert refused(served, call, {"uri": "unified://page"}, other) == 411
    assert held(served, other) == {}
    assert held(served, user) == {"page": PAGE}


def test_connections_survive_a_restart_in_a_file_of_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with running(ue_apps=(APP,), data=path) as sandbox:
        user = new_user(sandbox)
        add(sandbox, user, "page")
        assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}
    with running(ue_apps=(APP,), data=path) as sandbox:
        assert held(sandbox, user) == {"page": PAGE}
