"""Times and stretches of time as they are typed."""

from datetime import UTC, datetime, timedelta

import pytest

from ue_console.errors import InputError
from ue_console.services.activity_times import ANY_TIME, Period, periods_of, time_of

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MIDNIGHT = NOON - timedelta(hours=12)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-06-14", NOON - timedelta(hours=36)),
        ("2026-06-15 11:30", NOON - timedelta(minutes=30)),
        ("2026-06-15T13:00+02:00", NOON - timedelta(hours=1)),
        ("90min", NOON - timedelta(minutes=90)),
        (" 7 d ", NOON - timedelta(days=7)),
    ],
)
def test_times(text: str, time: datetime) -> None:
    assert time_of(text, NOON) == time


@pytest.mark.parametrize("text", ["", "7", "7w", "2026-13-01", "99999d" * 2, "-1d"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(InputError):
        time_of(text, NOON)


def test_before_anything_is_typed_presets_are_offered() -> None:
    first, *others = periods_of("  ", NOON)
    assert first == ANY_TIME
    assert [each.words for each in others] == ["last 1 h", "last 24 h", "last 7 d", "last 30 d"]
    assert others[1] == Period("last 24 h", NOON - DAY)


def test_a_day_is_that_day_and_all_since_and_before() -> None:
    assert periods_of("2026-06-15", NOON) == [
        Period("on 2026-06-15", MIDNIGHT, MIDNIGHT + DAY),
        Period("since 2026-06-15", MIDNIGHT),
        Period("before 2026-06-15", None, MIDNIGHT),
    ]
    assert [each.words for each in periods_of("9999-12-31", NOON)] == [
        "since 9999-12-31",
        "before 9999-12-31",
    ]


def test_a_span_is_the_last_or_all_before_it() -> None:
    ago = NOON - timedelta(hours=12)
    assert periods_of("12h", NOON) == [Period("last 12 h", ago), Period("before the last 12 h", None, ago)]


def test_a_moment_has_no_day() -> None:
    assert [each.words for each in periods_of("2026-06-15  11:30", NOON)] == [
        "since 2026-06-15 11:30",
        "before 2026-06-15 11:30",
    ]


def test_what_is_no_time_means_nothing() -> None:
    assert periods_of("yesterday", NOON) == []
