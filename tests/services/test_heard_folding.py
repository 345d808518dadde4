"""Calls of one event in one row: none lost, none that doesn't belong there."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.console import NOON
from ue_console.models.unione.event import STATUS_EVENT, Event
from ue_console.models.unione.signature import Verdict
from ue_console.services import heard_folding
from ue_console.services.heard import Heard
from ue_console.services.heard_folding import folded, refusals_folded, shown_try, tries_of
from ue_console.services.heard_list import MOST, MOST_DOUBTFUL, HeardList
from ue_console.services.listening.values import Received


def event(email: str = "a@example.com", **more: str) -> Event:
    data = {"email": email, "job_id": "j", "status": "delivered", "event_time": "2026-06-15 12:00:00"}
    return Event(STATUS_EVENT, {**data, **more})


def heard(
    number: int,
    retry: int = 0,
    *events: Event,
    verdict: Verdict = Verdict.GOOD,
    owner: str = "ACME",
    project: str = "",
) -> Heard:
    at = NOON + timedelta(minutes=10 * number)
    return Heard(str(number), number, at, verdict, owner, retry, project, events or (event(),))


def numbers(rows: list[Heard]) -> list[list[int]]:
    """The calls of each row."""
    return [[one.number for one in tries_of(row)] for row in rows]


def test_tries_of_an_event_share_a_row_that_shows_the_newest() -> None:
    other = event("b@example.com")
    rows = folded([heard(4, 2), heard(3, 0, other), heard(2, 1), heard(1)])
    assert numbers(rows) == [[4, 2, 1], [3]]
    assert (rows[0].number, rows[0].retry_count, rows[0].key) == (4, 2, "4")
    assert folded(rows) == rows


def test_a_retry_joins_the_row_that_stands_there_and_leaves_it_its_key() -> None:
    first = folded([heard(2, 1), heard(1)], first_key=True)
    rows = folded([heard(3, 2), *first], first_key=True)
    assert numbers(rows) == [[3, 2, 1]]
    assert rows[0].key == "1"


def test_what_is_no_retry_of_it_has_a_row_of_its_own() -> None:
    for newer, older in (
        (heard(2), heard(1)),
        (heard(2, 1), heard(1, 1)),
        (heard(2, 1), heard(1, 2)),
        (heard(2, 1), heard(1, 0, event(status="opened"))),
        (heard(2, 1), heard(1, 0, event(url="https://a.example"))),
        (heard(2, 1), heard(1, 0, event(event_time="2026-06-15 12:00:01"))),
        (heard(2, 1), heard(1, owner="Shop")),
        (heard(2, 1), heard(1, project="Shop")),
        (heard(2, 1), heard(1, verdict=Verdict.BAD)),
        (heard(2, 1, verdict=Verdict.MISSING), heard(1)),
        (heard(2, 1), heard(1, 0, event(), event())),
    ):
        assert numbers(folded([newer, older])) == [[2], [1]]


def test_calls_that_prove_nothing_are_told_apart_by_all_that_they_claim() -> None:
    many = [event(f"{number}@example.com") for number in range(9)]
    bad = Verdict.BAD
    rows = folded(
        [
            heard(3, 1, *many, verdict=bad),
            heard(2, 0, *many[:8], verdict=bad),
            heard(1, 0, *many, verdict=bad),
        ]
    )
    assert numbers(rows) == [[3, 1], [2]]


def test_what_could_not_be_read_is_never_folded() -> None:
    refused = [heard(number, 1)._replace(events=(), problem="the body is no JSON") for number in (2, 1)]
    assert numbers(folded(refused)) == [[2], [1]]


def test_each_call_can_be_shown() -> None:
    (row,) = folded([heard(3, 2), heard(2, 1), heard(1)])
    shown = [shown_try(row, back) for back in range(4)]
    assert [(one.number, one.retry_count, one.at) for one in shown[:3]] == [
        (number, number - 1, NOON + timedelta(minutes=10 * number)) for number in (3, 2, 1)
    ]
    assert shown[3] == row
    assert {one.key for one in shown} == {"3"}


def test_what_looks_like_retries_for_ever_stays_bounded() -> None:
    rows: list[Heard] = []
    for number in range(2 * heard_folding.MOST_TRIES):
        rows = folded([heard(number, number), *rows], first_key=True)
    (row,) = rows
    assert len(tries_of(row)) == heard_folding.MOST_TRIES


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from("abc"), st.sampled_from([Verdict.GOOD, Verdict.BAD]))
    )
)
def test_no_call_is_lost_and_each_stands_in_one_row(calls: list[tuple[int, str, Verdict]]) -> None:
    rows = [
        heard(number, retry, event(name), verdict=verdict)
        for number, (retry, name, verdict) in reversed(list(enumerate(calls, start=1)))
    ]
    for first_key in (False, True):
        found = folded(rows, first_key=first_key)
        assert sorted(number for row in numbers(found) for number in row) == list(range(1, len(calls) + 1))
        assert len({row.key for row in found}) == len(found)
        assert [row.number for row in found] == sorted((row.number for row in found), reverse=True)
        for row in found:
            counts = [one.retry_count for one in tries_of(row)]
            assert counts == sorted(set(counts), reverse=True)


def test_the_list_folds_what_comes_and_keeps_its_length() -> None:
    shown = HeardList()

    def take(number: int, retry: int, *emails: str) -> None:
        events = tuple(event(email) for email in emails)
        shown.take([Received(number, NOON, Verdict.GOOD, "ACME", retry, "", events, "")])

    take(1, 0, "a@example.com", "b@example.com")
    keys = [row.key for row in shown.rows]
    take(2, 0, "c@example.com")
    take(3, 1, "a@example.com", "b@example.com")
    assert [(row.events[0].email[0], row.number, len(row.earlier)) for row in shown.rows] == [
        ("b", 3, 1),
        ("a", 3, 1),
        ("c", 2, 0),
    ]
    assert [row.key for row in shown.rows[:2]] == keys


def refused(number: int, peer: str = "192.0.2.1", problem: str = "malformed request") -> Heard:
    at = NOON + timedelta(seconds=number)
    return Heard(f"refused {number}", 0, at, Verdict.UNCHECKED, "", 0, "", (), problem, peer)


def test_refusals_of_one_kind_share_a_row_with_their_count() -> None:
    other, elsewhere = refused(2, problem="too large"), refused(1, "192.0.2.2")
    rows = refusals_folded([refused(5), heard(9), refused(4), refused(3), other, elsewhere])
    assert [(row.key, row.times) for row in rows] == [
        ("refused 3", 3),
        ("9", 1),
        ("refused 2", 1),
        ("refused 1", 1),
    ]
    assert (rows[0].at, rows[0].first) == (refused(5).at, refused(3).at)
    (again, *_) = refusals_folded([refused(7), *rows])
    assert (again.key, again.times, again.first) == ("refused 3", 4, refused(3).at)


def test_a_flood_of_refusals_pushes_no_event_away() -> None:
    heard_list = HeardList()
    good = Received(1, NOON, Verdict.GOOD, "ACME", 0, "", (event(),), "")
    bad = Received(0, NOON, Verdict.UNCHECKED, "", 0, "", (), "malformed request", "192.0.2.1")
    heard_list.take([good])
    for _ in range(30):
        heard_list.take([bad] * 100)
    assert [row.times for row in heard_list.rows] == [3_000, 1]
    assert not heard_list.cut


@pytest.mark.parametrize("verdict", [Verdict.BAD, Verdict.MISSING])
def test_a_flood_of_calls_that_prove_nothing_pushes_no_event_away(verdict: Verdict) -> None:
    heard_list = HeardList()
    heard_list.take([Received(1, NOON, Verdict.GOOD, "ACME", 0, "", (event(),), "")])
    for number in range(2, 2_602, 100):
        bad = [Received(number + more, NOON, verdict, "", 0, "", (event(),), "") for more in range(100)]
        heard_list.take(bad)
    assert [row.number for row in heard_list.rows] == [*range(2_601, 2_601 - MOST_DOUBTFUL, -1), 1]
    assert heard_list.cut


def test_of_what_is_good_the_newest_are_at_hand() -> None:
    heard_list = HeardList()
    calls = [
        Received(number, NOON, Verdict.GOOD, "ACME", 0, "", (event(),), "") for number in range(MOST + 1)
    ]
    heard_list.take(calls[:-2])
    assert (len(heard_list.rows), heard_list.cut) == (MOST - 1, False)
    heard_list.take(calls[-2:])
    assert (len(heard_list.rows), heard_list.rows[-1].number, heard_list.cut) == (MOST, 1, True)
