"""Trying again from the report of an earlier send, opened in Home."""

import httpx

from tests.console import demo_console, demo_sandbox, demo_workspace
from tests.services.sends import message_to
from tests.tui.driving import opened, shows
from ue_console.services.workspace import Workspace


class Line(httpx.AsyncBaseTransport):
    """The sandbox behind a line that can be down."""

    def __init__(self) -> None:
        self._inner = httpx.ASGITransport(demo_sandbox())
        self.down = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer, or refuse the connection."""
        if self.down:
            raise httpx.ConnectError("refused", request=request)
        return await self._inner.handle_async_request(request)


async def send(workspace: Workspace) -> None:
    """The same mail each time, to one recipient."""
    sending = await workspace.sending()
    await sending.send(sending.plan(message_to(1)), twin_confirmed=True)


async def test_a_retry_of_what_went_out_a_moment_ago_asks_with_that_in_the_question() -> None:
    line = Line()
    workspace = demo_workspace(transport=line)
    await send(workspace)
    line.down = True
    await send(workspace)
    line.down = False
    async with demo_console(workspace).run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await shows(pilot, "▸")
        await pilot.press("enter")
        await shows(pilot, "1 not sent")
        await pilot.press("t")
        await shows(pilot, "⚠ The same mail went to the same 1 recipient on 2026-06-15 at")
        await pilot.press("y")
        await shows(pilot, "1 accepted")
