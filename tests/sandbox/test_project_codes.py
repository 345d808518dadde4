"""Each code of ``project/*`` with the input that it answers, and who may call at all."""

from typing import Any

import pytest

from tests.sandbox.running import Project, Running, running
from ue_console.sandbox.options import ProjectRules

SETTINGS = [
    (1, {}),
    (1, {"project": None}),
    (1, {"project": "Acme"}),
    (1, {"project": ["Acme"]}),
    (1, {"project": 5}),
    (2, {"project": {}}),
    (2, {"project": []}),
    (2, {"project": {"name": None}}),
    (2, {"project": {"name": ""}}),
    (2, {"project": {"name": " \t\n"}}),
    (3, {"project": {"name": 5}}),
    (3, {"project": {"name": True}}),
    (3, {"project": {"name": ["a"]}}),
    (3, {"project": {"name": {}}}),
    (4, {"project": {"name": "x" * 256}}),
    (4, {"project": {"name": "é" * 256}}),
    (5, {"project": {"name": "taken"}}),
]
"""The last digit of the code, the same for create and update, and its parameters."""
NO_SWITCH = [0, 1, "true", "", [], {}, 1.0]


@pytest.fixture(scope="module")
def projects(shared: Running) -> list[Project]:
    """Two projects that no test here changes."""
    return [shared.project("taken"), shared.project("free")]


@pytest.mark.parametrize(("digit", "parameters"), SETTINGS, ids=lambda value: str(value)[:50])
def test_the_project_s_fields(
    shared: Running, projects: list[Project], digit: int, parameters: dict[str, Any]
) -> None:
    before = shared.ok("project/list")
    assert shared.refused("project/create", parameters) == (400, 1600 + digit)
    which = {"project_id": projects[1].id}
    assert shared.refused("project/update", which | parameters) == (400, 1700 + digit)
    assert shared.ok("project/list") == before


@pytest.mark.parametrize("value", NO_SWITCH)
def test_switches_are_true_or_false(shared: Running, projects: list[Project], value: Any) -> None:
    for field, new, old in (
        ("send_enabled", 1606, 1709),
        ("custom_unsubscribe_url_enabled", 1607, 1710),
    ):
        body = {"project": {"name": "other", field: value}}
        assert shared.refused("project/create", body) == (400, new)
        assert shared.refused("project/update", body | {"project_id": projects[1].id}) == (400, old)


WHICH = [
    (1706, 1801, {}),
    (1706, 1801, {"project_id": None, "project_api_key": ""}),
    (1713, 1804, {"project_id": "1", "project_api_key": "x"}),
    (1707, 1802, {"project_api_key": "nobody"}),
    (1708, 1803, {"project_api_key": 5}),
    (1708, 1803, {"project_api_key": False}),
    (1708, 1803, {"project_api_key": ["x"]}),
    (1712, 1805, {"project_id": 5}),
    (1712, 1805, {"project_id": 0}),
    (1712, 1805, {"project_id": {}}),
    (1714, 1806, {"project_id": "12345"}),
    (1714, 1806, {"project_id": "9" * 36}),
    (1715, 1807, {"project_id": "abc"}),
    (1715, 1807, {"project_id": " 1"}),
    (1715, 1807, {"project_id": "-1"}),
    (1715, 1807, {"project_id": "1\n"}),
    (1715, 1807, {"project_id": "٣"}),
    (1715, 1807, {"project_id": "9" * 37}),
]


@pytest.mark.parametrize(("change", "delete", "which"), WHICH, ids=lambda value: str(value)[:50])
def test_which_project(shared: Running, change: int, delete: int, which: dict[str, Any]) -> None:
    assert shared.refused("project/update", which | {"project": {"name": "x"}}) == (400, change)
    assert shared.refused("project/delete", which) == (400, delete)


@pytest.mark.parametrize(
    ("code", "parameters"),
    [
        (1902, {"project_api_key": 5}),
        (1902, {"project_api_key": []}),
        (1904, {"project_id": "abc"}),
        (1904, {"project_id": "9" * 37}),
        (1905, {"project_id": 5}),
        (1905, {"project_id": True}),
    ],
)
def test_the_filters_of_the_list(shared: Running, code: int, parameters: dict[str, Any]) -> None:
    assert shared.refused("project/list", parameters) == (400, code)


def test_an_own_link_that_support_has_not_approved() -> None:
    with running(projects=ProjectRules(custom_unsubscribe=False)) as sandbox:
        wanted = {"name": "a", "custom_unsubscribe_url_enabled": True}
        assert sandbox.refused("project/create", {"project": wanted}) == (400, 1608)
        made = sandbox.project("a", custom_unsubscribe_url_enabled=False)
        body = {"project_id": made.id, "project": wanted}
        assert sandbox.refused("project/update", body) == (400, 1711)
        left_out = sandbox.project("b")
        (row,) = sandbox.ok("project/list", {"project_id": left_out.id})["projects"]
        assert row["custom_unsubscribe_url_enabled"] is False


@pytest.mark.parametrize("method", ["create", "update", "list", "delete"])
def test_who_may_not_call(shared: Running, projects: list[Project], method: str) -> None:
    answer = shared.post(f"project/{method}", {}, key=projects[0].key)
    assert (answer.status_code, answer.json()["code"]) == (403, 403)
    assert "account's key" in answer.json()["message"]
    assert shared.refused(f"project/{method}", key="wrong") == (401, 102)
    assert shared.refused(f"project/{method}", key="") == (401, 101)


@pytest.mark.parametrize("method", ["create", "update", "list", "delete"])
def test_projects_that_are_off(method: str) -> None:
    with running(projects=ProjectRules(enabled=False)) as sandbox:
        answer = sandbox.post(f"project/{method}", {"project": {"name": "a"}})
        assert (answer.status_code, answer.json()["code"]) == (403, 403)
        assert "off for this account" in answer.json()["message"]
