"""A call that anybody may have sent goes out again: with a real signature only after a question."""

from collections.abc import AsyncIterator

import pytest

from tests.api.scripted import ScriptedServer, reply
from tests.console import demo_console
from tests.listen_scenes import STRANGER, call, deliver, event, listening, listening_workspace
from tests.tui.driving import paste, shows
from ue_console.models.secret import Secret
from ue_console.models.unione.signature import Verdict, check
from ue_console.sandbox.seed import demo_key
from ue_console.tui.dialogs.replay import Replay


@pytest.fixture
async def handler() -> AsyncIterator[ScriptedServer]:
    running = ScriptedServer()
    await running.start()
    yield running
    await running.stop()


async def test_a_forged_call_is_signed_only_after_a_question(handler: ScriptedServer) -> None:
    handler.steps = [reply(403, b""), reply(200, b""), reply(200, b"")]
    async with demo_console(listening_workspace()).run_test(size=(120, 36)) as pilot:
        await listening(pilot)
        await deliver(pilot, call(event("delivered"), key=STRANGER))
        await shows(pilot, "✗ bad signature")
        await pilot.press("p")
        await shows(pilot, "✗ The call is unproven: its signature is bad")
        await paste(pilot, handler.url)
        await pilot.press("enter")
        await shows(pilot, "when the call came, its signature was bad.")
        await shows(pilot, "signature fits.")
        await pilot.press("tab", "right", "enter")
        await shows(pilot, "Sign call 1 with the key of ACME Mail?")
        await pilot.press("escape")
        assert len(handler.seen) == 1
        await pilot.press("enter")
        await shows(pilot, "Sign call 1 with the key of ACME Mail?")
        await pilot.press("y")
        await shows(pilot, "✓ The handler passes")
        assert check(handler.seen[1].body, Secret(demo_key())) is Verdict.GOOD
        assert isinstance(pilot.app.screen, Replay)


async def test_a_proven_call_asks_nothing(handler: ScriptedServer) -> None:
    handler.steps = [reply(200, b"")]
    async with demo_console(listening_workspace()).run_test(size=(120, 36)) as pilot:
        await listening(pilot)
        await deliver(pilot, call(event("delivered")))
        await shows(pilot, "✓ delivered")
        await pilot.press("p")
        await shows(pilot, "renewed: key of ACME Mail")
        assert not pilot.app.screen.query("#unproven")
        await paste(pilot, handler.url)
        await pilot.press("tab", "right", "enter")
        await shows(pilot, "✓ The handler passes")


async def test_a_call_that_is_kept_with_dots_says_so_before_it_goes_out() -> None:
    async with demo_console(listening_workspace()).run_test(size=(120, 36)) as pilot:
        await listening(pilot)
        await deliver(pilot, call(event("delivered", comment=demo_key())))
        await shows(pilot, "✓ delivered")
        await pilot.press("p")
        await shows(
            pilot, "! The call is kept with dots in the place of a key, so its signature fits no more."
        )
