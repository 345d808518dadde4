"""Deleted projects: dead at once, kept in the trash, and alive again when support restores them."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.command import started
from tests.sandbox.running import KEY, Project, Running, running
from ue_console.sandbox.unione.methods import SERVED


def trash(sandbox: Running) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = sandbox.client.get(f"{sandbox.url}/_sandbox/trash").json()["trash"]
    return rows


def restore(sandbox: Running, project_id: str) -> tuple[int, Any]:
    response = sandbox.client.post(f"{sandbox.url}/_sandbox/trash/{project_id}/restore")
    return response.status_code, response.json()


@pytest.fixture(scope="module")
def dead(shared: Running) -> Project:
    """A project that was deleted."""
    made = shared.project("dead")
    assert shared.ok("project/delete", {"project_id": made.id}) == {}
    return made


@pytest.mark.parametrize("method", sorted(SERVED))
def test_a_dead_key_opens_nothing(shared: Running, dead: Project, method: str) -> None:
    assert shared.refused(method, key=dead.key) == (401, 102)
    assert shared.refused(method, {"api_key": dead.key}, key="") == (401, 102)


def test_a_dead_project_is_unknown(shared: Running, dead: Project) -> None:
    assert shared.ok("project/list") == {"projects": []}
    for which, digit in (({"project_id": dead.id}, 6), ({"project_api_key": dead.key}, 2)):
        assert shared.ok("project/list", which) == {"projects": []}
        assert shared.refused("project/delete", which) == (400, 1800 + digit)
        change = {**which, "project": {"name": "x"}}
        assert shared.refused("project/update", change) == (400, 1714 if digit == 6 else 1707)


def test_delete_by_key(sandbox: Running) -> None:
    first, second = sandbox.project("a"), sandbox.project("b")
    assert sandbox.ok("project/delete", {"project_api_key": first.key}) == {}
    assert [row["id"] for row in trash(sandbox)] == [first.id]
    assert sandbox.ok("system/info", key=second.key)["project_name"] == "b"


def test_restored_it_has_everything_again(sandbox: Running) -> None:
    first, second = sandbox.project("a", send_enabled=False), sandbox.project("b")
    before = sandbox.ok("project/list")
    wanted = {"template": {"name": "t", "body": {"html": "x"}}}
    kept = sandbox.ok("template/set", wanted, key=first.key)["template"]
    sandbox.ok("project/delete", {"project_id": first.id})
    (row,) = trash(sandbox)
    assert list(row) == ["id", "name", "deleted"]
    assert (row["id"], row["name"]) == (first.id, "a")
    assert row["deleted"] >= before["projects"][0]["reg_time"]
    assert first.key not in sandbox.client.get(f"{sandbox.url}/_sandbox/trash").text
    assert restore(sandbox, first.id) == (200, {"status": "success"})
    assert trash(sandbox) == []
    assert {row["id"]: row for row in sandbox.ok("project/list")["projects"]} == {
        row["id"]: row for row in before["projects"]
    }
    assert sandbox.ok("template/list", key=first.key)["templates"] == [kept]
    assert sandbox.refused("project/create", {"project": {"name": "a"}}) == (400, 1605)
    assert sandbox.ok("system/info", key=second.key)["project_name"] == "b"


def test_the_list_is_in_the_order_of_making_again() -> None:
    with running(seed="demo") as sandbox:
        names = [row["name"] for row in sandbox.ok("project/list")["projects"]]
        which = {"project_id": sandbox.ok("project/list")["projects"][0]["id"]}
        sandbox.ok("project/delete", which)
        assert restore(sandbox, which["project_id"])[0] == 200
        assert [row["name"] for row in sandbox.ok("project/list")["projects"]] == names


def test_a_name_that_was_taken_meanwhile(sandbox: Running) -> None:
    old = sandbox.project("a")
    sandbox.ok("project/delete", {"project_id": old.id})
    new = sandbox.project("a")
    status, answer = restore(sandbox, old.id)
    assert (status, answer["code"]) == (400, 1605)
    assert "rename or delete that one" in answer["message"]
    assert sandbox.refused("system/info", key=old.key) == (401, 102)
    sandbox.ok("project/update", {"project_id": new.id, "project": {"name": "b"}})
    assert restore(sandbox, old.id)[0] == 200
    assert sandbox.ok("system/info", key=old.key)["project_name"] == "a"
    assert sandbox.ok("system/info", key=new.key)["project_name"] == "b"


@pytest.mark.parametrize("project_id", ["12345", "x", "%1b%5b", "%F0%9F%99%82"])
def test_what_is_not_in_the_trash(sandbox: Running, project_id: str) -> None:
    alive = sandbox.project("alive")
    for wanted in (project_id, alive.id):
        status, answer = restore(sandbox, wanted)
        assert (status, answer["code"], answer["status"]) == (404, 404, "error")
    assert sandbox.client.get(f"{sandbox.url}/_sandbox/trash/{alive.id}/restore").status_code == 405
    assert sandbox.client.post(f"{sandbox.url}/_sandbox/trash").status_code == 405


def test_two_may_die_under_one_name(sandbox: Running) -> None:
    made = []
    for _ in range(2):
        made.append(sandbox.project("a"))
        sandbox.ok("project/delete", {"project_id": made[-1].id})
    assert [(row["id"], row["name"]) for row in trash(sandbox)] == [(each.id, "a") for each in made]
    assert restore(sandbox, made[0].id)[0] == 200
    assert restore(sandbox, made[1].id)[1]["code"] == 1605


def call(url: str, method: str, body: Any = None, key: str = KEY) -> Any:
    path = f"{url}/en/transactional/api/v1/{method}.json"
    return httpx.post(path, json=body or {}, headers={"X-API-KEY": key}).json()


def test_projects_and_trash_outlast_a_restart(tmp_path: Path) -> None:
    arguments = ("--seed", "empty", "--unione-key", KEY, "--data", str(tmp_path / "state.db"))
    with started(*arguments) as url:
        alive, dead = (call(url, "project/create", {"project": {"name": name}}) for name in ("Ä/🙂", "dead"))
        key = alive["project_api_key"]
        template = {"template": {"name": "t", "body": {"html": "x"}}}
        call(url, "template/set", template, key)
        call(url, "project/delete", {"project_id": dead["project_id"]})
        methods = (("project/list", KEY), ("system/info", key), ("template/list", key))
        before = [call(url, method, None, own) for method, own in methods]
        bin_before = httpx.get(f"{url}/_sandbox/trash").json()
    assert before[1]["project_name"] == "Ä/🙂"
    with started(*arguments) as url:
        assert [call(url, method, None, own) for method, own in methods] == before
        assert httpx.get(f"{url}/_sandbox/trash").json() == bin_before
        assert call(url, "system/info", None, dead["project_api_key"])["code"] == 102
        back = httpx.post(f"{url}/_sandbox/trash/{dead['project_id']}/restore")
        assert back.json() == {"status": "success"}
        assert call(url, "system/info", None, dead["project_api_key"])["project_name"] == "dead"
    # A project goes in and out with its account.
    with started("--seed", "empty", "--unione-key", "other", *arguments[4:]) as url:
        assert call(url, "system/info", None, key)["code"] == 102
        assert call(url, "project/list", None, "other")["projects"] == []
