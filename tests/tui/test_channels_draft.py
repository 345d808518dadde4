"""Compose for channels: what is typed or picked is in the draft, and on disk."""

import time
from collections.abc import Collection
from pathlib import Path

import httpx
import pytest
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
from ue_console.services.channels.receivers import ReceiverLines, Receivers
from ue_console.store.database import Database
from ue_console.store.drafts import Drafts


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


class Refusing(Watched):
    """The sandbox, but for address lists."""

    def __init__(self, answer: bytes) -> None:
        super().__init__()
        self._answer = answer

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Refuse that call, let the others through."""
        if request.url.path.endswith("address/list"):
            return httpx.Response(200, stream=httpx.ByteStream(self._answer))
        return await super().handle_async_request(request)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b'{"status": 506, "info": "Not Implemented"}', "(506)"),
        (b'{"status": 411, "info": "Connection not found"}', "code 411"),
    ],
)
async def test_addresses_that_can_not_be_had_are_told(answer: bytes, told: str) -> None:
    async with shop(Refusing(answer)).run_test(size=SIZES[0], notifications=True) as pilot:
        await at_receivers(pilot, "page: ")
        await pilot.press("f6")
        await shows(pilot, told)
        assert "page:" in text(pilot)


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
        await shows(pilot, "✗ Shop can't be used now:")
        assert "code 411" not in text(pilot)


@pytest.mark.parametrize(
    ("error", "told", "sends"),
    [
        (httpx.ConnectError, "✗ Shop can't be used now: ", False),
        (httpx.ReadTimeout, "⚠ Connections could not be checked: ", True),
    ],
)
async def test_a_review_without_an_answer_is_ready_only_after_a_mere_time_out(
    error: type[httpx.TransportError], told: str, sends: bool
) -> None:
    class Silent(Watched):
        silent = False

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if self.silent and request.url.path.endswith("connection/list"):
                raise error("gone", request=request)
            return await super().handle_async_request(request)

    wire = Silent()
    async with shop(wire).run_test(size=SIZES[1], notifications=True) as pilot:
        await at_message(pilot, "page: Me")
        wire.silent = True
        await pilot.press("ctrl+s")
        await shows(pilot, told)
        assert ("Ready to send" in text(pilot)) is sends
        await pilot.press("S")
        await shows(pilot, "Send to 1 receiver" if sends else "Something must be mended first")
        assert wire.sent == []


async def test_a_user_whose_secret_is_refused_is_not_ready() -> None:
    refused = b'{"status": 401, "info": "Authentication required!"}'

    class Deleted(Watched):
        deleted = False

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if self.deleted:
                return httpx.Response(401, stream=httpx.ByteStream(refused))
            return await super().handle_async_request(request)

    wire = Deleted()
    async with shop(wire).run_test(size=SIZES[1], notifications=True) as pilot:
        await at_message(pilot, "page: Me")
        wire.deleted = True
        await pilot.press("ctrl+s")
        await shows(pilot, "✗ Shop can't be used now: ")
        assert "Ready to send" not in text(pilot)


async def test_hostile_text_is_only_text_and_no_receivers_name() -> None:
    hostile = "\x1b]0;owned\x07[bold]x[/] \u202etxt.exe"
    async with shop(Watched()).run_test(size=SIZES[1], notifications=True) as pilot:
        await at_review(pilot, f"page: Me\npage: {hostile} <1\x1b[2J7>", hostile)
        await shows(pilot, "[bold]x[/]")
        await shows(pilot, "✗ line 2: The receiver holds a character that can't be seen (U+001B).")
        assert "\x1b" not in text(pilot)
        assert "\u202e" not in text(pilot)
        await pilot.press("f9", "f9")
        await shows(pilot, "⚠ line 2: The receiver holds a character that can't be seen (U+001B).")


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


async def test_after_another_screen_has_added_the_next_key_is_on_a_line_of_its_own() -> None:
    app = shop(Watched())
    async with app.run_test(size=SIZES[0], notifications=True) as pilot:
        await at_receivers(pilot, "twitter: Me")
        await pilot.press("ctrl+home", "escape", "1")
        await shows(pilot, "2 Compose    ✎")
        await app.workspace.compose_on("page", ["Page <117>"])
        await pilot.press("2")
        await shows(pilot, "2 receivers on 2 channels")
        await pilot.press("x", "f6")
        await shows(pilot, "on which connection?")
        await pilot.press(*"news", "enter")
        await shows(pilot, "9 addresses of newsletter")
        await pilot.press("enter")
        await until(pilot, lambda: "Ann" in screen_of(pilot).draft.receivers, "the address")
        await pilot.press("y")
        lines = [
            *("twitter: Me", "page: Page <117>", "x"),
            *("newsletter: Ann Berger <ann.berger@example.com>", "y"),
        ]
        await until(pilot, lambda: screen_of(pilot).draft.receivers.split("\n") == lines, str(lines))


async def test_a_connection_that_waits_for_its_address_is_written_on() -> None:
    app = shop(Watched())
    async with app.run_test(size=SIZES[0], notifications=True) as pilot:
        await at_receivers(pilot)
        await pilot.press("escape", "1")
        await shows(pilot, "Last sends")
        await app.workspace.compose_on("page")
        await pilot.press("2")
        await shows(pilot, "1  page:")
        await paste(pilot, "Me")
        await until(pilot, lambda: screen_of(pilot).draft.receivers == "page: Me", "one line")


async def test_ctrl_with_home_and_end_goes_through_the_whole_text() -> None:
    async with shop(Watched()).run_test(size=SIZES[0], notifications=True) as pilot:
        await at_receivers(pilot, "a: 1\nb: 2")
        await pilot.press("ctrl+home", *"x", "ctrl+end", *"y")
        await until(pilot, lambda: screen_of(pilot).draft.receivers == "xa: 1\nb: 2y", "both ends")
        await pilot.press("ctrl+shift+home", "delete")
        await until(pilot, lambda: screen_of(pilot).draft.receivers == "", "nothing")


async def test_lines_that_have_run_together_hold_the_send_back() -> None:
    wire = Watched()
    async with shop(wire).run_test(size=SIZES[1], notifications=True) as pilot:
        await at_review(pilot, "page: denied1page: Page <117>")
        await shows(pilot, "✗ line 1: “page:” stands amid the receiver")
        await pilot.press("S")
        await shows(pilot, "Something must be mended first")
    assert wire.sent == []


async def test_what_is_read_anew_at_each_key_does_not_hold_up_keys_and_disk(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with shop(Watched(), Database(tmp_path / "state.db")).run_test(size=SIZES[0]) as pilot:
        await at_receivers(pilot, "page: 1")
        screen, reads = screen_of(pilot), 0
        read = ReceiverLines.read

        def slow(lines: ReceiverLines, text: str, names: Collection[str] = ()) -> Receivers:
            nonlocal reads
            reads += 1
            time.sleep(0.1)
            return read(lines, text, names)

        monkeypatch.setattr(ReceiverLines, "read", slow)
        await pilot.press(*"2345678901234567890")
        await until(pilot, lambda: screen.draft.receivers.endswith("567890"), "every key")
        assert 0 < reads <= 8
        await until(pilot, lambda: screen.receivers.found[0].address.endswith("567890"), "the last reading")
