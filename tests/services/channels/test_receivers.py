"""Receivers as they are typed."""

import pytest

from ue_console.models.unification.address import Address
from ue_console.services.channels.messages import From, read_sender
from ue_console.services.channels.receivers import (
    ReceiverLines,
    address_line,
    parse_receivers,
    split_connection,
    strangers,
    with_lines,
    without,
)

KNOWN = ("page", "newsletter", "shop:eu")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("page: 117", ("page", "", "117")),
        ("page:117", ("page", "", "117")),
        ("  newsletter :  ann@example.com ", ("newsletter", "", "ann@example.com")),
        ("page: Ann Berger <117>", ("page", "Ann Berger", "117")),
        ('newsletter: "Doe, Carol" <carol@example.com>', ("newsletter", "Doe, Carol", "carol@example.com")),
        ("page: Me", ("page", "Me", "")),
        ("page: me", ("page", "Me", "")),
        ("twitter: <me>", ("twitter", "", "me")),
        ("page: Page <117>", ("page", "Page", "117")),
        ("shop:eu: 5", ("shop:eu", "", "5")),
        ("line: https://example.com/u?a=1", ("line", "", "https://example.com/u?a=1")),
        ("line: page:7", ("line", "", "page:7")),
        ("page: Ann: the boss <1>", ("page", "Ann: the boss", "1")),
        ("山田: 花子 <1>", ("山田", "花子", "1")),
    ],
)
def test_a_line_is_a_receiver(line: str, expected: tuple[str, str, str]) -> None:
    parsed = parse_receivers(line, KNOWN)
    assert parsed.problems == ()
    [found] = parsed.found
    assert (found.connector, found.name, found.address) == expected


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("ann@example.com", "names no connection"),
        ("Ann Berger <ann@example.com>", "names no connection"),
        ("Ann Berger: 117", "names no connection"),
        (": 117", "names no connection"),
        ("ann@example.com: x", "names no connection"),
        ("page:", "no address after “page:”"),
        ("page: Ann <>", "no address after “page:”"),
        ("page: Ann <117", "between one < and one >"),
        ("page: Ann <1> <2>", "between one < and one >"),
        ("page: Ann\x1b[31m\a <1>", "can't be seen (U+001B)"),
        ("page: \u202eevil <1>", "can't be seen (U+202E)"),
        ("page: Ann <1\x9b>", "can't be seen (U+009B)"),
        ("page: denied1page: Page <117>", "“page:” stands amid"),
        ("page: metwitter: Mepage: Me", "“page:” stands amid"),
        ("page: a1newsletter: Ann <1>", "“newsletter:” stands amid"),
    ],
)
def test_a_line_that_is_none_says_why(line: str, cause: str) -> None:
    parsed = parse_receivers(f"page: 1\n{line}\npage: 2", KNOWN)
    assert [one.address for one in parsed.found] == ["1", "2"]
    [bad] = parsed.problems
    assert bad.row == 2
    assert cause in bad.cause
    assert bad.remedy


def test_a_receiver_counts_once() -> None:
    parsed = parse_receivers("page: Ann <1>\npage: 1\npage: Me\npage: me\ntwitter: 1\nx: A@b.c\nx: a@B.c")
    assert [(one.connector, one.name, one.address) for one in parsed.found] == [
        ("page", "Ann", "1"),
        ("page", "Me", ""),
        ("twitter", "", "1"),
        ("x", "", "A@b.c"),
    ]
    assert [bad.row for bad in parsed.problems] == [2, 4, 7]
    assert "line 1 already" in parsed.problems[0].cause


def test_channels_come_in_the_order_of_the_lines() -> None:
    parsed = parse_receivers("b: 1\n\na: 2\r\nb: 3")
    assert parsed.channels == ("b", "a")
    assert [one.address for one in parsed.on("b")] == ["1", "3"]
    assert (parsed.channel_at(3), parsed.channel_at(2)) == ("a", "")


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("Page", "Capitals count: write page."), ("newsleter", "Did you mean newsletter?"), ("zzz", "F2 lists")],
)
def test_an_unknown_connection_is_told_with_the_nearest(name: str, remedy: str) -> None:
    parsed = parse_receivers(f"page: 1\n{name}: 2")
    [bad] = strangers(parsed, KNOWN)
    assert (bad.row, f"“{name}”" in bad.cause) == (2, True)
    assert remedy in bad.remedy


def test_an_unknown_connection_is_told_once_with_its_lines() -> None:
    parsed = parse_receivers("page: 1\nPage: 2\nzzz: 3\nPage: 4")
    assert [(bad.row, bad.cause) for bad in strangers(parsed, KNOWN)] == [
        (2, "The user has no connection “Page”; 2 lines name it."),
        (3, "The user has no connection “zzz”."),
    ]


def test_only_those_on_connections_that_there_are_count() -> None:
    parsed = parse_receivers("Page: 2\npage: 1\n?\nnewsletter: 3")
    there = parsed.within(KNOWN)
    assert [one.address for one in there.found] == ["1", "3"]
    assert (there.rows, there.channels, there.channel_at(4)) == ((2, 4), ("page", "newsletter"), "newsletter")
    assert there.problems == parsed.problems
    assert parsed.within(None) is parsed
    assert there.within(KNOWN) is there


def test_lines_read_before_are_read_as_at_first() -> None:
    lines = ReceiverLines()
    for text in ("page: 1\nshop:eu: 2", "page: 1\npage: 1\nshop:eu: 2", "x\npage: 1"):
        for names in (KNOWN, ()):
            assert lines.read(text, names) == parse_receivers(text, names)
            assert lines.read(text, names) == parse_receivers(text, names)


@pytest.mark.parametrize(
    "address",
    [
        Address(address="117", name="Ann <the> Boss\nx"),
        Address(address="117"),
        Address(address="me"),
        Address(address="117", name="ACME Lamps", type="page"),
        Address(address="ann@example.com", name="Me", type="to"),
        Address(address="1\x1b[31m7", name="\u202eevil"),
    ],
    ids=str,
)
def test_an_entry_of_an_address_list_becomes_a_line_that_can_be_read(address: Address) -> None:
    parsed = parse_receivers(address_line("page", address))
    assert parsed.problems == ()
    [found] = parsed.found
    assert found.address == ("1\ufffd[31m7" if "\x1b" in address.address else address.address)
    assert found.connector == "page"


def test_a_page_is_written_as_the_service_wants_it() -> None:
    entry = Address(address="117", name="ACME Lamps", type="page")
    assert address_line("fb", entry) == "fb: Page <117>"


def test_lines_are_added_once_and_nothing_typed_goes() -> None:
    assert with_lines("", "page", ["Me"]) == "page: Me"
    assert with_lines("a: 1\nhalf a li", "page", ["Me", "Me"]) == "a: 1\nhalf a li\npage: Me"
    assert with_lines("page: Me\n", "page", ["Me"]) == "page: Me"
    assert with_lines("a: 1", "page", []) == "a: 1\npage: "


def test_lines_of_a_channel_are_taken_out() -> None:
    assert without("a: 1\n?\nb: 2\na: 3", ["a"]) == "?\nb: 2"


ODD = ("Page", "Page:1", "Page:1@%", "a<b>", "me@shop.example", "old name/x")
"""Names that other clients gave."""


@pytest.mark.parametrize("name", ODD)
def test_whatever_a_connection_is_called_it_can_be_written_to(name: str) -> None:
    for line in (f"{name}: 117", address_line(name, Address(address="117")), with_lines("", name, ["117"])):
        parsed = parse_receivers(line, ODD)
        assert parsed.problems == ()
        assert [(one.connector, one.address) for one in parsed.found] == [(name, "117")]
    assert read_sender(f"{name}: ann@example.com", ODD) == From("ann@example.com", name)


def test_the_longest_name_is_meant_and_what_begins_like_it_stays_its_own() -> None:
    text = "Page:1@%: 1\nPage:1: 2\nPage: 3\nPage:4:5"
    parsed = parse_receivers(text, ODD)
    assert [one.connector for one in parsed.found] == ["Page:1@%", "Page:1", "Page", "Page"]
    assert [one.address for one in parsed.found] == ["1", "2", "3", "4:5"]
    assert without(text, ["Page"], ["Page:1@%", "Page:1"]) == "Page:1@%: 1\nPage:1: 2"


def test_a_name_that_is_not_there_is_no_odd_one() -> None:
    lines = ReceiverLines()
    assert lines.read("Page:1@%: 117", ODD).channels == ("Page:1@%",)
    assert lines.read("Page:1@%: 117", ["Page"]).channels == ("Page",)
    assert parse_receivers("me@shop.example: 117").problems


def test_a_word_that_ends_in_a_colon_waits_for_its_address() -> None:
    assert split_connection("Page:1@%: ") == ("Page:1@%", "")
    assert split_connection("Page:1:", ["Page"]) == ("Page", "1:")
