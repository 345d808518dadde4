"""Each resource: the path and body on the wire, and the models that come back."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest

from tests.api.conftest import Line
from tests.api.scripted import ScriptedServer, success
from ue_console.api.unione.client import UniOneClient
from ue_console.errors import NotTheService, OutcomeUnknown
from ue_console.models.unione.content import Body
from ue_console.models.unione.message import Invitation, Message, Recipient
from ue_console.models.unione.template import Template

MESSAGE = Message(recipients=[Recipient(email="a@b.example")], body=Body(html="<p>x</p>"))
INVITATION = Invitation(from_email="us@b.example", from_name="Us", to_email="a@b.example")

Use = Callable[[UniOneClient], Awaitable[Any]]

CALLS: list[tuple[Use, str, dict[str, Any], dict[str, Any]]] = [
    (lambda c: c.system.info(), "system/info", {}, {"user_id": 1, "email": "a@b.c"}),
    (lambda c: c.templates.list(), "template/list", {"limit": 50, "offset": 0}, {"templates": []}),
    (lambda c: c.templates.list(10, 20), "template/list", {"limit": 10, "offset": 20}, {"templates": []}),
    (lambda c: c.templates.get("t1"), "template/get", {"id": "t1"}, {"template": {"id": "t1"}}),
    (lambda c: c.templates.delete("t1"), "template/delete", {"id": "t1"}, {}),
    (
        lambda c: c.email.subscribe(INVITATION),
        "email/subscribe",
        {"from_email": "us@b.example", "from_name": "Us", "to_email": "a@b.example"},
        {},
    ),
    (lambda c: c.domains.list(), "domain/list", {"limit": 50, "offset": 0}, {"domains": []}),
    (
        lambda c: c.domains.list("b.example", 1, 0),
        "domain/list",
        {"limit": 1, "offset": 0, "domain": "b.example"},
        {"domains": []},
    ),
    (
        lambda c: c.domains.get_dns_records("b.example"),
        "domain/get-dns-records",
        {"domain": "b.example"},
        {"domain": "b.example", "verification-record": "v", "dkim": "k"},
    ),
    (
        lambda c: c.domains.validate_verification_record("b.example"),
        "domain/validate-verification-record",
        {"domain": "b.example"},
        {"message": "Record updated"},
    ),
    (
        lambda c: c.domains.validate_dkim("b.example"),
        "domain/validate-dkim",
        {"domain": "b.example"},
        {},
    ),
    (
        lambda c: c.unsubscribed.set("a@b.c"),
        "unsubscribed/set",
        {"address": "a@b.c"},
        {"address": "a@b.c", "message": "unsubscribed"},
    ),
    (
        lambda c: c.unsubscribed.check("a@b.c"),
        "unsubscribed/check",
        {"address": "a@b.c"},
        {"is_unsubscribed": True},
    ),
    (lambda c: c.unsubscribed.list(), "unsubscribed/list", {}, {"unsubscribed": []}),
    (
        lambda c: c.unsubscribed.list(date(2026, 1, 2)),
        "unsubscribed/list",
        {"date_from": "2026-01-02"},
        {"unsubscribed": []},
    ),
]


@pytest.mark.parametrize(("use", "path", "body", "answer"), CALLS)
async def test_each_method_asks_at_its_path(
    server: ScriptedServer, line: Line, use: Use, path: str, body: dict[str, Any], answer: dict[str, Any]
) -> None:
    server.steps = [success(**answer)]
    await use(UniOneClient(line.transport))
    assert server.seen[0].line == f"POST /{path}.json HTTP/1.1"
    assert server.seen[0].json == body
    assert line.calls[0].method == path


async def test_a_send_brings_who_is_accepted_and_who_not(server: ScriptedServer, line: Line) -> None:
    server.steps = [
        success(job_id="1ZymBc-00041N-9X", emails=["a@b.example"], failed_emails={"c@d.e": "duplicate"})
    ]
    result = await UniOneClient(line.transport).email.send(MESSAGE)
    assert result.job_id == "1ZymBc-00041N-9X"
    assert (result.emails, result.failed_emails) == (["a@b.example"], {"c@d.e": "duplicate"})


@pytest.mark.parametrize("extra", [{}, {"failed_emails": []}, {"failed_emails": None}])
async def test_a_send_without_failures_is_read(
    server: ScriptedServer, line: Line, extra: dict[str, Any]
) -> None:
    server.steps = [success(job_id=77, emails=None, tags=["x"], **extra)]
    result = await UniOneClient(line.transport).email.send(MESSAGE)
    assert (result.job_id, result.emails, result.failed_emails) == ("77", [], {})


async def test_a_success_without_a_job_is_unknown(server: ScriptedServer, line: Line) -> None:
    server.steps = [success(emails=["a@b.example"])]
    with pytest.raises(
        OutcomeUnknown, match=r"its field job_id is missing or wrong.*may or may not"
    ) as caught:
        await UniOneClient(line.transport).email.send(MESSAGE)
    assert caught.value.field == "job_id"
    assert caught.value.__context__ is None, "a validation error holds the answer's values"


async def test_a_template_is_saved_and_comes_back(server: ScriptedServer, line: Line) -> None:
    server.steps = [success(template={"id": "t1", "name": "welcome", "body": {"html": "<p>", "amp": None}})]
    saved = await UniOneClient(line.transport).templates.set(Template(name="welcome", body=Body(html="<p>")))
    assert server.seen[0].json["template"]["name"] == "welcome"
    assert (saved.id, saved.body.html, saved.body.amp) == ("t1", "<p>", None)


QUIRKS: dict[str, Any] = {
    "id": "t1",
    "name": None,
    "subject": None,
    "from_name": 42,
    "editor_type": None,
    "body": {"html": "<p>", "plaintext": None, "amp": None},
    "global_substitutions": [],
    "global_metadata": None,
    "headers": [],
    "attachments": None,
    "inline_attachments": [{"type": None, "name": 5, "content": ""}],
    "track_links": True,
    "track_read": "0",
    "user_id": "11344",
    "project_id": 6123462132634,
    "created": "2026-01-02 03:04:05",
    "unheard_of": {"x": [None]},
}


async def test_a_template_in_the_services_looser_forms_is_read(server: ScriptedServer, line: Line) -> None:
    server.steps = [success(templates=[QUIRKS, {"id": "t2", "body": []}])]
    first, second = await UniOneClient(line.transport).templates.list()
    assert (first.name, first.subject, first.from_name, first.editor_type) == ("", None, "42", "html")
    assert (first.global_substitutions, first.global_metadata, first.headers) == ({}, {}, {})
    assert (first.track_links, first.track_read) == (1, 0)
    assert (first.user_id, first.project_id) == (11344, "6123462132634")
    assert first.attachments == []
    assert first.inline_attachments[0].name == "5"
    assert first.inline_attachments[0].type == "application/octet-stream"
    assert first.model_extra == {"unheard_of": {"x": [None]}}
    assert second.body == Body()


@pytest.mark.parametrize("accounting", [None, []])
async def test_a_project_key_has_no_accounting(
    server: ScriptedServer, line: Line, accounting: object
) -> None:
    server.steps = [success(user_id="5", email="a@b.c", project_id=612, accounting=accounting)]
    info = await UniOneClient(line.transport).system.info()
    assert (info.user_id, info.project_id, info.accounting) == (5, "612", None)
    assert info.model_extra == {}


async def test_usage_is_read(server: ScriptedServer, line: Line) -> None:
    period = {"period_start": "2026-11-01 00:00:00", "period_end": "2026-12-01 00:00:00"}
    use = {**period, "emails_included": "50000", "emails_sent": 12431}
    server.steps = [success(user_id=5, email="a@b.c", accounting=use)]
    info = await UniOneClient(line.transport).system.info()
    assert info.accounting
    assert (info.accounting.emails_included, info.accounting.emails_sent) == (50000, 12431)


async def test_domains_are_read(server: ScriptedServer, line: Line) -> None:
    ready = {"verification-record": {"value": "v", "status": "confirmed"}, "dkim": {"status": "active"}}
    server.steps = [
        success(
            domains=[
                {"domain": "a.example", **ready},
                {"domain": "b.example", "verification-record": None, "dkim": {"key": None, "status": None}},
            ]
        )
    ]
    first, second = await UniOneClient(line.transport).domains.list()
    assert first.ready
    assert (second.ready, second.dkim.status, second.verification_record.status) == (
        False,
        "inactive",
        "unconfirmed",
    )


@pytest.mark.parametrize(("value", "read"), [(True, True), (0, False), ("1", True), ("false", False)])
async def test_an_unsubscribed_check_is_read(
    server: ScriptedServer, line: Line, value: object, read: bool
) -> None:
    server.steps = [success(address="a@b.c", is_unsubscribed=value)]
    assert await UniOneClient(line.transport).unsubscribed.check("a@b.c") is read


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({}, "templates"),
        ({"templates": {}}, "templates"),
        ({"templates": [{"id": "t1"}, "t2"]}, "templates.1"),
        ({"templates": [{"id": "t1", "body": {"html": {"x": 1}}}]}, "templates.0.body.html"),
        ({"templates": [{"id": "t1", "track_links": "maybe"}]}, "templates.0.track_links"),
        ({"templates": [{"attachments": [{"type": "a"}]}]}, "templates.0.attachments.0.name"),
    ],
)
async def test_a_wrong_field_is_named(
    server: ScriptedServer, line: Line, answer: dict[str, Any], field: str
) -> None:
    server.steps = [success(**answer)]
    with pytest.raises(NotTheService, match="form not understood") as caught:
        await UniOneClient(line.transport).templates.list()
    assert caught.value.field == field
    assert field in caught.value.cause


async def test_null_for_a_list_is_an_empty_list(server: ScriptedServer, line: Line) -> None:
    server.steps = [success(unsubscribed=None)]
    assert await UniOneClient(line.transport).unsubscribed.list() == []
