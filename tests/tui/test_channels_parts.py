"""Compose for channels: the text, parts beside it, and files."""

import base64
from pathlib import Path

from tests.tui.channel_parts import (
    SIZES,
    Watched,
    at_message,
    at_review,
    screen_of,
    shop,
)
from tests.tui.driving import paste, shows, until
from ue_console.services.channels.drafts import DraftPart
from ue_console.tui.widgets.channel_preview import ChannelPreview
from ue_console.tui.widgets.text_view import TextView


async def test_a_file_is_read_at_the_review_and_sent_as_base64(tmp_path: Path) -> None:
    path = tmp_path / "lamp.png"
    wire = Watched()
    async with shop(wire).run_test(size=SIZES[0], notifications=True) as pilot:
        await at_message(pilot, "page: Me")
        await pilot.press("f5")
        await shows(pilot, "A part beside the text")
        await pilot.press("tab", "tab")
        await paste(pilot, str(path))
        await pilot.press("escape")
        await shows(pilot, "1 part beside the text")
        head = pilot.app.screen.query_one("#channel-head", TextView)
        assert "image/png  lamp.png  read at the review" in head.plain
        await pilot.press("ctrl+s")
        await shows(pilot, "part 2:")
        await shows(pilot, "No such file or directory")
        path.write_bytes(b"\x89PNG" * 100)
        await pilot.press("f9")
        await shows(pilot, "[message]")
        await pilot.press("ctrl+s")
        await shows(pilot, "Ready to send")
        await until(pilot, lambda: "image/png  lamp.png  400 B" in head.plain, "the file's size")
        path.write_bytes(b"changed after the review")
        await pilot.press("S")
        await shows(pilot, "y Send to")
        await pilot.press("y")
        await shows(pilot, "1 accepted")
    [kept] = await wire.kept()
    part = kept["message"]["parts"][1]
    assert base64.b64decode(part.pop("data")) == b"\x89PNG" * 100
    assert part == {"id": "2", "contentType": "image/png", "type": "image", "size": 400, "name": "lamp.png"}


async def test_parts_are_edited_and_removed() -> None:
    async with shop(Watched()).run_test(size=SIZES[1], notifications=True) as pilot:
        await at_message(pilot, "page: Me")
        await pilot.press("f5")
        await shows(pilot, "A part beside the text")
        await pilot.press("f2")
        await shows(pilot, "Which type?")
        await pilot.press(*"image_link", "enter")
        await pilot.press("tab", "tab", "tab", "tab", "tab")
        await paste(pilot, "https://x.example/1.png")
        await pilot.press("escape")
        await shows(pilot, "https://x.example/1.png")
        screen = screen_of(pilot)
        assert screen.draft.parts == [DraftPart(type="image_link", data="https://x.example/1.png")]
        await pilot.press("tab")
        await shows(pilot, "edit part")
        await pilot.press("enter")
        await shows(pilot, "A part beside the text")
        await paste(pilot, "s")
        await pilot.press("escape")
        await shows(pilot, "image_links")
        await pilot.press("x")
        await shows(pilot, "Remove the part “image_links”?")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is screen, "no question")
        assert len(screen.draft.parts) == 1
        await pilot.press("x")
        await shows(pilot, "Remove the part")
        await pilot.press("y")
        await until(pilot, lambda: not screen.draft.parts, "no part")


async def test_a_part_without_anything_is_not_kept() -> None:
    async with shop(Watched()).run_test(size=SIZES[0], notifications=True) as pilot:
        await at_message(pilot, "page: Me")
        await pilot.press("f5")
        await shows(pilot, "A part beside the text")
        await pilot.press("escape")
        await shows(pilot, "[message]")
        assert screen_of(pilot).draft.parts == []


async def test_html_is_shown_as_it_is_read_and_as_its_source() -> None:
    body = "<h1>Lamps</h1><script>alert(1)</script><p>New &amp; bright</p>"
    async with shop(Watched()).run_test(size=SIZES[0], notifications=True) as pilot:
        await at_message(pilot, "newsletter: ann@example.com", body)
        await pilot.press("f4")
        await shows(pilot, "F4 text")
        await pilot.press("ctrl+s")
        await shows(pilot, "Ready to send")
        preview = pilot.app.screen.query_one("#preview", ChannelPreview)
        await until(pilot, lambda: "New & bright" in preview.body.plain, "the text as it is read")
        assert "alert" not in preview.body.plain
        await pilot.press("p")
        await until(pilot, lambda: preview.body.plain == body, "the source")


async def test_long_data_is_cut_only_where_it_is_looked_at() -> None:
    body = "x" * 5000
    wire = Watched()
    async with shop(wire).run_test(size=SIZES[0], notifications=True) as pilot:
        await at_review(pilot, "page: Me", body)
        await pilot.press("v")
        await shows(pilot, "message/send to page")
        assert "more characters are sent)" in pilot.app.screen.query_one("#raw", TextView).plain
        await pilot.press("escape", "S")
        await shows(pilot, "y Send to")
        await pilot.press("y")
        await shows(pilot, "1 accepted")
    [kept] = await wire.kept()
    assert kept["message"]["parts"][0]["data"] == body
