"""The service falls silent while a webhook of the console's is set: the end of listening takes no longer."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.cli.silent_line import Line, line_to
from tests.sandbox.running import Running, running
from tests.tui.driving import shows, until
from tests.tui.test_listening_by_keys import listening, register, text, urls, workspace_on
from ue_console.services import taking_back

URL = "http://127.0.0.1:9/silent"


@pytest.fixture
def sandbox() -> Iterator[Running]:
    """A sandbox that asks no handlers."""
    with running(webhook_check=False) as found:
        yield found


@pytest.fixture
def line(sandbox: Running) -> Iterator[Line]:
    """The only way to it."""
    with line_to(sandbox.url) as found:
        yield found


async def test_stopping_is_told_and_ends_with_the_command_that_removes_the_webhook(
    sandbox: Running, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = workspace_on(sandbox, at=line.url)
    async with listening(workspace) as pilot:
        await register(pilot, URL)
        line.silent.set()
        await pilot.press("x", "y")
        await shows(pilot, "Stopping … The service has 10 s to take the webhook back.")
        await pilot.press("x")
        await shows(pilot, "It is being ended.")
        assert workspace.listening.url
        monkeypatch.setattr(taking_back, "MOST", 0.01)
        await pilot.press("q", "y")
        await until(pilot, lambda: not workspace.listening.url, "the end")
    assert urls(sandbox) == [URL]


async def test_the_service_has_a_short_time(
    sandbox: Running, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_back, "MOST", 0.2)
    workspace = workspace_on(sandbox, at=line.url)
    async with listening(workspace) as pilot:
        await register(pilot, URL)
        line.silent.set()
        await pilot.press("x", "y")
        await shows(pilot, "ue-console webhooks delete")
        await shows(pilot, "Not listening")
        assert "may still be set at the service" in text(pilot)
        assert "Stopping" not in text(pilot)


async def test_a_console_that_ends_while_its_webhook_is_being_set_takes_it_back(
    sandbox: Running, line: Line
) -> None:
    workspace = workspace_on(sandbox, at=line.url)
    session = workspace.listening
    await session.start(workspace.account, 0)
    before = asyncio.Event()
    webhooks = session.webhook
    assert webhooks is not None
    real = webhooks._webhooks.save

    async def slow(settings: object) -> object:
        made = await real(settings)  # type: ignore[arg-type]
        before.set()
        await asyncio.Event().wait()
        return made

    webhooks._webhooks.save = slow  # type: ignore[method-assign,assignment]
    setting = asyncio.create_task(session.register(URL))
    await before.wait()
    assert urls(sandbox) == [URL]
    setting.cancel()
    await asyncio.wait([setting])
    await workspace.close()
    assert urls(sandbox) == []
