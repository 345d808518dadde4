"""The demo account: valid as models, alive in previews, the same each time, and nobody's real data."""

import re
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import BaseModel

from ue_console.models.unione.template import Template
from ue_console.rendering import engines
from ue_console.rendering.result import Rendered
from ue_console.sandbox.seed import Demo, load_demo

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
DEMO = load_demo(NOW)
BY_NAME = {template.name: template for template in DEMO.templates}

REFUSED = {"team-invitation (copy)"}
"""Its merge tag has spaces inside, which the service refuses."""
WITHOUT_VALUE = {"trial-ending": "seats_used", "subscription-renewal": "account_manager"}
"""Template → the one name that nobody gave a value."""

RESERVED = re.compile(r"(^|\.)(example|example\.(com|org|net))$")
PUBLIC_STANDARDS = {"www.w3.org", "cdn.ampproject.org"}
"""Hosts in namespace names and in the script that every AMP mail must load."""


def everything(demo: Demo) -> list[BaseModel]:
    return [demo.info, *demo.templates, *demo.domains, *demo.unsubscribed, *demo.recipients]


def parts(template: Template) -> dict[str, str]:
    body = template.body
    fields = {"subject": template.subject, "from_name": template.from_name}
    fields |= {"html": body.html, "plaintext": body.plaintext, "amp": body.amp}
    return {name: text for name, text in fields.items() if text is not None}


def rendered(template: Template) -> dict[str, Rendered]:
    values: dict[str, Any] = {**template.global_substitutions, "UnsubscribeUrl": "https://leave.example/1"}
    return {
        field: engines.render(template.template_engine, text, values)
        for field, text in parts(template).items()
    }


def test_all_objects_are_valid_models() -> None:
    for value in everything(DEMO):
        again = type(value).model_validate(value.model_dump(mode="json", by_alias=True))
        assert again == value
        assert not value.model_extra, value


def test_templates_are_told_apart() -> None:
    assert 14 <= len(DEMO.templates) == len(BY_NAME) == len({t.id for t in DEMO.templates})


def test_ids_and_everything_else_are_the_same_each_time() -> None:
    assert load_demo(NOW) == DEMO
    assert BY_NAME["welcome"].id == "1eab5bfe-9a04-5465-a660-0ee87ba2336e"


def test_two_demos_share_no_object() -> None:
    other = load_demo(NOW)
    other.templates[0].global_substitutions.clear()
    other.domains.clear()
    assert load_demo(NOW) == DEMO


def test_the_variety_of_mails() -> None:
    engine_of = [t.template_engine for t in DEMO.templates]
    assert engine_of.count("simple") >= 5
    assert engine_of.count("velocity") >= 5
    assert set(engine_of) == {"simple", "velocity"}
    assert [t.name for t in DEMO.templates if t.editor_type == "visual"] == ["newsletter-07"]
    assert [t.name for t in DEMO.templates if t.body.amp] == ["survey-nps"]
    assert any(ord(char) > 0x1F000 for char in BY_NAME["pickup-ready-ja"].subject or "")


def test_sizes_are_those_of_real_mail() -> None:
    sizes = {t.name: len((t.body.html or "").encode()) for t in DEMO.templates}
    letter = sizes.pop("newsletter-07")
    assert 60_000 <= letter <= 100_000
    assert all(4_000 <= size <= 20_000 for size in sizes.values()), sizes
    assert max(map(len, (BY_NAME["newsletter-07"].body.html or "").splitlines())) > 2_000


def test_files_in_the_mails_are_real_ones() -> None:
    invoice = BY_NAME["invoice"]
    (logo,), (pdf,) = invoice.inline_attachments, invoice.attachments
    assert f'src="cid:{logo.name}"' in (invoice.body.html or "")
    assert b64decode(logo.content, validate=True).startswith(b"\x89PNG\r\n\x1a\n")
    assert b64decode(pdf.content, validate=True).startswith(b"%PDF-")
    (calendar,) = BY_NAME["appointment-reminder"].attachments
    assert b64decode(calendar.content, validate=True).startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize("name", BY_NAME)
def test_each_mail_is_well_made(name: str) -> None:
    template = BY_NAME[name]
    html, text = template.body.html or "", template.body.plaintext or ""
    assert html.lower().startswith("<!doctype html>")
    assert all(
        mark in html
        for mark in ("<title>", 'name="viewport"', "@media", "display:none", 'role="presentation"')
    )
    assert html.count("<table") == html.count("</table>")
    assert html.count("<td") == html.count("</td>")
    link = "$UnsubscribeUrl" if template.template_engine == "velocity" else "{{UnsubscribeUrl}}"
    security = (template.headers.get("X-Mail-Class")) == "security"
    assert (link in html, link in text) == (not security, not security)
    assert template.from_email and template.from_email.endswith(("@acme.example", "@shop.acme.example"))
    assert all(header.startswith("X-") for header in template.headers)
    assert len(template.global_metadata) <= 10


@pytest.mark.parametrize("name", sorted(BY_NAME.keys() - REFUSED))
def test_each_mail_renders_with_its_own_values(name: str) -> None:
    expected = (WITHOUT_VALUE[name],) if name in WITHOUT_VALUE else ()
    results = rendered(BY_NAME[name])
    for field, result in results.items():
        assert not result.failed, (field, result.problems)
        assert result.text.strip(), field
        assert not re.search(r"\{\{|\}\}|#(if|else|end|foreach|set)\b", result.text), field
        assert set(result.missing) <= set(expected), field
    assert {missing for result in results.values() for missing in result.missing} == set(expected)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_the_broken_copy_is_refused(name: str) -> None:
    assert rendered(BY_NAME[name])["html"].failed


def test_no_sample_value_lies_unused() -> None:
    for template in DEMO.templates:
        if template.name in REFUSED:
            continue
        used = {name for result in rendered(template).values() for name in result.used}
        assert not template.global_substitutions.keys() - used, template.name


def test_created_counts_back_from_now() -> None:
    ages = [(NOW - moment(template.created)).days for template in DEMO.templates]
    assert ages == sorted(ages)
    assert {2, 5, 31} <= set(ages)
    assert {template.user_id for template in DEMO.templates} == {DEMO.info.user_id}


def test_the_period_has_eight_days_left_at_any_hour() -> None:
    for now in (NOW.replace(hour=0, minute=0), NOW, NOW.replace(hour=23, minute=59, second=59)):
        accounting = load_demo(now).info.accounting
        assert accounting
        assert (moment(accounting.period_end) - now).days == 8
        assert moment(accounting.period_start) < now
        assert (accounting.emails_sent, accounting.emails_included) == (46_812, 50_000)


def test_a_time_of_another_zone_or_none_is_understood() -> None:
    elsewhere = NOW.astimezone(datetime.strptime("+0900", "%z").tzinfo)
    assert load_demo(elsewhere) == load_demo(NOW.replace(tzinfo=None)) == DEMO
    latest = moment(load_demo().templates[0].created)
    assert timedelta(hours=49) < datetime.now(UTC) - latest < timedelta(hours=52)


def test_domains_stand_in_different_states() -> None:
    states = {d.domain: (d.verification_record.status, d.dkim.status) for d in DEMO.domains}
    assert states == {
        "acme.example": ("confirmed", "active"),
        "mail.acme.example": ("confirmed", "inactive"),
        "news.acme.example": ("unconfirmed", "inactive"),
        "shop.acme.example": ("confirmed", "active"),
    }
    for domain in DEMO.domains:
        assert re.fullmatch(r"unione-validate-hash=[0-9a-f]{32}", domain.verification_record.value)
        assert len(b64decode(domain.dkim.key, validate=True)) == 162


def test_people() -> None:
    addresses = [row.address for row in DEMO.unsubscribed]
    assert len(addresses) == len(set(addresses)) == 40
    times = [row.unsubscribed_on for row in DEMO.unsubscribed]
    assert times == sorted(times, reverse=True)
    assert len(DEMO.recipients) == 3
    assert not {r.email for r in DEMO.recipients} & set(addresses)
    assert all("to_name" in recipient.substitutions for recipient in DEMO.recipients)


def test_the_key_looks_like_a_key_and_says_demo() -> None:
    assert re.fullmatch(r"[A-Za-z0-9]{32,}", DEMO.key)
    assert DEMO.key.startswith("demo")


def test_every_host_and_address_is_reserved() -> None:
    text = "\n".join(value.model_dump_json() for value in everything(DEMO))
    hosts = set(re.findall(r"https?://([A-Za-z0-9.-]+)", text)) - PUBLIC_STANDARDS
    hosts |= set(re.findall(r"[\w.+-]+@((?:[\w-]+\.)+[A-Za-z]{2,})", text))
    assert hosts
    assert not {host for host in hosts if not RESERVED.search(host)}


def moment(stamp: str | None) -> datetime:
    assert stamp
    return datetime.strptime(stamp, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
