"""The webhook for the time of listening: which URL is offered, whether it leads here, the list read anew."""

import asyncio
from collections.abc import Iterator

import pytest
from textual.widgets import Input

from tests.sandbox.running import Running, running
from tests.tui.driving import shows, until
from tests.tui.test_listening_by_keys import listening, register, text, urls, workspace_on
from ue_console.models.unione.webhook import Events, WebhookSettings
from ue_console.services.listening.arriving import NOT_REACHED
from ue_console.tui.screens.listen_lines import at_the_end

ASKED = "Set a webhook with which URL?"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    """A sandbox that asks a handler before it sets its webhook, as the service does."""
    with running() as found:
        yield found


@pytest.fixture(scope="module")
def silent() -> Iterator[Running]:
    """One that asks nobody: its check never reaches the listener."""
    with running(webhook_check=False) as found:
        yield found


async def test_the_list_is_read_anew_when_listening_has_set_a_webhook_and_put_it_back(
    sandbox: Running,
) -> None:
    workspace = workspace_on(sandbox)
    async with listening(workspace) as pilot:
        await shows(pilot, "R sets a webhook with that URL")
        url = f"{workspace.listening.url}/anew"
        await register(pilot, url)
        await shows(pilot, "The webhook is set: what happens from now on is told here.")
        assert "R sets a webhook" not in text(pilot)
        await pilot.press("escape")
        await shows(pilot, "● for now")
        await shows(pilot, "a listener's; removed at its end")
        assert "/anew" in text(pilot)
        await pilot.press("l")
        await shows(pilot, "put back at the end")
        await pilot.press("x")
        await shows(pilot, "is removed: there was")
        await pilot.press("y")
        await shows(pilot, "Not listening")
        assert urls(sandbox) == []
        await pilot.press("escape")
        await shows(pilot, "Press n to set one.")
        assert "/anew" not in text(pilot)


async def test_a_sandbox_on_this_machine_is_offered_the_listeners_own_url(sandbox: Running) -> None:
    workspace = workspace_on(sandbox)
    async with listening(workspace) as pilot:
        await pilot.press("R")
        await shows(pilot, ASKED)
        assert pilot.app.screen.query_one(Input).value == f"{workspace.listening.url}/"
        await pilot.press("enter")
        await shows(pilot, "put back at the end")
        assert urls(sandbox) == [f"{workspace.listening.url}/"]
        await until(pilot, lambda: workspace.listening.totals.checks == 1, "the service's check")
        assert NOT_REACHED not in text(pilot)


async def test_what_stood_before_is_promised_back(sandbox: Running) -> None:
    workspace = workspace_on(sandbox)
    async with listening(workspace) as pilot:
        url = f"{workspace.listening.url}/before"
        await workspace.webhooks().save(WebhookSettings(url=url, events=Events(email_status=["sent"])))
        await register(pilot, url)
        assert at_the_end(workspace.listening) == "put back as it was before"
        for key, title in (("x", "Stop listening?"), ("R", "Put the webhook")):
            await pilot.press(key)
            await shows(pilot, title)
            assert "none before" not in text(pilot)
            await pilot.press("escape")
        await pilot.press("escape")
        await shows(pilot, "a listener's; put back at its end")
        await workspace.listening.stop()
        await workspace.webhooks().delete(url)


async def test_a_service_elsewhere_is_offered_nothing_of_this_machine(sandbox: Running) -> None:
    workspace = workspace_on(sandbox)
    async with listening(workspace) as pilot:
        mine = workspace.listening.account
        assert mine is not None
        workspace.listening.account = mine.model_copy(update={"base_url": "https://eu1.example.com/en"})
        await pilot.press("R")
        await shows(pilot, ASKED)
        assert pilot.app.screen.query_one(Input).value == "https://"


async def test_a_url_that_was_refused_is_offered_again(sandbox: Running) -> None:
    async with listening(workspace_on(sandbox)) as pilot:
        await pilot.press("R")
        await shows(pilot, ASKED)
        await pilot.press("ctrl+u", *"shop", "enter")
        await shows(pilot, "does not begin with https://")
        await pilot.press("R")
        await shows(pilot, ASKED)
        assert pilot.app.screen.query_one(Input).value == "shop"


async def test_it_is_told_where_the_services_check_did_not_come_here(
    silent: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ue_console.services.listening.arriving._PATIENCE", 0.0)
    async with listening(workspace_on(silent)) as pilot:
        await register(pilot, "http://127.0.0.1:9/elsewhere")
        await shows(pilot, NOT_REACHED)
        assert urls(silent) == ["http://127.0.0.1:9/elsewhere"]


async def test_of_one_that_is_put_back_meanwhile_it_is_not_told(
    silent: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ue_console.services.listening.arriving._PATIENCE", 0.3)
    workspace = workspace_on(silent)
    session = workspace.listening
    await session.start(workspace.account, 0)
    await session.register("http://127.0.0.1:9/elsewhere")
    reached = asyncio.create_task(session.reached())
    await session.unregister()
    assert await reached
    await session.register("http://127.0.0.1:9/elsewhere")
    assert not await session.reached()
    await workspace.close()
