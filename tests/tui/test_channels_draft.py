"""Compose for channels: what is typed or picked is in the draft, and on disk."""

import base64
from pathlib import Path

import httpx
from textual.pilot import Pilot

from tests.tui.channel_parts import (
    SIZES,
    Watched,
    at_message,
    at_receivers,
    at_review,
    channels_of,
    screen_of,
    sent,
    shop,
    text,
)
from tests.tui.driving import paste, shows, until
from ue_console.services.channels.drafts import HTML, ChannelDraft, ChannelDrafts, DraftPart
from ue_console.store.database import Database
from ue_console.store.drafts import Drafts
from ue_console.tui.widgets.channel_preview import ChannelPreview
from ue_console.tui.widgets.text_view import TextView


async def on_disk(path: Path) -> ChannelDraft:
    """What another console would find now."""
    database = Database(path)
    draft = await ChannelDrafts(Drafts(database), "Shop").load()
    await database.close()
    return draft


async def disk_has(pilot: "Pilot[str]", path: Path, draft: ChannelDraft) -> None:
    """Wait until a draft is on disk, the console still running."""
    for _ in range(100):
        if await on_disk(path) == draft:
            return
        await pilot.pause(0.1)
    assert await on_disk(path) == draft


async def test_what_is_typed_is_on_disk_while_the_console_runs(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    app = shop(Watched(), Database(path))
    async with app.run_test(size=SIZES[0], notifications=True) as pilot:
        await at_message(pilot, "page: Me\nhalf a l", "Text")
        await pilot.press("f4", "f5")
        await shows(pilot, "A part beside the text")
        await paste(pilot, "link")
        draft = ChannelDraft(
            receivers="page: Me\nhalf a l",
            subject="Neue Lampen",
            body="Text",
            body_type=HTML,
            parts=[DraftPart(type="link")],
        )
        await disk_has(pilot, path, draft)
    async with shop(Watched(), Database(path)).run_test(size=SIZES[0]) as pilot:
        await at_receivers(pilot)
        await shows(pilot, "half a l")
        assert screen_of(pilot).draft == draft


async def test_connection_and_addresses_are_picked() -> None:
    async with shop(Watched()).run_test(size=SIZES[1], notifications=True) as pilot:
        await at_receivers(pilot, "twitter: Me\n")
        await pilot.press("f2")
        await shows(pilot, "on which connection?")
        await pilot.press(*"news", "enter")
        await until(pilot, lambda: screen_of(pilot).line == "newsletter: ", "the connection in a line")
        await pilot.press("f6")
        await shows(pilot, "9 addresses of newsletter")
        await pilot.press("tab", "tab", "enter")
        await shows(pilot, "3 receivers on 2 channels")
        screen = screen_of(pilot)
        assert screen.draft.receivers.split("\n") == [
            "twitter: Me",
            "newsletter: Ann Berger <ann.berger@example.com>",
            "newsletter: Bob Sørensen <bob.sorensen@example.com>",
        ]
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "Bob" not in screen.draft.receivers, "the lines taken back")


async def test_all_addresses_shown_are_marked_at_once() -> None:
    async with shop(Watched()).run_test(size=SIZES[0], notifications=True) as pilot:
        await at_receivers(pilot, "page: ")
        await pilot.press("f6")
        await shows(pilot, "addresses of page")
        await pilot.press(*"acme", "f6", "enter")
        await shows(pilot, "2 receivers on 1 channel")
        assert screen_of(pilot).draft.receivers.count("page: Page <") == 2


async def test_a_service_without_address_lists_says_what_to_do() -> None:
    class Without(Watched):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.path.endswith("address/list"):
                stream = httpx.ByteStream(b'{"status": 506, "info": "Not Implemented"}')
                return httpx.Response(200, stream=stream)
            return await super().handle_async_request(request)

    async with shop(Without()).run_test(size=SIZES[0], notifications=True) as pilot:
        await at_receivers(pilot, "page: ")
        await pilot.press("f6")
        await shows(pilot, "(506)")
        assert "page:" in text(pilot)


async def test_a_connection_that_is_gone_is_told() -> None:
    class Without(Watched):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.path.endswith("address/list"):
                stream = httpx.ByteStream(b'{"status": 411, "info": "Connection not found"}')
                return httpx.Response(200, stream=stream)
            return await super().handle_async_request(request)

    async with shop(Without()).run_test(size=SIZES[0], notifications=True) as pilot:
        await at_receivers(pilot, "page: ")
        await pilot.press("f6")
        await shows(pilot, "code 411")


async def test_receivers_from_another_screen_are_added() -> None:
    app = shop(Watched())
    async with app.run_test(size=SIZES[0], notifications=True) as pilot:
        await at_receivers(pilot, "twitter: Me")
        await pilot.press("escape", "1")
        await shows(pilot, "2 Compose    ✎")
        await pilot.press("r")
        await shows(pilot, "A message is begun in Compose")
        await app.workspace.compose_on("page", ["Ann <117>", "Me"])
        await pilot.press("2")
        await shows(pilot, "3 receivers on 2 channels")
        assert screen_of(pilot).draft.receivers == "twitter: Me\npage: Ann <117>\npage: Me"


async def test_what_another_screen_added_survives_a_quit(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    app = shop(Watched(), Database(path))
    async with app.run_test(size=SIZES[0], notifications=True) as pilot:
        await at_receivers(pilot, "twitter: Me")
        await pilot.press("escape", "1")
        await shows(pilot, "2 Compose    ✎")
        await app.workspace.compose_on("page", ["Me"])
        await pilot.press("q")
        await pilot.pause()
    assert (await on_disk(path)).receivers == "twitter: Me\npage: Me"


async def test_problems_are_told_line_by_line() -> None:
    async with shop(Watched()).run_test(size=SIZES[1], notifications=True) as pilot:
        await at_receivers(pilot, "Page: 1\nnewsletter:\nann@example.com")
        await shows(pilot, "line 1: The user has no connection “Page”. Capitals count: write page.")
        await shows(pilot, "line 2: There is no address after “newsletter:”")
        await shows(pilot, "line 3: The line names no connection")


async def test_connections_that_can_not_be_read_keep_nobody_from_typing() -> None:
    class Without(Watched):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.path.endswith("connection/list"):
                raise httpx.ConnectError("down", request=request)
            return await super().handle_async_request(request)

    wire = Without()
    async with shop(wire).run_test(size=SIZES[0], notifications=True) as pilot:
        await shows(pilot, "Last sends")
        await pilot.press("2")
        await shows(pilot, "[receivers]")
        await shows(pilot, "F2 tries again.")
        await paste(pilot, "page: Me")
        await pilot.press("ctrl+s")
        await shows(pilot, "[message]")
        await paste(pilot, "Subject")
        await pilot.press("ctrl+s")
        await shows(pilot, "Connections could not be checked")
        assert "code 411" not in text(pilot)


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


async def test_hostile_text_is_only_text() -> None:
    hostile = "\x1b]0;owned\x07[bold]x[/] \u202etxt.exe"
    async with shop(Watched()).run_test(size=SIZES[1], notifications=True) as pilot:
        await at_review(pilot, f"page: {hostile} <1\x1b[2J7>", hostile)
        await shows(pilot, "[bold]x[/]")
        assert "\x1b" not in text(pilot)
        assert "\u202e" not in text(pilot)


async def test_a_draft_is_emptied_only_when_asked_twice() -> None:
    async with shop(Watched()).run_test(size=SIZES[0], notifications=True) as pilot:
        await at_message(pilot, "page: Me")
        await pilot.press("f8")
        await shows(pilot, "Empty this draft?")
        await pilot.press("enter")
        assert not screen_of(pilot).draft.empty
        await pilot.press("f8")
        await shows(pilot, "Empty this draft?")
        await pilot.press("y")
        await shows(pilot, "[receivers]")
        await until(pilot, lambda: screen_of(pilot).draft.empty, "an empty draft")


async def test_the_sent_draft_is_gone_from_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    wire = Watched()
    async with shop(wire, Database(path)).run_test(size=SIZES[0], notifications=True) as pilot:
        await sent(pilot, "page: Me")
        await shows(pilot, "1 accepted")
        assert (await on_disk(path)).empty
    assert channels_of(wire.sent[0]) == ["page"]


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
