"""From Home to three mails in the mailbox, by keys alone."""

from tests.console import demo_console
from tests.tui.driving import composing, opened, paste, shows


async def test_compose_with_a_template_and_send() -> None:
    app = demo_console()
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("3")
        await shows(pilot, "password-reset")
        await pilot.press("slash", *"welc")
        await shows(pilot, "1 of 16")
        await pilot.press("enter", "c")
        await shows(pilot, "[message]")
        await composing(pilot)
        await shows(pilot, "Welcome to Acme Bench, Ann")
        await pilot.press("ctrl+s")
        await shows(pilot, "One a line")
        await paste(pilot, "ann@example.com; first_name=Ann\nbob@example.com; first_name=Bob")
        await shows(pilot, "2 recipients")
        await pilot.press("ctrl+s")
        await shows(pilot, "Ready to send")
        await pilot.press("S")
        await shows(pilot, "Send 2 mails?")
        await pilot.press("y")
        await shows(pilot, "2 accepted")
