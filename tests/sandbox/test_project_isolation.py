"""An account and its projects beside each other: nobody sees what is another's."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox.running import DOMAIN, KEY, SENDER, Running, message, running
from ue_console.sandbox.options import ProjectRules
from ue_console.sandbox.unione.methods import SERVED

GONE = "gone@example.com"
CALLERS = ("account", "first", "second")


@pytest.fixture(scope="module")
def keys(shared: Running) -> dict[str, str]:
    """The keys of an account and of two of its projects."""
    return {"account": KEY, "first": shared.project("first").key, "second": shared.project("second").key}


@pytest.mark.parametrize("owner", CALLERS)
def test_templates(shared: Running, keys: dict[str, str], owner: str) -> None:
    wanted = {"template": {"name": "one name for all", "body": {"html": owner}}}
    saved = shared.ok("template/set", wanted, key=keys[owner])["template"]
    which = {"id": saved["id"]}
    for other in CALLERS:
        listed = shared.ok("template/list", key=keys[other])["templates"]
        if other == owner:
            assert listed == [saved] == [shared.ok("template/get", which, key=keys[other])["template"]]
            continue
        assert saved["id"] not in {row["id"] for row in listed}
        for method in ("template/get", "template/delete"):
            assert shared.refused(method, which, key=keys[other]) == (400, 601)
        taken = {"template": {**which, "subject": "x"}}
        assert shared.refused("template/set", taken, key=keys[other]) == (400, 2503)
        sent = message(template_id=saved["id"], body=None)
        assert shared.refused("email/send", sent, key=keys[other])[1] in (1508, 206)
    shared.ok("template/delete", which, key=keys[owner])


@pytest.mark.parametrize("owner", CALLERS)
def test_unsubscribed(shared: Running, keys: dict[str, str], owner: str) -> None:
    address = f"{owner}@example.com"
    shared.ok("unsubscribed/set", {"address": address}, key=keys[owner])
    for other in CALLERS:
        checked = shared.ok("unsubscribed/check", {"address": address}, key=keys[other])
        assert checked["is_unsubscribed"] is (other == owner)
        listed = shared.ok("unsubscribed/list", key=keys[other])["unsubscribed"]
        assert (address in {row["address"] for row in listed}) is (other == owner)


def test_domains(shared: Running, keys: dict[str, str]) -> None:
    assert [row["domain"] for row in shared.ok("domain/list")["domains"]] == [DOMAIN]
    for project in ("first", "second"):
        assert shared.ok("domain/list", key=keys[project]) == {"domains": []}
        assert shared.ok("domain/list", {"domain": DOMAIN}, key=keys[project]) == {"domains": []}
        assert shared.refused("email/send", message(), key=keys[project]) == (400, 206)


def test_a_template_tells_its_project(sandbox: Running) -> None:
    project = sandbox.project("old")
    wanted = {"template": {"name": "t", "body": {"html": "x"}}}
    saved = sandbox.ok("template/set", wanted, key=project.key)["template"]
    assert (saved["project_id"], saved["project_name"]) == (project.id, "old")
    assert saved["user_id"] == sandbox.ok("system/info")["user_id"]
    sandbox.ok("project/update", {"project_id": project.id, "project": {"name": "new"}})
    (row,) = sandbox.ok("template/list", key=project.key)["templates"]
    assert row == saved | {"project_name": "new"}
    assert "project_id" not in sandbox.ok("template/set", wanted)["template"]


def test_whose_key_it_is(shared: Running, keys: dict[str, str]) -> None:
    account = shared.ok("system/info")
    assert list(account) == ["user_id", "email", "accounting"]
    project = shared.ok("system/info", key=keys["first"])
    assert list(project) == ["user_id", "email", "project_id", "project_name"]
    assert {name: project[name] for name in ("user_id", "email")} == {
        name: account[name] for name in ("user_id", "email")
    }
    assert isinstance(project["project_id"], str)
    assert shared.post("system/info", {"api_key": keys["first"]}, key="").json()["project_name"] == "first"


@pytest.mark.parametrize("method", sorted(SERVED))
def test_a_project_s_key_is_let_in_everywhere_but_at_projects(
    shared: Running, keys: dict[str, str], method: str
) -> None:
    status = shared.post(method, key=keys["first"]).status_code
    assert status == 403 if method.startswith("project/") else status in (200, 400)


@pytest.fixture
def sending() -> Iterator[Running]:
    """A sandbox whose projects send from the account's domains."""
    with running(projects=ProjectRules(domains="account")) as found:
        yield found


def post_mail(sandbox: Running, key: str, **fields: Any) -> None:
    sandbox.ok("email/send", message(**fields), key=key)


def test_mail_tells_its_project_and_counts_for_the_account(sending: Running) -> None:
    first, second = sending.project("first"), sending.project("second")
    for key in (first.key, KEY, second.key):
        post_mail(sending, key)
    assert [row["project_id"] for row in sending.mails()] == [first.id, None, second.id]
    assert sending.ok("system/info")["accounting"]["emails_sent"] == 3
    invitation = {"to_email": GONE, "from_email": SENDER, "from_name": "ACME"}
    for key in (first.key, KEY):
        sending.ok("email/subscribe", invitation, key=key)
    assert [row["project_id"] for row in sending.mails()[3:]] == [first.id, None]


def test_the_account_s_domains_are_lent_and_not_given(sending: Running) -> None:
    project = sending.project("p")
    assert sending.ok("domain/list", key=project.key) == {"domains": []}
    other = message(from_email="me@other.example")
    assert sending.refused("email/send", other, key=project.key) == (400, 206)


def test_who_left_one_list_is_on_the_others(sending: Running) -> None:
    first, second = sending.project("first"), sending.project("second")
    sending.ok("unsubscribed/set", {"address": GONE}, key=first.key)
    body = message(recipients=[{"email": GONE}])
    answer = sending.post("email/send", body, key=first.key).json()
    assert (answer["code"], answer["failed_emails"]) == (204, {GONE: "unsubscribed"})
    for key in (second.key, KEY):
        assert sending.ok("email/send", body, key=key)["emails"] == [GONE]
    sending.ok("email/subscribe", {"to_email": GONE, "from_email": SENDER, "from_name": "x"}, key=first.key)
    link = sending.mail().get_body(("plain",))
    assert link is not None
    assert sending.client.get(link.get_content().split()[-1]).status_code == 200
    assert not sending.ok("unsubscribed/check", {"address": GONE}, key=first.key)["is_unsubscribed"]


def test_a_project_whose_sending_is_off(sending: Running) -> None:
    project = sending.project("p", send_enabled=False)
    answer = sending.post("email/send", message(), key=project.key)
    assert (answer.status_code, answer.json()["code"]) == (403, 215)
    assert "switched off for this project" in answer.json()["message"]
    invitation = {"to_email": GONE, "from_email": SENDER, "from_name": "x"}
    assert sending.refused("email/subscribe", invitation, key=project.key) == (403, 215)
    assert sending.mails() == []
    on = {"project_id": project.id, "project": {"name": "p", "send_enabled": True}}
    sending.ok("project/update", on)
    post_mail(sending, project.key)
    assert len(sending.mails()) == 1
