"""The users of the demo's app: stable, told apart, alive, and made once."""

import re
from pathlib import Path
from typing import Final
from uuid import UUID

from tests.sandbox.running import Running, running
from tests.sandbox.unification import APP, Pair, ids, ok, post
from ue_console.models.secret import Secret
from ue_console.models.unification.connection import Connection
from ue_console.sandbox.options import DEMO_APP_KEY, DEMO_APP_SECRET
from ue_console.sandbox.seed.users import DemoUser, read_users
from ue_console.sandbox.unification.connectors import CONNECTORS, Form, given_uri

APP_OF_THE_DEMO: Final = (DEMO_APP_KEY, DEMO_APP_SECRET)
USERS: Final = read_users()
EXPIRED: Final = "old-page"


def pair(user: DemoUser) -> Pair:
    name, secret = user.pair.split(":")
    return name, secret


def state(sandbox: Running, user: Pair, uri: str) -> int:
    code: int = post(sandbox, "connection/test", {"uri": uri}, user).json()["status"]
    return code


def test_they_are_told_apart() -> None:
    assert len(USERS) == len({user.id for user in USERS}) == len({user.secret for user in USERS}) == 4
    assert [bool(user.connections) for user in USERS] == [True, True, False, False]
    for user in USERS:
        assert str(UUID(user.id)) == user.id
        assert str(UUID(user.secret)) == user.secret
        assert user.secret not in repr(user)


def test_the_variety_of_their_connections() -> None:
    uris = [given_uri(uri) for user in USERS for uri in user.connections.values()]
    assert {"facebook", "twitter", "smtp", "whatsappofficial", "sms"} <= {uri.scheme for uri in uris}
    assert {CONNECTORS[uri.scheme].addresses for uri in uris} == set(Form) - {Form.NONE}
    assert any(re.search(r"%[0-9A-F]{2}", uri.secret) for uri in uris)


def test_the_demo_serves_them() -> None:
    with running(seed="demo") as sandbox:
        assert ids(sandbox, APP_OF_THE_DEMO) == [user.id for user in USERS]
        for user in USERS:
            served = ok(sandbox, "connection/list", auth=pair(user))["connections"]
            assert {name: row["uri"] for name, row in served.items()} == user.connections
            for name, uri in user.connections.items():
                assert state(sandbox, pair(user), uri) == (418 if name == EXPIRED else 200)


def test_the_expired_one_comes_back_by_a_refresh() -> None:
    shop = pair(USERS[0])
    body = {"uri": f"unified://{EXPIRED}"}
    message = {"receivers": [{"address": "1", "Connector": EXPIRED}], "parts": []}
    with running(seed="demo") as sandbox:
        for call, given in (
            ("connection/info", body),
            ("address/list", body),
            ("message/send", {"message": message}),
        ):
            assert post(sandbox, call, given, shop).json()["status"] == 418
        renewed = ok(sandbox, "connection/refresh", body, shop)["uri"]
        assert renewed.endswith("@facebook.com?account_id=117000000000009")
        assert state(sandbox, shop, renewed) == 200
        assert post(sandbox, "message/send", {"message": message}, shop).json()["status"] == 200


def test_no_name_shows_what_opens_a_channel() -> None:
    shown = [Connection(name, Secret(uri)).masked for user in USERS for name, uri in user.connections.items()]
    assert shown == [
        "facebook://••••Zq7p@facebook.com?account_id=••••",
        "twitter://••••oken:••••@twitter.com?username=••••",
        "smtp://news%40acme.example:••••@smtp.acme.example:587",
        "whatsappofficial://12025550142@whatsapp.com",
        "facebook://••••Kd2m@facebook.com?account_id=••••",
        "sms://%2B12025550143:••••@twilio.com?phone_number=••••",
        "telegram://••••@telegram.com",
    ]


def test_what_was_deleted_stays_away(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    first, second, *_ = USERS
    with running(seed="demo", data=path) as sandbox:
        ok(sandbox, "user/delete", {"uri": f"user://{first.id}@"}, APP_OF_THE_DEMO)
        ok(sandbox, "connection/remove", {"name": "sms"}, pair(second))
    with running(seed="demo", data=path) as sandbox:
        assert ids(sandbox, APP_OF_THE_DEMO) == [user.id for user in USERS[1:]]
        assert list(ok(sandbox, "connection/list", auth=pair(second))["connections"]) == ["Telegram"]


def test_only_the_demo_s_own_app_has_them() -> None:
    with running(seed="demo", ue_apps=(APP, APP_OF_THE_DEMO)) as sandbox:
        assert ids(sandbox) == []
        assert len(ids(sandbox, APP_OF_THE_DEMO)) == 4
    with running(seed="empty", ue_apps=(APP_OF_THE_DEMO,)) as sandbox:
        assert ids(sandbox, APP_OF_THE_DEMO) == []
