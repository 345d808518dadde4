"""Rows and counts where there is little room: what matters least gives way, addresses and URLs last."""

import pytest

from tests.services.test_heard_folding import event, heard, refused
from ue_console.models.unione.signature import Verdict
from ue_console.services.heard_folding import refusals_folded
from ue_console.tui.screens.event_lines import COLUMNS, STATUS, about, columns, row, who_length
from ue_console.tui.screens.listen_lines import Count, fitting
from ue_console.tui.screens.webhook_lines import COLUMNS as WEBHOOK_COLUMNS
from ue_console.tui.widgets.rows import LEAST
from ue_console.tui.widgets.table import Table


def test_an_address_has_the_room_that_it_needs_before_the_reason() -> None:
    for longest, who in ((5, 16), (30, 30), (90, 40)):
        assert Table(columns(COLUMNS, longest, handled=False)).widths(104)[2] == who
    narrow = Table(columns(COLUMNS, 30, handled=False)).widths(76)
    assert (narrow[2], narrow[3] >= LEAST, narrow[4]) == (30, True, 0)
    passed_on = Table(columns(COLUMNS, 22, handled=True)).widths(76)
    assert (passed_on[2], passed_on[3], passed_on[5]) == (22, LEAST, 7)


@pytest.mark.parametrize("width", [52, 76, 104, 184])
def test_a_webhooks_url_has_most_of_its_row(width: int) -> None:
    widths = Table(WEBHOOK_COLUMNS).widths(width)
    assert widths[0] >= 37
    assert widths[1] == 10
    assert [bool(cells) for cells in widths[2:]] == [width >= 70, width >= 100, width >= 90]


def test_a_count_of_retries_is_never_cut() -> None:
    for retry, status in (
        (0, "✗ bad signature"),
        (1, "✗ bad signature ↻1"),
        (144, "✗ bad signat… ↻144"),
    ):
        cell = row(heard(1, retry, verdict=Verdict.BAD)).cells[1]
        assert cell == status
        assert len(cell) <= STATUS


def test_what_a_call_without_proof_claims_is_told_in_few_words() -> None:
    one, another, third = event(), event(status="opened"), event(status="clicked")
    for events, claims in (
        ((one,), "claims delivered"),
        ((one, another, third), "claims delivered +2"),
        ((one, one), "claims delivered"),
    ):
        item = heard(1, 0, *events, verdict=Verdict.BAD)
        assert row(item).cells[3] == claims
        assert len(row(item).cells[2]) <= who_length(item)
    empty = heard(1, verdict=Verdict.MISSING)._replace(events=())
    assert row(empty).cells[3] == "claims nothing"


def test_refusals_of_one_kind_are_counted_in_their_row_and_told_from_when_to_when() -> None:
    (many,) = refusals_folded([refused(61), refused(30), refused(1)])
    assert row(many).cells[1] == "! refused ×3"
    assert row(refused(1)).cells[1] == "! refused"
    told = [line.text for line in about(many)]
    assert "Arrived    3 times, none was kept" in told
    assert "First      2026-06-15 12:00:01 UTC" in told
    assert "Last       2026-06-15 12:01:01 UTC" in told


def test_counts_give_way_whole_and_what_is_wrong_stays() -> None:
    parts = [
        Count("only bad: 2", ""),
        Count("8 calls", "", 4),
        Count("12 events", "", 3),
        Count("✗ 1 bad", ""),
    ]
    for width, line in (
        (0, "only bad: 2 · 8 calls · 12 events · ✗ 1 bad"),
        (43, "only bad: 2 · 8 calls · 12 events · ✗ 1 bad"),
        (42, "only bad: 2 · 12 events · ✗ 1 bad"),
        (21, "only bad: 2 · ✗ 1 bad"),
        (5, "only bad: 2 · ✗ 1 bad"),
    ):
        assert fitting(parts, width).plain == line
