"""The demo account as the sandbox serves it, and accounts beside each other."""

from typing import Any

from tests.sandbox.running import KEY, running
from ue_console.sandbox.options import DEFAULT_KEY
from ue_console.sandbox.seed import load_demo


def test_the_demo_is_served_whole() -> None:
    demo = load_demo()
    with running(seed="demo") as sandbox:
        info = sandbox.ok("system/info")
        assert info["user_id"] == demo.info.user_id
        rows = sandbox.ok("template/list", {"limit": 100})["templates"]
        assert {row["name"] for row in rows} == {template.name for template in demo.templates}
        assert [row["created"] for row in rows] == sorted(row["created"] for row in rows)
        domains = {row["domain"] for row in sandbox.ok("domain/list")["domains"]}
        assert domains == {domain.domain for domain in demo.domains} | {"acme.example"}
        for row in demo.unsubscribed:
            assert sandbox.ok("unsubscribed/check", {"address": row.address})["is_unsubscribed"]


def people(templates_engine: str) -> list[dict[str, Any]]:
    """The demo's recipients, with the substitutions that the engine takes."""
    plain = templates_engine == "simple"
    return [
        {
            "email": row.email,
            "substitutions": {
                name: value
                for name, value in row.substitutions.items()
                if not plain or not isinstance(value, list | dict)
            },
        }
        for row in load_demo().recipients
    ]


def test_every_demo_template_but_the_broken_one_can_be_sent() -> None:
    broken = "team-invitation (copy)"
    with running(seed="demo") as sandbox:
        for template in sandbox.ok("template/list", {"limit": 100})["templates"]:
            message = {"recipients": people(template["template_engine"]), "template_id": template["id"]}
            if template["name"] == broken:
                assert sandbox.refused("email/send", {"message": message}) == (400, 1516)
                continue
            before = len(sandbox.mails())
            sandbox.ok("email/send", {"message": message})
            assert len(sandbox.mails()) > before
            assert sandbox.mail()["Subject"]


def test_unverified_domains_can_not_send() -> None:
    with running(seed="demo", domains=()) as sandbox:
        message = {"recipients": [{"email": "ann@example.com"}], "subject": "x", "body": {"html": "x"}}
        for row in sandbox.ok("domain/list")["domains"]:
            ready = row["verification-record"]["status"] == "confirmed" and row["dkim"]["status"] == "active"
            body = {"message": message | {"from_email": f"me@{row['domain']}"}}
            assert sandbox.post("email/send", body).json().get("code") == (None if ready else 206)


def test_keys_without_a_choice() -> None:
    with running(seed="demo", unione_keys=()) as sandbox:
        assert sandbox.post("system/info", key=load_demo().key).status_code == 200
    with running(seed="empty", unione_keys=()) as sandbox:
        assert sandbox.post("system/info", key=DEFAULT_KEY).status_code == 200


def test_every_key_opens_an_account_of_its_own() -> None:
    with running(unione_keys=(KEY, "second")) as sandbox:
        sandbox.ok("template/set", {"template": {"name": "mine", "body": {"html": "x"}}})
        sandbox.ok("unsubscribed/set", {"address": "ann@example.com"})
        assert sandbox.post("template/list", key="second").json()["templates"] == []
        checked = sandbox.post("unsubscribed/check", {"address": "ann@example.com"}, key="second").json()
        assert checked["is_unsubscribed"] is False
        ids = {sandbox.post("system/info", key=key).json()["user_id"] for key in (KEY, "second")}
        assert len(ids) == 2
