"""Whether a handler works on several calls at once, read from times alone."""

from collections.abc import Sequence

import pytest

from ue_console.services.ping_bursts import Burst, Handling, even, judged_burst, one_by_one
from ue_console.services.ping_verdicts import PingResult

LATE = PingResult(False, 0, 3_003, "", "It gave no whole answer within 3 s.", "Be quick.", timed_out=True)
REFUSED = PingResult(False, 0, 2, "", "It refused the connection.", "Start it.")


def answered(*times: int) -> list[PingResult]:
    return [PingResult(True, 200, time, "", "The handler passes.") for time in times]


def judged(results: Sequence[PingResult], alone: int = 0) -> Burst:
    """As ``pings.parallel`` does, where one further call takes ``alone``."""
    whole = all(result.ok for result in results)
    in_a_row = even(results) and (not whole or one_by_one(results, alone))
    return judged_burst(tuple(results), in_a_row=in_a_row)


@pytest.mark.parametrize(
    ("times", "alone"),
    [
        ((300, 600, 900, 1_200, 1_500), 300),
        ((386, 629, 935, 1_229, 1_526), 310),
        ((60, 95, 130, 160, 200), 45),
    ],
)
def test_answers_in_a_row_are_found_out_although_all_are_in_time(times: tuple[int, ...], alone: int) -> None:
    burst = judged(answered(*times), alone)
    assert (burst.ok, burst.handling, burst.answered) == (False, Handling.IN_A_ROW, 5)
    assert "one after another" in burst.verdict
    assert "threads or processes" in burst.remedy


@pytest.mark.parametrize("late", [3, 4])
def test_where_the_rest_is_late_the_row_shows_in_what_was_in_time(late: int) -> None:
    times = {3: (1_046, 2_014), 4: (2_053,)}[late]
    burst = judged([*answered(*times), *[LATE] * late])
    assert (burst.ok, burst.handling, burst.answered) == (False, Handling.IN_A_ROW, 5 - late)


@pytest.mark.parametrize(
    ("times", "handling", "said"),
    [
        ((318, 318, 319, 332, 389), Handling.TOGETHER, "handled together"),
        ((2, 3, 5, 7, 9), Handling.UNKNOWN, "too fast to tell"),
        ((10, 400, 405, 410, 420), Handling.UNKNOWN, "longer than others"),
        ((500, 500, 1_000, 1_000, 1_500), Handling.UNKNOWN, "longer than others"),
    ],
)
def test_what_is_in_time_and_in_no_row_passes(times: tuple[int, ...], handling: Handling, said: str) -> None:
    burst = judged(answered(*times), alone=1)
    assert (burst.ok, burst.handling) == (True, handling)
    assert (burst.fastest, burst.slowest) == (times[0], times[-1])
    assert said in burst.verdict


def test_a_row_by_chance_is_none_where_a_call_alone_takes_as_long() -> None:
    burst = judged(answered(100, 200, 300, 400, 500), alone=290)
    assert (burst.ok, burst.handling) == (True, Handling.UNKNOWN)


def test_all_late_is_told_once_with_its_reason() -> None:
    burst = judged([LATE] * 5)
    assert (burst.ok, burst.answered, burst.fastest) == (False, 0, 0)
    assert burst.verdict == "None of 5 calls had 200 within 3 s. It gave no whole answer within 3 s."
    assert burst.remedy == "Be quick."


def test_some_late_beyond_a_row_is_no_row() -> None:
    burst = judged([*answered(20, 25, 30), LATE, LATE])
    assert (burst.ok, burst.handling) == (False, Handling.UNKNOWN)


def test_the_most_frequent_failure_speaks() -> None:
    burst = judged([*answered(300, 600), REFUSED, LATE, REFUSED])
    assert burst.handling is Handling.UNKNOWN
    assert burst.verdict == "2 of 5 calls had 200 within 3 s. 2 of the others: It refused the connection."
    assert burst.remedy == "Start it."
