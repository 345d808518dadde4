"""A check in words and as JSON: where two values differ is marked, long ones are cut, advice stays calm."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.services.domains.parts import checked, domain
from ue_console.resolver.found import Found
from ue_console.services.domains.records import Purpose
from ue_console.services.domains.report import as_json
from ue_console.services.domains.spf_check import UNASKED, unasked
from ue_console.services.domains.told import (
    compared,
    domain_facts,
    of_all,
    record_facts,
    record_title,
    shortened,
)
from ue_console.services.domains.verdict import verdict
from ue_console.services.domains.viewing import viewed
from ue_console.services.domains.views import CheckState, Difference, RecordCheck, View

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
RECORD = checked(domain("acme.test"), NOON).record(Purpose.DKIM).wanted


def test_both_values_begin_shortly_before_the_place_where_they_differ() -> None:
    wanted, found = compared(Difference("k" * 100 + "right" + "r" * 50, "k" * 100 + "wrong"), 30)
    assert wanted == "…" + "k" * 12 + "▸right" + "r" * 10 + "…"
    assert found == "…" + "k" * 12 + "▸wrong"
    assert len(wanted) == 30


def test_a_value_that_ends_too_early_ends_at_the_mark() -> None:
    assert compared(Difference("abcdef", "abc"), 30) == ("abc▸def", "abc▸")


def test_nothing_foreign_reaches_a_terminal() -> None:
    assert compared(Difference("a\x1b[2J", "a\nb"), 30) == ("a▸\ufffd[2J", "a▸ b")
    assert "\x1b" not in shortened("a\x1b[2J", 30)


def test_a_long_value_keeps_its_ends_and_tells_its_length() -> None:
    told = shortened("k=rsa; p=" + "A" * 400 + "Z", 40)
    assert told.startswith("k=rsa; p=AAA")
    assert told.endswith("AZ (410 characters)")
    assert len(told) == 120
    assert shortened("short", 40) == "short"


@pytest.mark.parametrize(
    ("states", "word"),
    [
        (("found", "found", "found", "missing", "missing"), "ready"),
        (("found", "missing", "found", "found", "found"), "missing"),
        (("missing", "different", "found", "found", "found"), "different"),
        (("found", "unknown", "found", "found", "found"), "unknown"),
        (("found", "found", "missing", "found", "found"), "missing"),
    ],
)
def test_the_worst_of_what_the_service_wants_is_the_verdict(
    states: tuple[CheckState, ...], word: str
) -> None:
    assert verdict(checked(domain("acme.test"), NOON, states)) == word


def test_an_old_answer_is_told_with_its_end() -> None:
    until = NOON + timedelta(minutes=40)
    record = RecordCheck(RECORD, View("found", ttl=300), View("missing", expires=until))
    facts = {fact.label: fact for fact in record_facts(record, NOON, 80)}
    assert facts["published"].text == "✓ found · TTL 5 minutes"
    assert facts["resolver"].text == "✗ missing · the old answer lives until 12:40 UTC"
    assert facts["resolver"].tone == "bad"


def test_why_nobody_can_tell_stands_beside_the_view_and_once() -> None:
    silent = View("unknown", notes=("ns1 does not answer.",))
    record = RecordCheck(RECORD, silent, silent)
    assert [fact.text for fact in record_facts(record, NOON, 80)].count("ns1 does not answer.") == 2
    assert not any("⚠" in fact.text for fact in record_facts(record, NOON, 80))


def test_why_nothing_is_known_is_told_once_of_the_domain() -> None:
    check = checked(domain("acme.test"), NOON, ("unknown",) * 5)
    silent = View("unknown", notes=("ns1 does not answer.",))
    check = replace(
        check, records=tuple(replace(each, authoritative=silent, system=silent) for each in check.records)
    )
    said = of_all(check)
    assert [fact.text for fact in domain_facts(check)].count("⚠ ns1 does not answer.") == 1
    told = [fact.text for record in check.records for fact in record_facts(record, NOON, 80, said)]
    assert not [text for text in told if "ns1" in text]


def test_a_narrow_place_has_the_short_words() -> None:
    view = View("found", ttl=300, expires=NOON + timedelta(minutes=5))
    facts = {fact.label: fact.text for fact in record_facts(RecordCheck(RECORD, view, view), NOON, 24)}
    assert facts["published"] == "✓ found · TTL 300 s"
    assert facts["resolver"] == "✓ found · until 12:05 UTC"


def test_a_record_that_is_missing_has_no_ttl() -> None:
    view = View("missing", ttl=60)
    facts = {fact.label: fact.text for fact in record_facts(RecordCheck(RECORD, view, view), NOON, 80)}
    assert facts["published"] == "✗ missing"


def test_a_note_on_what_is_found_is_no_warning() -> None:
    view = View("found", notes=("It is an alias.",))
    facts = list(record_facts(RecordCheck(RECORD, view, view), NOON, 80))
    assert (facts[-1].text, facts[-1].tone) == ("· It is an alias.", "quiet")
    assert record_title(RecordCheck(RECORD, view, view)) == "✓ DKIM key"


def test_the_next_step_comes_first() -> None:
    known = domain("acme.test")
    first = next(domain_facts(checked(known, NOON, ("missing",) * 5)))
    assert first.text == "→ Publish the verification record: a TXT record at @."


def test_where_dns_is_dead_neither_host_nor_spf_is_guessed() -> None:
    records = {record.wanted.purpose: record for record in unasked(domain("mail.acme.test"))}
    facts = {fact.label: fact.text for fact in record_facts(records[Purpose.VERIFICATION], NOON, 80)}
    assert facts["name"].startswith("mail.acme.test  TXT")
    assert "host" not in facts
    assert ("", f"⚠ {UNASKED}") in [
        (fact.label, fact.text) for fact in record_facts(records[Purpose.SPF], NOON, 80)
    ]
    assert UNASKED not in records[Purpose.DMARC].warnings


def test_json_tells_of_every_record_in_both_views() -> None:
    told = json.loads(json.dumps(as_json(checked(domain("xn--bcher-kva.test", True), NOON))))
    assert (told["readable"], told["ready"], told["can_send"]) == ("bücher.test", True, False)
    assert (told["ownership"], told["dkim"], told["at"]) == ("confirmed", "inactive", "2030-01-01T12:00:00Z")
    assert [record["purpose"] for record in told["records"]] == [
        "verification",
        "dkim",
        "mail",
        "spf",
        "dmarc",
    ]
    assert {record["authoritative"]["state"] for record in told["records"]} == {"found"}
    assert told["records"][1]["name"] == "us._domainkey.xn--bcher-kva.test"


def test_an_answer_that_a_resolver_doesnt_keep_ends_at_no_time() -> None:
    for ttl, end in ((0, None), (60, NOON + timedelta(minutes=1))):
        view = viewed(RECORD, [Found(RECORD.name, "TXT", "none", ttl=ttl)], NOON)
        assert (view.state, view.expires) == ("missing", end)
    here = RecordCheck(RECORD, view, viewed(RECORD, [Found(RECORD.name, "TXT", "none")], NOON))
    facts = {fact.label: fact.text for fact in record_facts(here, NOON, 80)}
    assert facts["resolver"] == "✗ missing"
