"""The period's use: where it leads at the pace so far, and when nobody can tell."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ue_console.models.unione.system import Accounting
from ue_console.services.usage import (
    EARLY,
    Usage,
    about,
    day_words,
    ends,
    ordinal,
    outlook,
    pace_words,
    too_early,
)

START = datetime(2026, 6, 1, tzinfo=UTC)
END = datetime(2026, 7, 1, tzinfo=UTC)
NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)

counts = st.integers(0, 10**12)
moments = st.timedeltas(EARLY, END - START - timedelta(seconds=1))


def june(sent: int, included: int = 50_000) -> Usage:
    return Usage(sent, included, START, END)


def accounting(**given: object) -> Accounting:
    usual = {
        "period_start": "2026-06-01 00:00:00",
        "period_end": "2026-07-01 00:00:00",
        "emails_included": 50_000,
        "emails_sent": 20_000,
    }
    return Accounting.model_validate({**usual, **given})


@given(counts, counts, moments)
def test_the_end_is_never_below_what_is_sent_and_stays_in_proportion(
    sent: int, included: int, passed: timedelta
) -> None:
    assume(sent)
    found = outlook(june(sent, included), START + passed)
    assert found is not None
    assert found.by_end >= sent
    assert found.by_end == sent * ((END - START) // timedelta(microseconds=1)) // (
        passed // timedelta(microseconds=1)
    )


@given(counts, counts, moments)
def test_what_is_included_is_reached_between_now_and_the_end_or_not_at_all(
    sent: int, included: int, passed: timedelta
) -> None:
    assume(sent)
    now = START + passed
    found = outlook(june(sent, included), now)
    assert found is not None
    assert (found.reached is not None) == (sent < included <= found.by_end)
    if found.reached is not None:
        assert now <= found.reached <= END
        # At that moment so much is sent, and a moment before it was not.
        then = (found.reached - START) / passed
        assert sent * then == pytest.approx(included, rel=1e-6)


@given(st.integers(1, 10**9), counts, moments, st.timedeltas(timedelta(), timedelta(days=20)))
def test_a_pause_never_hastens_the_end(sent: int, included: int, passed: timedelta, pause: timedelta) -> None:
    assume(passed + pause < END - START)
    before, after = (outlook(june(sent, included), START + each) for each in (passed, passed + pause))
    assert before is not None
    assert after is not None
    assert after.by_end <= before.by_end
    if after.reached is not None:
        assert before.reached is not None
        assert after.reached >= before.reached


@pytest.mark.parametrize(
    "now",
    [START - timedelta(days=1), START, END, END + timedelta(days=40)],
    ids=["before", "start", "end", "after"],
)
def test_outside_of_the_period_there_is_no_pace(now: datetime) -> None:
    assert outlook(june(20_000), now) is None
    assert pace_words(june(20_000), START - timedelta(days=1)) == ""
    assert pace_words(june(20_000), END) == ""


@pytest.mark.parametrize(
    ("length", "young", "old"),
    [
        (timedelta(days=30), timedelta(hours=23, minutes=59), timedelta(hours=24)),
        (timedelta(days=5), timedelta(hours=11, minutes=59), timedelta(hours=12)),
    ],
)
def test_the_first_hours_tell_nothing(length: timedelta, young: timedelta, old: timedelta) -> None:
    usage = Usage(5_000, 50_000, START, START + length)
    assert pace_words(usage, START + young) == "too early to tell the pace"
    assert not too_early(usage, START + old)
    assert pace_words(usage, START + old).startswith("at this pace ")


@pytest.mark.parametrize(
    ("usage", "words"),
    [
        (june(20_000), "at this pace about 41,000 by the end"),
        (june(38_000), "at this pace 50,000 on the 20th"),
        (june(49_000), "at this pace 50,000 today"),
        (june(47_500), "at this pace 50,000 tomorrow"),
        (june(60_000), "at this pace about 120,000 by the end"),
        (june(50_000), "at this pace about 100,000 by the end"),
        (june(20_000, 0), "at this pace about 41,000 by the end"),
        (june(0), ""),
        (Usage(5, 9, None, END), ""),
        (Usage(5, 9, END, START), ""),
    ],
)
def test_the_words(usage: Usage, words: str) -> None:
    assert pace_words(usage, NOON) == words


def test_in_a_long_period_the_day_is_named_whole() -> None:
    year = Usage(200_000, 900_000, START, START.replace(year=2027))
    assert pace_words(year, NOON + timedelta(days=30)) == "at this pace 900,000 on 2026-12-18"


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_about_stays_near_and_on_its_side_of_the_limit(count: int, limit: int) -> None:
    rounded = about(count, limit)
    assert abs(rounded - count) * 20 <= count
    assert (rounded > limit, rounded < limit) == (count > limit, count < limit)


@pytest.mark.parametrize(
    ("count", "limit", "rounded"),
    [
        (41_237, 0, 41_000),
        (49_960, 50_000, 49_960),
        (49_860, 50_000, 49_900),
        (7, 0, 7),
        (99, 100, 99),
        (995, 0, 1_000),
    ],
)
def test_about(count: int, limit: int, rounded: int) -> None:
    assert about(count, limit) == rounded


@given(st.datetimes(max_value=datetime(9000, 1, 1), timezones=st.just(UTC)), st.integers(2, 400))
def test_a_day_that_is_named_by_its_number_is_no_other_day(now: datetime, days: int) -> None:
    day = now + timedelta(days=days)
    before = {(now + timedelta(days=each)).day for each in range(days)}
    words = day_words(day, now)
    assert words in (f"on the {ordinal(day.day)}", f"on {day:%Y-%m-%d}")
    assert day.day not in before or words == f"on {day:%Y-%m-%d}"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (31, "31st"),
    ],
)
def test_ordinals(number: int, words: str) -> None:
    assert ordinal(number) == words


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (NOON, "the period ends in 15 days (2026-07-01)"),
        (END - timedelta(days=1), "the period ends in 1 day (2026-07-01)"),
        (END - timedelta(hours=5, minutes=3), "the period ends in 5 h (2026-07-01)"),
        (END - timedelta(minutes=3), "the period ends within the hour (2026-07-01)"),
        (END, "the period ended on 2026-07-01"),
    ],
)
def test_how_long_the_period_lasts(now: datetime, words: str) -> None:
    assert ends(june(1), now) == words


def test_what_the_service_tells_is_taken_as_utc() -> None:
    assert Usage.of(accounting()) == june(20_000)


@pytest.mark.parametrize("time", ["", "soon", "2026-13-01", "\x1b[31m", "9999-12-31T23:59:59-23:59"])
def test_a_time_that_is_none_is_no_period(time: str) -> None:
    usage = Usage.of(accounting(period_start=time, period_end=time))
    assert (usage.start, usage.end, usage.left) == (None, None, 30_000)
    assert (pace_words(usage, NOON), ends(usage, NOON)) == ("", "")


@pytest.mark.parametrize(
    ("sent", "included", "left", "over", "nearly"),
    [
        (0, 0, 0, 0, False),
        (44_999, 50_000, 5_001, 0, False),
        (45_000, 50_000, 5_000, 0, True),
        (61, 50, 0, 11, True),
    ],
)
def test_left_over_and_nearly(sent: int, included: int, left: int, over: int, nearly: bool) -> None:
    usage = june(sent, included)
    assert (usage.left, usage.over, usage.nearly) == (left, over, nearly)
