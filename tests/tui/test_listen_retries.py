"""An event that the service repeats has one row, which is found as before and opens each of its calls."""

from tests.listen_scenes import ANN, STRANGER, call, deliver, event
from tests.tui.driving import paste, shows, until
from tests.tui.test_listen_list import at_listening, listen_screen, shown, text

ONLY = "This is the only call of this event that came here."


async def test_retries_share_a_row_and_each_call_is_opened() -> None:
    tries = [call(event("opened"), retry_count=count) for count in range(3)]
    async with at_listening() as pilot:
        await deliver(pilot, tries[0], call(event("sent", "eve@example.com")))
        await shows(pilot, "2 calls")
        await pilot.press("c")
        await shows(pilot, ONLY)
        await deliver(pilot, *tries[1:])
        await shows(pilot, "4 calls · 4 events · ✓ 4 good · ↻ 2 retries")
        await until(pilot, lambda: len(shown(pilot)) == 2, "two rows")
        assert shown(pilot) == [f"○ opened ↻2 {ANN}", "→ sent eve@example.com"]
        await shows(pilot, "Calls      3 calls of this event came here (UTC); c shows another one")
        await shows(pilot, "▸ 06-15 12:00:00  ↻2     call 4  ✓ signature good")
        await pilot.press("enter")
        await shows(pilot, "JSON, ")
        await pilot.press("c")
        await shows(pilot, "UTC, in call 3")
        await shows(pilot, "↻ retry 1:")
        await pilot.press("c")
        await shows(pilot, "▸ 06-15 12:00:00  first  call 1")
        await until(pilot, lambda: "↻ retry" not in text(pilot), "the first call")
        await pilot.press("v")
        await shows(pilot, '"retry_count": 0')
        await shows(pilot, "Call 1")
        await pilot.press("escape", "p")
        await shows(pilot, "Send call 1 again")
        await pilot.press("escape", "c")
        await shows(pilot, "UTC, in call 4")


async def test_a_row_keeps_the_cursor_and_starts_anew_at_its_newest_call() -> None:
    async with at_listening() as pilot:
        await deliver(pilot, call(event("opened")), call(event("opened"), retry_count=1))
        await shows(pilot, "opened ↻1")
        await pilot.press("c")
        await shows(pilot, "in call 1")
        await deliver(pilot, call(event("sent", "eve@example.com")))
        await shows(pilot, "Address    eve@example.com")
        await pilot.press("down")
        await shows(pilot, "in call 2")
        row = listen_screen(pilot).table.current
        await deliver(pilot, call(event("opened"), retry_count=2))
        await shows(pilot, "in call 4")
        now = listen_screen(pilot).table.current
        assert row and now and row.key == now.key


async def test_what_is_read_stays_until_the_keys_are_in_the_list_again() -> None:
    async with at_listening() as pilot:
        await deliver(pilot, call(event("opened")))
        await shows(pilot, "in call 1")
        await pilot.press("enter")
        await shows(pilot, "JSON, ")
        await deliver(pilot, call(event("opened"), retry_count=1))
        await shows(pilot, "opened ↻1")
        assert "in call 1" in text(pilot)
        await pilot.press("escape")
        await shows(pilot, "in call 2")
        await pilot.press("escape")
        await shows(pilot, "▲ stopped")


async def test_filter_views_and_search_find_what_is_folded() -> None:
    tries = [call(event("opened"), key=STRANGER, retry_count=count) for count in (0, 1)]
    good = [call(event("opened"), retry_count=count) for count in (2, 3)]
    async with at_listening() as pilot:
        await deliver(pilot, call(event("sent", "eve@example.com")), *tries, *good)
        await shows(pilot, "5 calls")
        expected = [f"○ opened ↻3 {ANN}", f"✗ bad signature ↻1 {ANN}"]
        await until(pilot, lambda: shown(pilot)[:2] == expected, "the newest of each")
        assert len(shown(pilot)) == 3
        for typed, count in (("retry", 2), ("ann retry good", 0), ("ann opened", 2), ("bad signature", 1)):
            await pilot.press("slash", "ctrl+u")
            await paste(pilot, typed)
            await shows(pilot, f"{count} of 3 shown")
        await pilot.press("escape", "b", "b")
        await shows(pilot, "only retries: 2 of 3 shown")
        await pilot.press("f")
        await shows(pilot, "Search everything")
        await paste(pilot, ANN)
        await pilot.press("enter")
        await shows(pilot, f"Received: “{ANN}”")
        await shows(pilot, "2 calls of this event came here")
        await pilot.press("c", "v")
        await shows(pilot, '"retry_count": 2')


async def test_a_key_that_can_not_be_used_says_why_once_however_often_it_is_pressed() -> None:
    async with at_listening() as pilot:
        await deliver(pilot, call(event("opened")))
        await shows(pilot, "1 call")
        await pilot.press("c")
        await shows(pilot, ONLY)
        await pilot.press("c")
        await pilot.pause()
        assert [told.message for told in pilot.app._notifications].count(ONLY) == 1
        assert text(pilot).count(ONLY) == 1
