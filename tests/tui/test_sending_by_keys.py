"""From Home to three mails in the mailbox, by keys alone."""

from tests.console import demo_console
from tests.tui.driving import shows
from tests.tui.mail_steps import ANN_AND_BOB, to_review, with_template


async def test_compose_with_a_template_and_send() -> None:
    app = demo_console()
    async with app.run_test(size=(120, 36)) as pilot:
        await with_template(pilot, "welc")
        await shows(pilot, "Welcome to Acme Bench, Ann")
        await to_review(pilot, ANN_AND_BOB, 2)
        await pilot.press("S")
        await shows(pilot, "Send 2 mails?")
        await pilot.press("y")
        await shows(pilot, "2 accepted")
