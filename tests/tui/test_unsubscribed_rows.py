"""Unsubscribed addresses as rows, the days that can be chosen, and a list that is worked off."""

from collections import Counter
from datetime import date

import pytest

from tests.console import NOON
from ue_console.models.unione.unsubscribed import UnsubscribedRow
from ue_console.services.unsubscribed.jobs import Entry, Job
from ue_console.tui.screens.unsubscribed_lines import about, ordered, rows_of
from ue_console.tui.screens.unsubscribed_since import days_offered
from ue_console.tui.screens.unsubscribing_rows import bar, counts_of, full_row, light_row, summary
from ue_console.tui.screens.unsubscribing_rows import ordered as ordered_outcomes
from ue_console.tui.screens.unsubscribing_rows import rows_of as outcomes_of
from ue_console.tui.widgets.light_rows import having, keys_of, matching

ROWS: list[UnsubscribedRow] = [
    {"address": "Bea@Example.com", "unsubscribed_on": "2026-06-15 09:30:15"},
    {"address": "ann@example.com", "unsubscribed_on": "2026-05-15 12:00:00"},
    {"address": "cy@example.org"},
]
TODAY = date(2026, 6, 15)


def test_rows_are_made_when_they_are_looked_at() -> None:
    items, rows = rows_of(ROWS, NOON)
    assert list(items.values()) == ROWS
    assert [row.cells for row in rows] == [
        ("Bea@Example.com", "2026-06-15 09:30", "2 h"),
        ("ann@example.com", "2026-05-15 12:00", "31 d"),
        ("cy@example.org", "", ""),
    ]
    assert [row.key for row in rows[1:]] == ["ann@example.com", "cy@example.org"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], ["Bea@Example.com", "ann@example.com", "cy@example.org"]),
        (["example.com"], ["Bea@Example.com", "ann@example.com"]),
        (["example.com", "2026-06"], ["Bea@Example.com"]),
        (["nobody"], []),
    ],
)
def test_the_filter_looks_at_addresses_and_times(words: list[str], found: list[str]) -> None:
    assert list(keys_of(matching(rows_of(ROWS, NOON)[1], words))) == found


def test_rows_by_key_keep_their_order() -> None:
    rows = rows_of(ROWS, NOON)[1]
    assert [row.key for row in having(rows, {"cy@example.org", "Bea@Example.com"})] == [
        "Bea@Example.com",
        "cy@example.org",
    ]


@pytest.mark.parametrize(("column", "order"), [(0, "aBc"), (1, "caB"), (2, "Bac")])
def test_every_column_orders(column: int, order: str) -> None:
    assert "".join(key[0] for key in keys_of(ordered(rows_of(ROWS, NOON)[1], column))) == order


def test_what_a_newer_service_adds_is_told() -> None:
    item: UnsubscribedRow = {**ROWS[0], "source": "subscriber"}  # type: ignore[typeddict-unknown-key]
    texts = [line.text for line in about(item, NOON)]
    assert texts[:4] == [
        "Address       Bea@Example.com",
        "Unsubscribed  2026-06-15 09:30:15 UTC",
        "              2 h ago",
        "source        subscriber",
    ]
    assert any("takes no address off" in text for text in texts)
    assert about(ROWS[2], NOON)[1].text == "Unsubscribed  not told"


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("", ["2026-06-14", "2026-06-08", "2026-05-16", "2025-06-15"]),
        (" 90 ", ["2026-03-17"]),
        ("0", ["2026-06-15"]),
        ("2026-06-15", ["2026-06-15"]),
        ("2020-02-29", ["2020-02-29"]),
        ("2026-06-16", []),
        ("2026-02-30", []),
        ("2026-W20-1", []),
        ("99999", []),
        ("-1", []),
        ("٣", []),
        ("soon", []),
    ],
)
def test_days(typed: str, days: list[str]) -> None:
    assert [day.isoformat() for day in days_offered(typed, TODAY)] == days


def test_a_list_that_is_worked_off() -> None:
    entries = [Entry("a@b.c", "done", "was inactive"), Entry("b@b.c", "refused", "No."), Entry("c@b.c")]
    job = Job("1", "2026-06-15", 100, [*entries, Entry("d@b.c", "asked", "Lost.")])
    counts = counts_of(job)
    assert counts == Counter(done=1, refused=1, waiting=1, asked=1)
    assert summary(counts) == "1 unsubscribed · 1 refused · 1 unknown · 1 waiting"
    assert bar(counts) == "███████████████░░░░░ 3 of 4"
    assert full_row(light_row(0, Entry("a@b.c", "asked"))).cells[1] == "… under way"
    rows, counted = outcomes_of(job.entries)
    assert counted == counts
    assert rows[0].cells == ("a@b.c", "✓ unsubscribed", "no mail could reach it before")
    assert rows[1].tones == ("", "bad", "")


@pytest.mark.parametrize(("column", "order"), [(0, "0123"), (1, "3120"), (2, "2301")])
def test_every_column_orders_a_list(column: int, order: str) -> None:
    entries = [Entry("a@b.c", "done", "was inactive"), Entry("B@b.c", "refused", "No."), Entry("c@b.c")]
    rows, _ = outcomes_of([*entries, Entry("d@b.c", "asked", "Lost.")])
    assert "".join(keys_of(ordered_outcomes(rows, column))) == order


def test_the_filter_looks_at_addresses_outcomes_and_reasons() -> None:
    rows, _ = outcomes_of([Entry("Ann@b.c", "refused", "No."), Entry("bo@b.c", "asked", "Lost.")])
    for words, found in (("ann", "0"), ("refused", "0"), ("unknown lost", "1"), ("b.c", "01")):
        assert "".join(keys_of(matching(rows, words.split()))) == found
