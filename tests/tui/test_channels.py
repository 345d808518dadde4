"""One message on several channels, by keys alone: previewed, sent once, and told channel by channel."""

import json

import pytest

from tests.console import channels_workspace, demo_console
from tests.tui.channel_parts import (
    SIZES,
    TEXT,
    Watched,
    at_review,
    screen_of,
    sent,
    shop,
    text,
    write,
)
from tests.tui.driving import opened, shows, until
from ue_console.tui.dialogs.raw import RawJson
from ue_console.tui.widgets.channel_preview import ChannelPreview
from ue_console.tui.widgets.text_view import TextView


@pytest.mark.parametrize("size", SIZES)
async def test_one_of_two_channels_refuses_and_the_other_gets_what_was_previewed(
    size: tuple[int, int],
) -> None:
    wire = Watched()
    async with shop(wire).run_test(size=size, notifications=True) as pilot:
        await at_review(pilot)
        preview = pilot.app.screen.query_one("#preview", ChannelPreview)
        await pilot.press("right")
        await shows(pilot, "2/2 ‹ ›")
        await until(pilot, lambda: preview.body.plain == TEXT, "the text as it will be sent")
        await pilot.press("v")
        await shows(pilot, "message/send to twitter, request 2 of 2")
        assert isinstance(pilot.app.screen, RawJson)
        promised = json.loads(pilot.app.screen.query_one("#raw", TextView).plain)
        await pilot.press("escape", "S")
        await shows(pilot, "Send to 2 receivers on 2 channels?")
        assert "From Shop, SANDBOX" in text(pilot)
        assert wire.channels == []
        await pilot.press("y")
        await shows(pilot, "1 accepted · 1 refused")
        await shows(pilot, "code 418")
        assert "old-page" in text(pilot)
        assert "The connection has expired." in text(pilot)
        await pilot.press("down")
        [kept] = await wire.kept()
        await shows(pilot, f"✓ twitter  Me  accepted   twitter://twitter.com/{kept['id']}"[: size[0] - 6])
    assert wire.channels == ["old-page", "twitter"]
    compact = json.dumps(promised, ensure_ascii=False, separators=(",", ":")).encode()
    assert wire.sent[1] == compact
    assert (kept["connection"], kept["message"]) == ("twitter", promised["message"])
    assert kept["message"]["parts"][0]["data"] == TEXT


@pytest.mark.parametrize("size", SIZES)
async def test_a_lost_answer_is_unknown_and_never_repeated(size: tuple[int, int]) -> None:
    wire = Watched()
    wire.lose = {"page"}
    async with shop(wire).run_test(size=size, notifications=True) as pilot:
        await sent(pilot, "page: Me\ntwitter: Me")
        await shows(pilot, "1 accepted · 1 unknown")
        await shows(pilot, "? unknown")
        await pilot.press("t")
        await shows(pilot, "No receiver of this report")
        await pilot.press("escape")
        await shows(pilot, "[receivers]")
        assert screen_of(pilot).draft.empty
        await pilot.press("escape", "1")
        await shows(pilot, "Unknown whether it arrived: “Neue Lampen”")
        await pilot.press("enter")
        await shows(pilot, "1 accepted · 1 unknown")
        await pilot.press("m")
        await shows(pilot, "What became of the message on page?")
        await pilot.press("down", "enter")
        await shows(pilot, "1 accepted · 1 not sent")
        wire.lose.clear()
        await pilot.press("t")
        await shows(pilot, "Send to 1 receiver that got nothing?")
        assert wire.channels == ["page", "twitter"]
        await pilot.press("y")
        await shows(pilot, "1 accepted")
    assert wire.channels == ["page", "twitter", "page"]
    assert wire.sent[2] == wire.sent[0]


@pytest.mark.parametrize("key", ["enter", "S", "escape", "n"])
async def test_only_the_confirming_key_sends(key: str) -> None:
    wire = Watched()
    async with shop(wire).run_test(size=SIZES[0], notifications=True) as pilot:
        await at_review(pilot)
        await pilot.press("S")
        await shows(pilot, "on 2 channels?")
        await pilot.press(key)
        await pilot.pause(0.2)
        assert wire.channels == []


async def test_a_send_goes_out_once_however_often_the_key_is_pressed() -> None:
    wire = Watched()
    async with shop(wire).run_test(size=SIZES[0], notifications=True) as pilot:
        await sent(pilot)
        await pilot.press("y", "S", "y", "enter")
        await shows(pilot, "1 accepted · 1 refused")
        assert wire.channels == ["old-page", "twitter"]


async def test_a_stop_between_channels_leaves_the_rest_unsent() -> None:
    wire = Watched()
    wire.gate.clear()
    async with shop(wire).run_test(size=SIZES[0], notifications=True) as pilot:
        await sent(pilot, "page: Me\ntwitter: Me")
        await until(pilot, lambda: wire.channels == ["page"], "the first request")
        await pilot.press("q")
        await shows(pilot, "A send to 2 receivers is under way.")
        await pilot.press("escape", "x")
        await shows(pilot, "Stopping after the request that is under way.")
        wire.gate.set()
        await shows(pilot, "1 accepted · 1 not sent")
        assert wire.channels == ["page"]


async def test_the_same_message_once_more_needs_a_word() -> None:
    wire = Watched()
    async with shop(wire).run_test(size=SIZES[0], notifications=True) as pilot:
        await sent(pilot, "page: Me")
        await shows(pilot, "1 accepted")
        await pilot.press("escape")
        await shows(pilot, "[receivers]")
        await write(pilot, "page: Me", TEXT)
        await pilot.press("ctrl+s")
        await shows(pilot, "The same message went out on")


async def test_what_a_channel_refused_for_good_stays_to_be_mended() -> None:
    wire = Watched()
    async with shop(wire).run_test(size=SIZES[0], notifications=True) as pilot:
        await sent(pilot, "page: Me\ntwitter: invalid.one\nold-page: Me")
        await shows(pilot, "1 accepted · 2 refused")
        await pilot.press("escape")
        await shows(pilot, "Refused by twitter")
        draft = await pilot.app.workspace.channel_drafts().load()  # type: ignore[attr-defined]
        assert draft.receivers == "twitter: invalid.one"
        assert draft.body == TEXT


async def test_errors_keep_the_message_here() -> None:
    wire = Watched()
    async with shop(wire).run_test(size=SIZES[0], notifications=True) as pilot:
        await at_review(pilot, "Page: Me\nnewsletter: ann@example.com")
        await shows(pilot, "✗ 1 thing to mend before it can be sent")
        await shows(pilot, "(code 411)")
        await pilot.press("S")
        await shows(pilot, "Something must be mended first")
        assert wire.channels == []


@pytest.mark.parametrize("size", SIZES)
async def test_the_review_counts_only_what_is_on_connections_that_there_are(size: tuple[int, int]) -> None:
    async with shop(Watched()).run_test(size=size, notifications=True) as pilot:
        await at_review(pilot, "Page: Me\nPage: 1\ntwitter: Me")
        await shows(pilot, "To        1 receiver on 1 channel: twitter")
        await shows(pilot, "1/1 ‹ ›")
        told = pilot.app.screen.query_one("#review-text", TextView).plain
        assert "✗ line 1: The user has no connection “Page”; 2 lines name it. (code 411)" in told
        assert "v exact JSON" in text(pilot).splitlines()[-1]


async def test_a_read_only_user_composes_and_does_not_send() -> None:
    wire = Watched()
    async with shop(wire, read_only=True).run_test(size=SIZES[0], notifications=True) as pilot:
        await at_review(pilot)
        await pilot.press("S")
        await shows(pilot, "is read-only here")
        assert "message/send" not in wire.paths


async def test_an_apps_key_has_no_compose_and_says_where_messages_go_out() -> None:
    async with demo_console(channels_workspace()).run_test(size=SIZES[0], notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("2")
        await shows(pilot, "Messages go out as a user")
