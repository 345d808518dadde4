"""What is pasted into a field of one line: all of it, on one line."""

import pytest
from textual import events

from tests.tui.one_widget import OneWidget
from ue_console.tui.widgets.fields import Field

PASTED = {
    "abc": "abc",
    "\ntestkey": "testkey",
    "\r\n\r\ntestkey\r\n": "testkey",
    "testkey\n123": "testkey 123",
    "testkey \r\n\r\n\t 123\r": "testkey 123",
    "one\ttwo  three": "one two  three",
    "a\u2028b\x0bc\x85d": "a b c d",
    "a\x1b[31mb\x00\x7f": "a[31mb",
    "a\u202eb": "a\u202eb",
    "佐藤\n千代": "佐藤 千代",
    "": "",
}


@pytest.mark.parametrize(("pasted", "entered"), PASTED.items(), ids=range(len(PASTED)))
async def test_every_line_of_a_paste_comes_in(pasted: str, entered: str) -> None:
    field = Field()
    app = OneWidget(field)
    async with app.run_test(size=(40, 3)) as pilot:
        field.focus()
        field.value = "<>"
        field.cursor_position = 1
        app.post_message(events.Paste(pasted))
        await pilot.pause()
        assert field.value == f"<{entered}>"
        assert field.cursor_position == 1 + len(entered)


@pytest.mark.parametrize(
    ("before", "pasted", "after"),
    [
        ("", "  testkey \t", "testkey"),
        ("", "\n  testkey \t\r\n", "testkey"),
        ("", " \n\t\n ", ""),
        ("Ann", " Berger\n", "Ann Berger"),
        ("Ann ", "Berger ", "Ann Berger"),
    ],
)
async def test_no_blanks_come_to_the_ends_of_a_field(before: str, pasted: str, after: str) -> None:
    field = Field()
    app = OneWidget(field)
    async with app.run_test(size=(40, 3)) as pilot:
        field.focus()
        field.value = before
        app.post_message(events.Paste(pasted))
        await pilot.pause()
        assert field.value == after


async def test_a_paste_replaces_what_is_marked() -> None:
    field = Field()
    app = OneWidget(field)
    async with app.run_test(size=(40, 3)) as pilot:
        field.focus()
        field.value = "old text"
        field.action_select_all()
        app.post_message(events.Paste("\n"))
        await pilot.pause()
        assert field.value == "old text"
        app.post_message(events.Paste("new\ntext\n"))
        await pilot.pause()
        assert field.value == "new text"
        assert app.line(0).strip() == "new text"


async def test_what_was_copied_in_the_console_comes_in_on_one_line_too() -> None:
    field = Field()
    app = OneWidget(field)
    async with app.run_test(size=(40, 3)) as pilot:
        field.focus()
        app.copy_to_clipboard("\nfirst\nsecond\n")
        await pilot.press("ctrl+v")
        assert field.value == "first second"


async def test_blanks_of_a_passphrase_stay() -> None:
    field = Field(password=True)
    app = OneWidget(field)
    async with app.run_test(size=(40, 3)) as pilot:
        field.focus()
        app.post_message(events.Paste("\n battery staple \n"))
        await pilot.pause()
        assert field.value == " battery staple "
