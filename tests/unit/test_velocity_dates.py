"""The date tools of the velocity engine and the texts that count as dates."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from ue_console.rendering.velocity import render
from ue_console.rendering.velocity.dates import read_date

NOW = datetime(2003, 10, 19, 21, 54, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("$date", "Oct 19, 2003 9:54:50 PM"),
        ("$date.long", "October 19, 2003 9:54:50 PM UTC"),
        ("$date.medium_time", "9:54:50 PM"),
        ("$date.full_date", "Sunday, October 19, 2003"),
        ("$date.get('default','short')", "Oct 19, 2003 9:54 PM"),
        ("$date.get('yyyy-M-d H:m:s')", "2003-10-19 21:54:50"),
        ("$date.format('d.M.yy', $date)", "19.10.03"),
        ("$date.iso", "2003-10-19T21:54:50+0000"),
        ("$date.year/$date.month/$date.day", "2003/9/19"),
        ("$date.nothing", "$date.nothing"),
        ('#set($d = "on $date.short_date")$d', "on 10/19/03"),
    ],
)
def test_date(tag: str, text: str) -> None:
    assert render(tag, {}, now=NOW).text == text


def test_month_of_january_is_zero() -> None:
    assert render("$date.month", {}, now=datetime(2024, 1, 5, tzinfo=UTC)).text == "0"


def test_date_keeps_the_zone_of_the_clock() -> None:
    now = NOW.astimezone(timezone(timedelta(hours=-3, minutes=-30)))
    assert render("$date.get('HH:mm z Z XXX')", {}, now=now).text == "18:24 GMT-03:30 -0330 -03:30"


def test_present_without_a_clock() -> None:
    assert render("$date.get('yyyy')", {}).text >= "2025"


@pytest.mark.parametrize(
    "text",
    [
        "29/02/2024",
        "29-02-2024 00:00:00",
        "2024/02/29 00:00:00",
        "2024 02 29 00:00:00",
        "2024-02-29",
        "2024-02-29T00:00:00Z",
        "2024-02-29T02:00:00+02:00",
        "Thu, 29 Feb 2024 00:00:00 +0000",
        " 29/2/2024 ",
    ],
)
def test_date_forms(text: str) -> None:
    assert read_date(text) == datetime(2024, 2, 29, tzinfo=UTC)
    assert render("$dateFormat.format('yyyy-M-d', $date_x)", {"date_x": text}).text == "2024-2-29"


@pytest.mark.parametrize(
    "text", ["", "soon", "30/02/2024", "2024-13-01", "1" * 100, "0000", "Thu, 99 Feb 2024 00:00:00"]
)
def test_no_date(text: str) -> None:
    assert read_date(text) is None
    rendered = render("$dateFormat.format('y', $date_x)", {"date_x": text})
    assert rendered.text == "$dateFormat.format('y', $date_x)"
    assert not rendered.failed


@pytest.mark.parametrize("pattern", ["b", "yyyy 'open", "XXXX", "y" * 300])
def test_bad_pattern_stands(pattern: str) -> None:
    rendered = render('$dateFormat.format($p, "2024-01-01")', {"p": pattern})
    assert rendered.text == '$dateFormat.format($p, "2024-01-01")'
