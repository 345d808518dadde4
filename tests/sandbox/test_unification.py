"""UnificationEngine's calls as the sandbox serves them, by raw HTTP (reference: UnificationEngine)."""

from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.running import Running, running
from tests.sandbox.unification import APP, OTHER, Pair, ids, new_user, ok, post, refused
from ue_console.sandbox.options import DEMO_APP_KEY, DEMO_APP_SECRET
from ue_console.sandbox.store import open_store
from ue_console.sandbox.unification import connections, users
from ue_console.sandbox.unification.apps import Apps
from ue_console.sandbox.unification.methods import FOR_APPS, FOR_USERS, NOT_SERVED


def test_a_user_is_made_listed_used_and_deleted() -> None:
    with running(ue_apps=(APP,)) as sandbox:
        assert ids(sandbox) == []
        user, second = new_user(sandbox), new_user(sandbox)
        assert ids(sandbox) == [user[0], second[0]]
        assert ok(sandbox, "connection/list", auth=user) == {"connections": {}}
        assert ok(sandbox, "user/delete", {"uri": f"user://{user[0]}@"}) == {}
        assert ids(sandbox) == [second[0]]
        assert refused(sandbox, "connection/list", auth=user) == 401
        assert refused(sandbox, "user/delete", {"uri": f"user://{user[0]}@"}) == 414
        assert ok(sandbox, "connection/list", auth=second) == {"connections": {}}


def test_an_app_sees_only_its_own_users(served: Running) -> None:
    user = new_user(served, OTHER)
    assert user[0] in ids(served, OTHER)
    assert user[0] not in ids(served)
    assert refused(served, "user/delete", {"uri": f"user://{user[0]}@"}) == 414
    assert ok(served, "connection/list", auth=user)


def test_a_user_is_no_app_and_an_app_no_user(served: Running) -> None:
    assert refused(served, "user/list", auth=new_user(served)) == 401
    assert refused(served, "connection/list") == 401


@pytest.mark.parametrize(
    "auth", [None, (APP[0], "wrong"), ("wrong", APP[1]), (APP[0], OTHER[1]), (APP[0], ""), ("", "")]
)
@pytest.mark.parametrize("call", sorted([*FOR_APPS, *FOR_USERS, *NOT_SERVED]))
def test_wrong_credentials(served: Running, call: str, auth: Pair | None) -> None:
    response = post(served, call, b"no JSON", auth)
    assert response.status_code == 401
    assert response.json() == {"status": 401, "info": "Authentication required!"}
    assert response.headers["www-authenticate"].startswith("Basic ")


@pytest.mark.parametrize(
    "header",
    ["Bearer x", "Basic", "Basic !!!", "Basic \u00e9", "Basic /////w==", "Basic bm9jb2xvbg==", "basic Og=="],
)
def test_an_authorization_that_is_none(served: Running, header: str) -> None:
    headers = {b"Authorization": header.encode()}
    assert served.client.post(f"{served.url}/v2/user/list", headers=headers).status_code == 401


@pytest.mark.parametrize("call", sorted(NOT_SERVED))
def test_calls_that_are_not_served(served: Running, call: str) -> None:
    user = new_user(served)
    assert refused(served, call, auth=user) == 506
    assert call in post(served, call, auth=user).json()["info"]


def test_all_calls_of_the_reference_are_served() -> None:
    assert len({*FOR_APPS, *FOR_USERS}) == 11


@pytest.mark.parametrize("verb", ["GET", "PUT", "DELETE"])
def test_only_post_is_served(served: Running, verb: str) -> None:
    response = served.client.request(verb, f"{served.url}/v2/user/list", auth=APP)
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert response.json()["status"] == 501


def test_a_call_that_there_is_not(served: Running) -> None:
    assert refused(served, "user/nope") == 501
    assert refused(served, "user/nope", auth=None) == 501


@pytest.mark.parametrize("body", [b"{", b"null", b'"x"', b"\xff", b"[1]"])
def test_what_is_no_json_object(served: Running, body: bytes) -> None:
    assert refused(served, "user/list", body) == 502


@pytest.mark.parametrize(("levels", "code"), [(99, 200), (100, 502), (964, 502), (100_000, 502)])
def test_what_nests_too_deeply(served: Running, levels: int, code: int) -> None:
    for opening, closing in ((b"[", b"]"), (b'{"a":[', b"]}")):
        body = b'{"a":' + opening * (levels // len(closing)) + closing * (levels // len(closing)) + b"}"
        assert post(served, "user/list", body).json()["status"] == code


def test_too_large(served: Running) -> None:
    assert refused(served, "user/list", b" " * (10 * 1024 * 1024 + 1)) == 505


@pytest.mark.parametrize(
    "body", [{}, {"uri": None}, {"uri": 5}, {"uri": ""}, {"uri": "user://"}, {"uri": "facebook://x@y"}]
)
def test_a_delete_that_names_nobody(served: Running, body: dict[str, Any]) -> None:
    assert refused(served, "user/delete", body) == 505


def test_thousands_of_users_come_in_one_answer(tmp_path: Path) -> None:
    path, scope = tmp_path / "state.db", Apps([APP]).app(*APP)
    store = open_store(path)
    made = [f"user-{number}" for number in range(5_000)]
    for name in made:
        store.put(users.KIND, scope, name, {"id": name, "secret": ""})
    store.close()
    with running(ue_apps=(APP,), data=path) as sandbox:
        assert ids(sandbox) == made


def test_connections_are_an_object_with_their_tokens_in_clear(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with running(ue_apps=(APP,), data=path) as sandbox:
        user, other = new_user(sandbox), new_user(sandbox)
    store = open_store(path)
    store.put(connections.KIND, user[0], "page", {"name": "page", "uri": "facebook://TOKEN@facebook.com"})
    store.close()
    with running(ue_apps=(APP,), data=path) as sandbox:
        held = {"page": {"uri": "facebook://TOKEN@facebook.com"}}
        assert ok(sandbox, "connection/list", auth=user) == {"connections": held}
        assert ok(sandbox, "connection/list", auth=other) == {"connections": {}}
        ok(sandbox, "user/delete", {"uri": f"user://{user[0]}@"})
    store = open_store(path)
    assert store.count(connections.KIND, user[0]) == 0
    store.close()


def test_users_survive_a_restart_and_their_secrets_are_not_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with running(ue_apps=(APP,), data=path) as sandbox:
        gone, user = new_user(sandbox), new_user(sandbox)
        ok(sandbox, "user/delete", {"uri": f"user://{gone[0]}@"})
    with running(ue_apps=(OTHER, APP), data=path) as sandbox:
        assert ids(sandbox) == [user[0]]
        assert ok(sandbox, "connection/list", auth=user) == {"connections": {}}
        assert refused(sandbox, "connection/list", auth=gone) == 401
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert user[0].encode() in kept
    assert user[1].encode() not in kept


def test_the_demo_has_an_app_where_none_was_given() -> None:
    demo = (DEMO_APP_KEY, DEMO_APP_SECRET)
    with running(seed="demo") as sandbox:
        assert len(ids(sandbox, demo)) == 4
    with running(seed="demo", ue_apps=(APP,)) as sandbox:
        assert refused(sandbox, "user/list", auth=demo) == 401
        assert ids(sandbox) == []
    with running() as sandbox:
        assert refused(sandbox, "user/list", auth=demo) == 401
