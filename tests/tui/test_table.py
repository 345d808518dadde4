"""The list widget: where cursor and marks are when rows change, and what stands in place of rows."""

from collections.abc import Sequence

import pytest

from tests.tui.one_widget import OneWidget
from ue_console.tui.widgets.table import Column, Row, Table


def rows(keys: Sequence[str]) -> list[Row]:
    """A row for each key."""
    return [Row(key, (key,), search=key) for key in keys]


def table_of(keys: Sequence[str]) -> Table:
    """A list with one column."""
    return Table([Column("Name")], empty=" ".join(keys))


@pytest.mark.parametrize(
    ("before", "at", "after", "then"),
    [
        ("abcde", "c", "abde", "d"),
        ("abcde", "e", "abcd", "d"),
        ("abcde", "c", "xabcde", "c"),
        ("abcde", "d", "ab", "b"),
        ("abcde", "a", "bcde", "b"),
        ("a", "a", "", None),
    ],
)
async def test_the_cursor_stays_with_its_row_or_in_its_place(
    before: str, at: str, after: str, then: str | None
) -> None:
    table = table_of(before)
    app = OneWidget(table)
    async with app.run_test(size=(30, 10)) as pilot:
        table.show_rows(rows(before))
        table.go_to(at)
        table.show_rows(rows(after))
        await pilot.pause()
        assert (table.current.key if table.current else None) == then
        shown = [line for number in range(10) if (line := app.line(number)).startswith("▹")]
        assert [line.strip("▹ ") for line in shown] == ([then] if then else [])


async def test_a_filter_that_hides_the_row_shows_the_first_match() -> None:
    table = table_of("")
    app = OneWidget(table)
    async with app.run_test(size=(30, 10)):
        table.show_rows(rows(["ann", "bob", "anna", "hanna", "carl"]))
        table.go_to("carl")
        table.filter("ann")
        assert table.current is not None
        assert table.current.key == "ann"
        table.go_to("anna")
        table.show_rows(rows(["ann", "bob", "hanna", "carl"]))
        assert table.current.key == "hanna"


async def test_a_long_list_stays_where_it_is_when_a_row_goes() -> None:
    keys = [f"row-{number:03}" for number in range(100)]
    table = table_of("")
    app = OneWidget(table)
    async with app.run_test(size=(30, 10)) as pilot:
        table.show_rows(rows(keys))
        await pilot.pause()
        table.go_to("row-099")
        await pilot.pause()
        table.show_rows(rows(keys[:-1]))
        await pilot.pause()
        assert app.line(9).startswith("▹ row-098")
        table.show_rows(rows(keys[:40]))
        await pilot.pause()
        assert app.line(9).startswith("▹ row-039")


async def test_wide_letters_are_cut_with_a_sign() -> None:
    table = table_of("")
    app = OneWidget(table)
    async with app.run_test(size=(16, 4)) as pilot:
        table.show_rows(rows(["佐藤千代子の新しい通信販売"]))
        await pilot.pause()
        assert "…" in app.line(1)


async def test_marks_stay_with_their_rows_and_are_seen_without_colour() -> None:
    table = Table([Column("Name")], marks=True)
    app = OneWidget(table)
    async with app.run_test(size=(30, 10)) as pilot:
        table.show_rows(rows("abcde"))
        for key in "bd":
            table.go_to(key)
            table.mark()
        await pilot.pause()
        assert [app.line(number).rstrip() for number in range(6)] == [
            "   Name",
            "   a",
            " ✓ b",
            "   c",
            "▹✓ d",
            "   e",
        ]
        table.filter("e")
        assert [row.key for row in table.marked] == ["b", "d"]
        table.filter("")
        table.show_rows(rows("edcb"))
        assert [row.key for row in table.marked] == ["d", "b"]
        table.show_rows(rows("abc"))
        assert [row.key for row in table.marked] == ["b"]
        table.go_to("b")
        table.mark()
        assert table.marked == ()
        table.mark()
        table.unmark_all()
        await pilot.pause()
        assert table.marked == ()
        assert not any("✓" in app.line(number) for number in range(10))


async def test_the_row_of_a_mark_that_went_and_came_back_is_not_marked() -> None:
    table = Table([Column("Name")], marks=True)
    async with OneWidget(table).run_test(size=(30, 10)):
        table.show_rows(rows("ab"))
        table.mark()
        table.show_rows(rows("b"))
        table.show_rows(rows("ab"))
        assert table.marked == ()


@pytest.mark.parametrize("width", [20, 46, 120])
async def test_the_text_of_an_empty_list_is_wrapped_between_words(width: int) -> None:
    empty = (
        "No rows yet.\nA row is kept by the service and told by its id. Press n to write one. 新しい通信販売"
    )
    app = OneWidget(Table([Column("Name")], empty=empty))
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        told = [app.line(number) for number in range(1, 24)]
        assert all(line.startswith("  ") or not line.strip() for line in told)
        assert " ".join(" ".join(told).split()) == " ".join(empty.split())
        assert any("Press n" in line for line in told)


@pytest.mark.parametrize(
    ("width", "cells"),
    [(77, [20, 36, 14]), (100, [43, 36, 14]), (55, [10, 24, 14]), (50, [10, 19, 14]), (30, [5, 4, 14])],
)
def test_an_id_is_whole_before_the_name_has_more_than_it_needs(width: int, cells: list[int]) -> None:
    table = Table([Column("Name"), Column("Id", enough=36), Column("Secret", 14)])
    assert table.widths(width) == cells


async def test_the_row_stays_in_sight_when_the_filter_is_taken_away() -> None:
    table = table_of("")
    app = OneWidget(table)
    async with app.run_test(size=(30, 10)) as pilot:
        table.show_rows(rows([f"row {number:04}" for number in range(5_000)]))
        await pilot.pause()
        table.filter("3000")
        await pilot.pause()
        table.filter("")
        await pilot.pause()
        assert [
            line.strip("▹ ▁▂▃▄▅▆▇█") for number in range(10) if (line := app.line(number)).startswith("▹")
        ] == ["row 3000"]


async def test_what_the_row_above_says_too_is_named_once_wherever_it_is_read() -> None:
    table = Table([Column("Name", 4), Column("Why", 8, once=True)])
    said = {"a": "full", "b": "full", "c": "full", "d": "", "e": "", "f": "full", "g": "gone"}
    app = OneWidget(table)
    async with app.run_test(size=(30, 5)) as pilot:
        table.show_rows([Row(key, (key, why), search=f"{key} {why}") for key, why in said.items()])

        def told() -> str:
            lines = [app.line(number)[:20].split() for number in range(1, 5)]
            return " ".join("".join(line).lstrip("▹") for line in lines)

        await pilot.pause()
        assert told() == 'afull b" c" d'
        table.go_to("c")
        await pilot.pause()
        assert told() == 'afull b" cfull d'
        table.go_to("g")
        await pilot.pause()
        assert told() == "d e ffull ggone"
        table.go_to("e")
        table.scroll_to(y=1, animate=False, immediate=True)
        await pilot.pause()
        assert told() == 'bfull c" d e'
        table.filter("full")
        await pilot.pause()
        assert told() == 'afull b" c" f"'
