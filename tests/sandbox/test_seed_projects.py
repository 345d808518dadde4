"""The demo's projects: an agency's clients, valid, told apart, and some with objects of their own."""

import json
import re
from datetime import UTC, datetime

import pytest

from tests.sandbox.running import KEY, Running, running
from ue_console.models.unione.template import Template
from ue_console.rendering import engines
from ue_console.sandbox.options import ProjectRules
from ue_console.sandbox.planting import record_of
from ue_console.sandbox.seed import load_demo
from ue_console.sandbox.seed.projects import DemoProject
from ue_console.sandbox.unione.project_fields import CREATE, settings

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
DEMO = load_demo(NOW)
PROJECTS = DEMO.projects
TEMPLATES = [(project, template) for project in PROJECTS for template in project.templates]
ROW = ["id", "api_key", "name", "reg_time", "send_enabled", "custom_unsubscribe_url_enabled"]


def sender(project: DemoProject) -> str:
    return f"me@{project.confirmed[0]}"


def test_they_are_told_apart() -> None:
    assert len(PROJECTS) == 6
    for field in ("id", "api_key", "name"):
        assert len({project.row[field] for project in PROJECTS}) == 6
    assert len({project.row["api_key"][-4:] for project in PROJECTS}) == 6
    assert len({template.id for _, template in TEMPLATES}) == len(TEMPLATES)


def test_they_are_what_the_service_would_take() -> None:
    for project in PROJECTS:
        assert list(project.row) == ROW
        assert re.fullmatch(r"[0-9]{1,36}", project.row["id"])
        assert re.fullmatch(r"[A-Za-z0-9]{32,}", project.row["api_key"])
        given = {field: project.row[field] for field in ("name", *ROW[4:])}
        assert settings({"project": given}, CREATE, ProjectRules()) == given


def test_the_variety() -> None:
    names = [project.row["name"] for project in PROJECTS]
    assert any("/" in name for name in names)
    assert any(ord(char) > 0x1F000 for name in names for char in name)
    assert [project.row["send_enabled"] for project in PROJECTS].count(False) == 1
    assert {project.row["custom_unsubscribe_url_enabled"] for project in PROJECTS} == {True, False}
    assert sum(bool(project.templates) for project in PROJECTS) == 2
    assert sum(bool(project.confirmed) for project in PROJECTS) == 2
    assert any(project.unconfirmed for project in PROJECTS)


def test_times_count_back_over_two_years() -> None:
    times = [project.row["reg_time"] for project in PROJECTS]
    assert times == sorted(times)
    ages = [(NOW.replace(tzinfo=None) - datetime.fromisoformat(moment)).days for moment in times]
    assert 600 < max(ages) < 732
    assert min(ages) < 30
    assert load_demo(NOW).projects == PROJECTS


@pytest.mark.parametrize(("project", "template"), TEMPLATES, ids=lambda value: getattr(value, "name", None))
def test_each_mail_renders_with_its_own_values(project: DemoProject, template: Template) -> None:
    assert Template.model_validate(record_of(template)) == template
    assert (template.from_email or "").rpartition("@")[2] in project.confirmed
    values = {**template.global_substitutions, "UnsubscribeUrl": "https://leave.example/1"}
    for text in (template.subject, template.body.html, template.body.plaintext):
        result = engines.render(template.template_engine, text or "", values)
        assert not result.failed
        assert set(result.missing) <= {"next"}
    assert "<title>" in (template.body.html or "")


def test_every_host_is_reserved() -> None:
    text = json.dumps([record_of(template) for _, template in TEMPLATES])
    hosts = set(re.findall(r"https?://([A-Za-z0-9.-]+)|@((?:[\w-]+\.)+[a-z]+)", text))
    names = {name for pair in hosts for name in pair if name}
    names |= {name for project in PROJECTS for name in (*project.confirmed, *project.unconfirmed)}
    assert names
    assert all(name.endswith(".example") for name in names), names


def test_the_demo_serves_them() -> None:
    with running(seed="demo") as sandbox:
        rows = sandbox.ok("project/list")["projects"]
        shown = [{**row, "reg_time": ""} for row in rows]
        assert shown == [{**project.row, "reg_time": ""} for project in PROJECTS]
        for project in PROJECTS:
            check_served(sandbox, project)


def check_served(sandbox: Running, project: DemoProject) -> None:
    key = project.row["api_key"]
    assert sandbox.ok("system/info", key=key)["project_name"] == project.row["name"]
    templates = sandbox.ok("template/list", key=key)["templates"]
    assert {row["name"] for row in templates} == {template.name for template in project.templates}
    states = {
        row["domain"]: (row["verification-record"]["status"], row["dkim"]["status"])
        for row in sandbox.ok("domain/list", key=key)["domains"]
    }
    ready, new = ("confirmed", "active"), ("unconfirmed", "inactive")
    assert states == dict.fromkeys(project.confirmed, ready) | dict.fromkeys(project.unconfirmed, new)
    for row in templates:
        sent = {"template_id": row["id"], "recipients": [{"email": "ann@example.com"}]}
        assert sandbox.ok("email/send", {"message": sent}, key=key)["emails"]
        assert sandbox.mails()[-1]["project_id"] == project.row["id"]


def test_every_account_has_them_with_keys_of_its_own() -> None:
    def keys(sandbox: Running, account: str) -> set[tuple[str, str]]:
        rows = sandbox.ok("project/list", key=account)["projects"]
        return {(row["id"], row["api_key"]) for row in rows}

    with running(seed="demo", unione_keys=(KEY, "second")) as sandbox:
        first, second = keys(sandbox, KEY), keys(sandbox, "second")
        assert first == {(project.row["id"], project.row["api_key"]) for project in PROJECTS}
        assert len(second) == 6
        for own, other in zip(sorted(first), sorted(second), strict=True):
            assert own[0] != other[0]
            assert own[1] != other[1]
        for project_id, key in second:
            assert sandbox.ok("system/info", key=key)["project_id"] == project_id
    with running(seed="demo", unione_keys=(KEY, "second")) as again:
        assert keys(again, "second") == second
