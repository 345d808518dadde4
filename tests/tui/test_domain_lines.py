"""A domain in a row: its name can be read in a list of any width, and its times stay true."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.services.domains.parts import checked, domain
from ue_console.services.domains.told import record_facts
from ue_console.services.domains.views import RecordCheck, View
from ue_console.tui.screens.domain_lines import COLUMNS, Known, about, asked, row
from ue_console.tui.widgets.table import Table
from ue_console.tui.widgets.text_view import wrapped

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


def shown(width: int) -> dict[str, int]:
    """Title of each column in a list so wide, and its cells."""
    widths = Table(COLUMNS, marks=True).widths(width)
    return {column.title: wide for column, wide in zip(COLUMNS, widths, strict=True) if wide}


@pytest.mark.parametrize("width", [53, 64, 69, 70, 79, 80, 96, 120])
def test_a_name_has_room_in_a_list_of_any_width(width: int) -> None:
    assert shown(width)["Domain"] >= 19


def test_a_narrow_list_has_both_statuses_in_one_column() -> None:
    assert list(shown(53)) == ["Domain", "Sends", "DNS now"]
    assert list(shown(80)) == ["Domain", "Ownership", "DKIM", "DNS now", "Asked UTC"]
    words = [
        row(domain("a.test", confirmed, active), Known(), NOON).cells[1]
        for confirmed in (True, False)
        for active in (True, False)
    ]
    assert words == ["● yes", "○ no DKIM", "○ unconfirmed", "○ no"]
    assert all(len(word) <= shown(53)["Sends"] for word in words)


def test_a_time_to_live_stays_with_its_unit() -> None:
    check = checked(domain("a.test"), NOON)
    different = View("different", ttl=300)
    records = tuple(replace(each, authoritative=different) for each in check.records)
    lines = wrapped(about(domain("a.test"), Known(replace(check, records=records)), NOON, 31), 31)
    texts = [line.text.replace("\u00a0", " ").strip() for line in lines]
    assert "published ≠ different ·" in texts
    assert texts[texts.index("published ≠ different ·") + 1] == "TTL 300 s"


def test_a_warning_has_the_whole_width() -> None:
    check = replace(checked(domain("a.test"), NOON), trouble=("ns1 does not answer.",))
    texts = [line.text for line in about(domain("a.test"), Known(check), NOON, 31)]
    assert "⚠ ns1 does not answer." in texts


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose clock is not UTC's."""
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("elsewhere")
def test_when_dns_was_asked_stays_true_while_it_stands_there() -> None:
    known = Known(checked(domain("a.test"), NOON))
    for later in (NOON, NOON + timedelta(minutes=9)):
        assert asked(known, later) == "asked 12:00 UTC"
        assert row(domain("a.test"), known, later).cells[-1] == "12:00"
    tomorrow = NOON + timedelta(days=1)
    assert row(domain("a.test"), known, tomorrow).cells[-1] == "1 Jan"
    assert asked(known, tomorrow) == "asked 12:00 UTC on 1 January"


@pytest.mark.usefixtures("elsewhere")
def test_an_answer_whose_time_is_over_is_told_so() -> None:
    until = NOON + timedelta(minutes=5)
    view = View("found", ttl=300, expires=until)
    record = RecordCheck(checked(domain("a.test"), NOON).records[0].wanted, view, view)
    for room in (80, 24):
        for now, told in ((NOON, f"{'kept ' * (room > 40)}until 12:05 UTC"), (until, "no longer kept")):
            facts = {fact.label: fact.text for fact in record_facts(record, now, room)}
            assert facts["resolver"] == f"✓ found · {told}"
