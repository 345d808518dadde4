"""Everything that the service would refuse is told before it is asked."""

import asyncio
import base64
from collections.abc import Callable

import pytest

from tests.services.sends import message_to
from ue_console.models.unione.content import Attachment, Body
from ue_console.models.unione.domain import Dkim, Domain, VerificationRecord
from ue_console.models.unione.message import Message, Recipient
from ue_console.models.unione.template import Template
from ue_console.services.preflight import Finding, blocks, check

FILE = base64.b64encode(b"hello").decode()


def domain(name: str = "acme.example", status: str = "confirmed", dkim: str = "active") -> Domain:
    return Domain(domain=name, verification_record=VerificationRecord(status=status), dkim=Dkim(status=dkim))


def found(message: Message, *domains: Domain, template: Template | None = None) -> tuple[Finding, ...]:
    return asyncio.run(check(message, template=template, domains=domains or None))


def of(findings: tuple[Finding, ...], severity: str) -> list[tuple[str, int | None]]:
    return [(finding.field, finding.code) for finding in findings if finding.severity == severity]


def test_a_sound_message_has_no_finding() -> None:
    assert found(message_to(3, body=Body(html="<body>Hello</body>")), domain()) == ()


def file(**fields: str) -> Attachment:
    return Attachment(**{"name": "a.txt", "content": FILE, "type": "text/plain", **fields})


def people(**fields: object) -> list[Recipient]:
    return [Recipient.model_validate({"email": "ann@example.com", **fields})]


ERRORS: dict[str, tuple[dict[str, object], str, int | None]] = {
    "no recipients": ({"recipients": []}, "recipients", 204),
    "address": ({"recipients": [Recipient(email="ann")]}, "recipients[0].email", 204),
    "no subject": ({"subject": " "}, "subject", 203),
    "no sender": ({"from_email": None}, "from_email", 202),
    "bad sender": ({"from_email": "acme"}, "from_email", 205),
    "other domain": ({"from_email": "a@other.example"}, "from_email", 206),
    "bad reply": ({"reply_to": "nobody"}, "reply_to", 1520),
    "no body": ({"body": Body()}, "body", 201),
    "amp alone": ({"body": Body(amp="<html amp4email><body>x</body></html>")}, "body", 201),
    "html without body": ({"body": Body(html="<html><p>x</p></html>")}, "body.html", 221),
    "large html": ({"body": Body(html="<body>" + "ä" * 2_700_000)}, "body.html", 1513),
    "large text": ({"body": Body(plaintext="x" * 5_300_000)}, "body.plaintext", 1514),
    "large amp": ({"body": Body(plaintext="x", amp="x" * 5_300_000)}, "body.amp", 1515),
    "engine": ({"template_engine": "liquid"}, "template_engine", 1523),
    "headers": ({"headers": {f"X-{n}": "1" for n in range(51)}}, "headers", 1507),
    "tag": ({"body": Body(plaintext="{{ spaced }}")}, "body.plaintext", 1517),
    "tag in html": ({"body": Body(html="<body>{{ spaced }}</body>")}, "body.html", 1516),
    "name": ({"recipients": people(substitutions={"a b": "1"})}, "recipients[0].substitutions.a b", 212),
    "null": ({"recipients": people(substitutions={"a": None})}, "recipients[0].substitutions.a", 212),
    "list": ({"recipients": people(substitutions={"a": [1]})}, "recipients[0].substitutions.a", 212),
    "global list": ({"global_substitutions": {"a": {}}}, "global_substitutions.a", 212),
    "metadata type": ({"recipients": people(metadata={"a": 1.5})}, "recipients[0].metadata.a", 216),
    "metadata count": ({"global_metadata": {f"k{n}": 1 for n in range(11)}}, "global_metadata", 217),
    "metadata key": (
        {"recipients": people(metadata={"k" * 65: 1})},
        f"recipients[0].metadata.{'k' * 39}…",
        218,
    ),
    "metadata value": ({"recipients": people(metadata={"k": "x" * 1025})}, "recipients[0].metadata.k", 219),
    "slash": ({"attachments": [file(name="a/b.txt")]}, "attachments[0]", 207),
    "mime": ({"attachments": [file(type="text")]}, "attachments[0]", 207),
    "empty file": ({"attachments": [file(content=" ")]}, "attachments[0]", 223),
    "not base64": ({"attachments": [file(content="a=bc")]}, "attachments[0]", 223),
    "cut base64": ({"inline_attachments": [file(content=FILE[:-1])]}, "inline_attachments[0]", 223),
    "large file": ({"attachments": [file(content="A" * 9_786_712)]}, "attachments[0]", 199),
    "same names": ({"attachments": [file(), file()]}, "attachments", 209),
    "same ids": ({"inline_attachments": [file(), file()]}, "inline_attachments", 210),
    "too large": (
        {"attachments": [file(name=f"{n}", content="AAAA" * 2_000_000) for n in range(2)]},
        "attachments",
        199,
    ),
}


@pytest.mark.parametrize("case", ERRORS)
def test_each_refusal_of_the_service_is_foreseen(case: str) -> None:
    fields, field, code = ERRORS[case]
    findings = found(message_to(1, **fields), domain())
    assert of(findings, "error") == [(field, code)]
    assert blocks(findings)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (domain(status="unconfirmed", dkim="inactive"), "not verified"),
        (domain(dkim="inactive"), "DKIM record"),
        (domain("other.example"), "not among"),
    ],
)
def test_a_domain_must_be_ready(given: Domain, text: str) -> None:
    [finding] = found(message_to(1), given)
    assert (finding.severity, finding.code) == ("error", 206)
    assert text in finding.cause


def test_unknown_domains_are_not_judged() -> None:
    assert found(message_to(1)) == ()


@pytest.mark.parametrize(
    ("limit", "fields"),
    [
        ("value", {"metadata": {"k": "x" * 1024}}),
        ("key", {"metadata": {"k" * 64: 1}}),
        ("count", {"metadata": {f"k{n}": 1 for n in range(10)}}),
    ],
)
def test_metadata_may_be_as_large_as_the_limit(limit: str, fields: dict[str, object]) -> None:
    assert found(message_to(1, recipients=people(**fields))) == (), limit


def test_a_repeated_address_names_the_first() -> None:
    message = message_to(2)
    message.recipients.append(Recipient(email="R1@EXAMPLE.com"))
    [finding] = found(message)
    assert (finding.severity, finding.field, finding.recipient) == ("warning", "recipients[2].email", 2)
    assert "recipient 2 already" in finding.cause


def test_names_that_can_not_be_seen_whole_are_told_once() -> None:
    message = message_to(4)
    for index, name in enumerate(("Ann", "An\x1b[31mn", "\u202eAnn", "Zoë 👩‍🔧")):
        message.recipients[index].substitutions["to_name"] = name
    bad = [each for each in found(message) if "can't be seen" in each.cause]
    assert [(each.severity, each.field, each.recipient) for each in bad] == [
        ("warning", "recipients[1].to_name", 1)
    ]
    assert "and those of 1 more" in bad[0].cause


def test_missing_values_are_counted() -> None:
    message = message_to(120, body=Body(plaintext="{{discount}}"))
    for recipient in message.recipients[3:]:
        recipient.substitutions["discount"] = "10"
    [finding] = found(message)
    assert finding.severity == "warning"
    assert finding.cause == "3 of 120 recipients lack discount."
    assert finding.recipient == 0


def test_unused_values_are_noted() -> None:
    message = message_to(4, global_substitutions={"company": "ACME"})
    message.recipients[2].substitutions["extra"] = "1"
    causes = [finding.cause for finding in found(message)]
    assert causes == [
        "company is given and used nowhere.",
        "extra is given and used nowhere (given to 1 recipient).",
    ]


def test_the_same_mistake_of_many_is_told_once() -> None:
    message = message_to(
        0, recipients=[*people(substitutions={"a": None}), *people(substitutions={"a": None})]
    )
    message.recipients[1].email = "bob@example.com"
    [finding] = [finding for finding in found(message) if finding.severity == "error"]
    assert finding.cause == "a is null (2 recipients)."


def test_a_header_that_does_not_count_warns() -> None:
    [finding] = found(message_to(1, headers={"Priority": "1"}))
    assert (finding.severity, finding.field) == ("warning", "headers.Priority")


def test_html_without_any_frame_is_noted() -> None:
    [finding] = found(message_to(1, body=Body(html="<p>x</p>")))
    assert (finding.severity, finding.code) == ("note", 221)


def test_a_template_s_content_is_checked() -> None:
    message = Message(template_id="t", recipients=[Recipient(email="ann@example.com")])
    template = Template(id="t", subject="Hi", body=Body(plaintext="{{ x }}"), from_email="a@acme.example")
    assert of(found(message, template=template), "error") == [("body.plaintext", 1517)]


def test_a_template_that_is_not_at_hand_warns() -> None:
    message = Message(template_id="t", recipients=[Recipient(email="ann@example.com")])
    assert of(found(message), "warning") == [("template_id", None)]
    assert not blocks(found(message))


def test_a_body_beside_a_template_warns_and_needs_its_own_subject() -> None:
    template = Template(id="t", subject="Hi", from_email="a@acme.example")
    message = message_to(1, template_id="t", subject=None)
    findings = found(message, template=template)
    assert of(findings, "warning") == [("template_id", None)]
    assert of(findings, "error") == [("subject", 203)]


def test_an_engine_unlike_the_template_s_warns() -> None:
    template = Template(id="t", template_engine="velocity", subject="Hi", body=Body(plaintext="x"))
    message = Message(
        template_id="t", template_engine="simple", from_email="a@acme.example", recipients=people()
    )
    assert of(found(message, template=template), "warning") == [("template_engine", None)]


def test_images_are_compared_with_the_html() -> None:
    message = message_to(
        1, body=Body(html='<body><img src="cid:logo"></body>'), inline_attachments=[file(name="photo")]
    )
    findings = found(message)
    assert [finding.severity for finding in findings] == ["warning", "note"]
    assert "cid:logo" in findings[0].cause
    assert "photo" in findings[1].cause


def test_broken_characters_are_an_error() -> None:
    assert blocks(found(message_to(1, global_substitutions={"a": "\ud800"})))


def test_errors_come_first() -> None:
    message = message_to(1, subject="", headers={"Y": "1"}, body=Body(html="x"))
    assert [finding.severity for finding in found(message)] == ["error", "warning", "note"]


async def test_others_run_while_thousands_are_checked() -> None:
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    other = asyncio.create_task(count_turns())
    assert await check(message_to(2000), template=None, domains=None) == ()
    other.cancel()
    assert turns > 5


@pytest.mark.parametrize(
    "make", [lambda: message_to(1, track_links=0), lambda: message_to(1, skip_unsubscribe=0)]
)
def test_checking_changes_nothing(make: Callable[[], Message]) -> None:
    message = make()
    found(message)
    assert message == make()
