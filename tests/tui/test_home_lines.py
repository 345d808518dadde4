"""What Home says: usage with its pace, own sends as blocks, needs with their keys in the room there is."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ue_console.models.unione.system import Accounting, SystemInfo
from ue_console.services.attention import Kind, Need
from ue_console.services.words import MAIL, MESSAGE
from ue_console.tui.commands import ACTIONS
from ue_console.tui.screens.home_chart import BLOCKS, NONE, STEPS, blocks, chart
from ue_console.tui.screens.home_lines import CURES, all_well, need_lines, usage_lines
from ue_console.tui.widgets.text_view import wrapped

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)

needs_of = st.lists(
    st.builds(
        Need,
        st.sampled_from(Kind),
        st.text("ab ", min_size=1, max_size=90),
        st.text("cd", min_size=1, max_size=20),
    ),
    max_size=15,
    unique_by=lambda need: need.kind,
)


def key_of(name: str) -> str:
    return {"go.domains": "4", "home.settle": "m", "go.webhooks": "^w"}.get(name, "")


def said(sent: int, included: int = 50_000) -> list[str]:
    period = Accounting(
        period_start="2026-06-01 00:00:00",
        period_end="2026-07-01 00:00:00",
        emails_included=included,
        emails_sent=sent,
    )
    info = SystemInfo(user_id=1, email="a@b.example", accounting=period)
    return [line.text for line in usage_lines(info, NOON)]


def test_usage() -> None:
    assert said(20_000) == [
        "a@b.example",
        "▕████████████░░░░░░░░░░░░░░░░░░▏  20,000 of 50,000 sent, 40%",
        "30,000 left; the period ends in 15 days (2026-07-01)",
        "At this pace about 41,000 by the end",
    ]
    assert said(60_000)[2].startswith("10,000 over what is included; ")
    assert said(5, 0)[1].endswith("5 of 0 sent, no mails included")


def test_a_projects_key_knows_no_usage() -> None:
    info = SystemInfo(user_id=1, email="a@b.example", project_id="7")
    lines = [line.text for line in usage_lines(info, NOON)]
    assert lines[0] == "a@b.example, project 7"
    assert "account keys only" in lines[1]


def test_every_need_has_a_symbol_and_a_cure() -> None:
    assert set(CURES) == set(Kind)
    assert {action for action, _, _ in CURES.values()} - {""} <= set(ACTIONS)
    assert all(symbol and tone in ("", "warn", "bad") for _, symbol, tone in CURES.values())


def test_the_key_stands_first() -> None:
    needs = [Need(Kind.PERIOD, "Nearly.", ""), Need(Kind.DOMAINS, "a", ""), Need(Kind.LISTENING, "b", "")]
    assert [line.text for line in need_lines(needs, key_of, 60, 9)] == ["    ! Nearly.", " 4  ! a", "^w  ● b"]


def test_what_finds_no_room_is_named_in_short_with_its_key() -> None:
    needs = [Need(kind, f"{kind} in full", kind.value) for kind in (Kind.UNKNOWN, Kind.DOMAINS, Kind.PERIOD)]
    assert [line.text for line in need_lines(needs, key_of, 60, 2)] == [
        "m  ? unknown in full",
        "   + domains (4), period",
    ]


@given(needs_of, st.integers(20, 120), st.integers(1, 20))
def test_no_need_is_lost_and_no_room_exceeded(needs: list[Need], width: int, rows: int) -> None:
    lines = need_lines(needs, key_of, width, rows)
    told = "\n".join(line.text for line in lines)
    assert all(need.text in told or need.short in told for need in needs)
    if needs:
        assert needs[0].text in lines[0].text
    if len(wrapped(lines, width)) > rows:  # then only the first one is there in full
        assert len(lines) <= 2


def test_what_goes_on_needs_nobody() -> None:
    watched = need_lines([Need(Kind.WATCHES, "Watched: a", "")], lambda _: "4", 60, 9)
    assert [line.text for line in watched] == ["4  ◷ Watched: a"], "as in the rail and in the list"
    goes_on = [Need(Kind.WATCHES, "", ""), Need(Kind.READ_ONLY, "", "")]
    assert [line.text for line in all_well([])] == ["✓ Nothing"]
    told = "nothing is not said right above something"
    assert [line.text for line in all_well(goes_on)] == ["✓ Nothing; good to know:"], told
    assert not all_well([*goes_on, Need(Kind.MESSAGE, "", "")])


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=40), st.integers(1, 5))
def test_blocks_are_in_proportion(counts: list[int], rows: int) -> None:
    lines = blocks(counts, rows)
    assert [len(line) for line in lines] == [len(counts)] * rows
    heights = [
        sum(BLOCKS.index(line[place]) if line[place] != NONE else 0 for line in lines)
        for place in range(len(counts))
    ]
    most = max(counts)
    for count, height in zip(counts, heights, strict=True):
        assert (height == 0) == (count == 0), "the smallest number is seen, and none is none"
        if most:
            assert height == -(-count * STEPS * rows // most)
    for place, count in enumerate(counts):
        assert (lines[-1][place] == NONE) == (count == 0)


def days(*counts: int) -> list[tuple[str, int]]:
    return [(f"2026-06-{number:02}", count) for number, count in enumerate(counts, 1)]


def test_a_chart_says_its_numbers_without_colour() -> None:
    row = chart(days(*[0] * 16, 2_000, 500, 0, 1_000), MAIL, tall=False)
    assert [line.text for line in row] == [
        "This console, 14 days  ··········█▂·▄  3,500 mails, most a day 2,000"
    ]
    tall = [line.text for line in chart(days(3, 0, 6), MESSAGE, tall=True)]
    assert tall == [
        "Sent from this console in 3 days: to 9 receivers, most a day 6",
        "    █",
        "▄   █",
        "█ · █",
        "2026-06-01today",
    ]


@pytest.mark.parametrize("tall", [True, False])
def test_no_chart_without_sends(tall: bool) -> None:
    assert chart([], MAIL, tall=tall) == []
    assert chart(days(*[0] * 20), MAIL, tall=tall) == []


def test_no_chart_of_two_weeks_without_any() -> None:
    assert chart(days(9, *[0] * 14), MAIL, tall=False) == []
    assert chart(days(9, *[0] * 14), MAIL, tall=True) != []
