"""``project/*``: the life of a project, its answers, its names and its key."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.sandbox.running import KEY, Running, running
from ue_console.sandbox import project_keys

ROW = ["id", "api_key", "name", "reg_time", "send_enabled", "custom_unsubscribe_url_enabled"]


def rows(sandbox: Running, **parameters: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sandbox.ok("project/list", parameters)["projects"]
    return found


def update(sandbox: Running, project_id: str, **fields: Any) -> dict[str, Any]:
    return sandbox.ok("project/update", {"project_id": project_id, "project": fields})


def test_create_answers_id_and_key(sandbox: Running) -> None:
    made = sandbox.ok("project/create", {"project": {"name": "Acme"}})
    assert list(made) == ["project_id", "project_api_key"]
    assert re.fullmatch(r"[0-9]{1,36}", made["project_id"])
    assert re.fullmatch(r"[A-Za-z0-9]{32,}", made["project_api_key"])
    (row,) = rows(sandbox)
    assert list(row) == ROW
    assert (row["id"], row["api_key"]) == (made["project_id"], made["project_api_key"])
    assert (row["name"], row["send_enabled"], row["custom_unsubscribe_url_enabled"]) == ("Acme", True, True)
    created = datetime.strptime(row["reg_time"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    assert abs(datetime.now(UTC) - created) < timedelta(minutes=5)


@pytest.mark.parametrize("value", [True, False])
def test_switches_are_kept(sandbox: Running, value: bool) -> None:
    made = sandbox.project("a", send_enabled=value, custom_unsubscribe_url_enabled=not value)
    (row,) = rows(sandbox)
    assert (row["send_enabled"], row["custom_unsubscribe_url_enabled"]) == (value, not value)
    update(sandbox, made.id, name="a", send_enabled=not value)
    (row,) = rows(sandbox)
    assert (row["send_enabled"], row["custom_unsubscribe_url_enabled"]) == (not value, not value)
    update(sandbox, made.id, name="b", custom_unsubscribe_url_enabled=None, send_enabled=None)
    (after,) = rows(sandbox)
    assert after == row | {"name": "b"}


def test_update_repeats_the_key_only_to_who_knows_it(sandbox: Running) -> None:
    made = sandbox.project("a")
    assert update(sandbox, made.id, name="b") == {}
    body = {"project_api_key": made.key, "project": {"name": "c"}}
    assert sandbox.ok("project/update", body) == {"project_api_key": made.key}
    assert sandbox.ok("system/info", key=made.key)["project_name"] == "c"


def test_list_is_filtered(sandbox: Running) -> None:
    first, second = sandbox.project("a"), sandbox.project("b")
    assert [row["name"] for row in rows(sandbox)] == ["a", "b"]
    assert [row["name"] for row in rows(sandbox, project_id=second.id)] == ["b"]
    assert [row["name"] for row in rows(sandbox, project_api_key=first.key)] == ["a"]
    assert [row["name"] for row in rows(sandbox, project_id=first.id, project_api_key=first.key)] == ["a"]
    assert rows(sandbox, project_id=first.id, project_api_key=second.key) == []
    assert rows(sandbox, project_id="12345") == rows(sandbox, project_id="9" * 36) == []
    assert rows(sandbox, project_api_key="nobody") == []
    assert len(rows(sandbox, project_id=None, project_api_key=None)) == 2
    assert len(rows(sandbox, project_id="", project_api_key="")) == 2


def test_empty_parameters_count_as_left_out(sandbox: Running) -> None:
    made = sandbox.project("a")
    sandbox.ok("project/update", {"project_id": made.id, "project_api_key": "", "project": {"name": "b"}})
    sandbox.ok("project/delete", {"project_id": None, "project_api_key": made.key})
    assert rows(sandbox) == []


def test_names_are_unique_and_move(sandbox: Running) -> None:
    first, second = sandbox.project("a"), sandbox.project("b")
    assert sandbox.refused("project/create", {"project": {"name": "a"}}) == (400, 1605)
    taken = {"project_id": second.id, "project": {"name": "a"}}
    assert sandbox.refused("project/update", taken) == (400, 1705)
    update(sandbox, first.id, name="a")
    update(sandbox, first.id, name="c")
    update(sandbox, second.id, name="a")
    assert {row["id"]: row["name"] for row in rows(sandbox)} == {first.id: "c", second.id: "a"}


def test_letter_case_and_blanks_tell_names_apart(sandbox: Running) -> None:
    for name in ("acme", "ACME", " acme", "acme ", "\u0041\u0308cme", "\u00c4cme"):
        sandbox.project(name)
    assert len(rows(sandbox)) == 6


HOSTILE = [
    "x" * 255,
    "🙂" * 255,
    "a/b",
    "../../etc",
    "[@click=app.quit]x[/]",
    "[/",
    "\x1b]0;owned\x07\x1b[2J",
    "a\nb\r\n\tc",
    "nul\x00byte",
    "\u202eevil\u2066",
    "👩‍👩‍👧",
    "'; DROP TABLE record; --",
    "{{name}} #set($x)",
    "\u2028",
]


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_any_text_is_a_name(tmp_path_factory: pytest.TempPathFactory, kind: str) -> None:
    data = tmp_path_factory.mktemp("data") / "state.db" if kind == "file" else None
    with running(data=data) as sandbox:
        made = [sandbox.project(name) for name in HOSTILE if name.strip()]
        names = [row["name"] for row in rows(sandbox)]
        assert names == [name for name in HOSTILE if name.strip()]
        for project, name in zip(made, names, strict=True):
            assert sandbox.ok("system/info", key=project.key)["project_name"] == name
            assert sandbox.refused("project/create", {"project": {"name": name}}) == (400, 1605)
            sandbox.ok("project/delete", {"project_id": project.id})
        trash = sandbox.client.get(f"{sandbox.url}/_sandbox/trash").json()["trash"]
        assert [row["name"] for row in trash] == names


@pytest.mark.parametrize("escape", [b"\\ud83d", b"\\ude42", b"\\ude42\\ud83d"])
def test_half_a_character_is_no_text(shared: Running, escape: bytes) -> None:
    body = b'{"project": {"name": "x' + escape + b'"}}'
    assert shared.refused("project/create", body) == (400, 111)
    assert shared.refused("project/delete", b'{"project_api_key": "' + escape + b'"}') == (400, 111)


def test_accounts_do_not_see_each_other_s_projects() -> None:
    with running(unione_keys=(KEY, "second")) as sandbox:
        mine = sandbox.project("same")
        sandbox.ok("project/create", {"project": {"name": "same"}}, key="second")
        assert len(sandbox.ok("project/list", key="second")["projects"]) == 1
        for which in ({"project_id": mine.id}, {"project_api_key": mine.key}):
            unknown = 6 if "project_id" in which else 2
            assert sandbox.ok("project/list", which, key="second") == {"projects": []}
            assert sandbox.refused("project/delete", which, key="second") == (400, 1800 + unknown)
        assert [row["name"] for row in rows(sandbox)] == ["same"]


def test_ids_and_keys_are_made_in_one_place(sandbox: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_keys, "new_project_id", lambda: "41")
    monkeypatch.setattr(project_keys, "new_project_key", iter(["keyone", "keytwo", "keythree"]).__next__)
    first, second = sandbox.project("a"), sandbox.project("b")
    sandbox.ok("project/delete", {"project_id": first.id})
    third = sandbox.project("c")
    # No id is given twice, not even that of a project in the trash.
    assert [each.id for each in (first, second, third)] == ["41", "42", "43"]
    assert [each.key for each in (first, second, third)] == ["keyone", "keytwo", "keythree"]


def test_keys_are_new_each_time() -> None:
    keys = {project_keys.new_project_key() for _ in range(1_000)}
    ids = {project_keys.new_project_id() for _ in range(1_000)}
    assert len(keys) == len(ids) == 1_000
    assert all(re.fullmatch(r"[a-z0-9]{40}", key) for key in keys)
    assert all(re.fullmatch(r"[1-9][0-9]{15}", project_id) for project_id in ids)
