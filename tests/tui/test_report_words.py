"""What a send tells while it is under way, and what is asked before it is tried again."""

import httpx
import pytest

from tests.console import demo_console, demo_sandbox, demo_workspace
from tests.tui.channel_parts import Watched, sent, shop
from tests.tui.driving import paste, shows
from tests.tui.mail_steps import ANN_AND_BOB, to_review, with_template

TAKEN = "The send of 2026-06-15 at 12:00 UTC took 2 addresses over already."


class Unreachable(httpx.AsyncBaseTransport):
    """The sandbox, to which no send gets through until it may."""

    def __init__(self) -> None:
        self._inner = httpx.ASGITransport(demo_sandbox())
        self.open = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer, or refuse the connection."""
        if request.url.path.endswith("/email/send.json") and not self.open:
            raise httpx.ConnectError("refused", request=request)
        return await self._inner.handle_async_request(request)


async def test_mails_that_never_left_are_not_sent_again_but_sent() -> None:
    wire = Unreachable()
    app = demo_console(demo_workspace(transport=wire))
    async with app.run_test(size=(80, 24)) as pilot:
        await with_template(pilot, "welc")
        await to_review(pilot, ANN_AND_BOB, 2)
        await pilot.press("S", "y")
        await shows(pilot, "2 not sent")
        await shows(pilot, '▕  bob@example.com                · not sent    "')
        await pilot.press("slash")
        await paste(pilot, "connection bob")
        await shows(pilot, "▹ bob@example.com               · not sent    No connection")
        await shows(pilot, "1 of 2 · 2 not sent")
        await pilot.press("escape")
        await shows(pilot, "▸ bob@example.com                · not sent    No connection")
        wire.open = True
        await pilot.press("t")
        await shows(pilot, "Send to 2 addresses that got nothing?")
        await pilot.press("y")
        await shows(pilot, "2 accepted")
        await pilot.press("escape")
        await shows(pilot, "none: own body")
        await pilot.press("escape", "1")
        await shows(pilot, "· stopped")
        await pilot.press("down", "enter")
        await shows(pilot, "2 not sent")
        await shows(pilot, TAKEN)
        await pilot.press("question_mark")
        await shows(pilot, "Keys of this screen")
        await shows(pilot, "took 2 addresses over")


@pytest.mark.parametrize("width", [80, 120])
async def test_what_is_said_while_a_send_is_under_way_is_whole(width: int) -> None:
    wire = Watched()
    async with shop(wire).run_test(size=(width, 24), notifications=True) as pilot:
        wire.gate.clear()
        await sent(pilot)
        await shows(pilot, "The request is on its way. Its outcome is kept here, whatever happens.")
        wire.gate.set()
        await shows(pilot, "1 accepted · 1 refused")
        await pilot.press("escape")
        await shows(pilot, "[receivers]")
        await pilot.press("escape", "1")
        await shows(pilot, "◐ partly")
