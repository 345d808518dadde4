"""Webhooks by keys alone: set, changed, switched, deleted; and nothing of it when read-only."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.console import demo_console, demo_workspace
from tests.tui.driving import opened, paste, screen_text, shows, until
from tests.webhook_scenes import sandbox_workspace
from ue_console.api_codes import catalogue
from ue_console.errors import ReadOnly
from ue_console.models.unione.webhook import EMAIL_STATUSES, SPAM_BLOCK, Events, WebhookSettings
from ue_console.services.webhooks import Webhooks
from ue_console.services.workspace import Workspace
from ue_console.tui.app import ConsoleApp
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.screens.webhook_form import WebhookFormScreen

NARROW = (80, 24)
HOOKS = "https://hooks.acme.example/unione/events"
CRM = "https://crm.acme.example/api/v2/contacts/callback"
BOOKS = "https://xn--bcher-kva.example/unione"


@asynccontextmanager
async def at_webhooks(workspace: Workspace) -> AsyncIterator["Pilot[str]"]:
    """The console at the demo's webhooks."""
    async with demo_console(workspace).run_test(size=NARROW, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("5")
        await shows(pilot, "▸ hooks.acme")
        yield pilot


def text(pilot: "Pilot[str]") -> str:
    assert isinstance(pilot.app, ConsoleApp)
    return screen_text(pilot.app)


async def at_its_events(pilot: "Pilot[str]") -> None:
    """Edit the webhook under the cursor, with the focus on its events."""
    await pilot.press("e")
    await shows(pilot, "The service knows a webhook by its URL")
    await pilot.press("tab", "tab", "tab", "tab", "tab")


async def status(webhooks: Webhooks, url: str) -> str:
    found = await webhooks.get(url)
    return found.status if found else "none"


async def test_a_new_webhook_gets_every_event_and_its_ascii_url() -> None:
    workspace = sandbox_workspace()
    async with at_webhooks(workspace) as pilot:
        await pilot.press("n")
        await shows(pilot, "New webhook")
        await paste(pilot, "https://bücher.example/unione")
        await shows(pilot, BOOKS)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: getattr(pilot.app.focused, "id", "") == "url", "the field of the URL")
        await pilot.press("f6")
        await until(pilot, lambda: "✗" not in text(pilot), "nothing wrong any more")
        await pilot.press("ctrl+s")
        await shows(pilot, "▸ xn--")
        found = await workspace.webhooks().get(BOOKS)
        assert found is not None
        assert (found.status, found.max_parallel) == ("active", 10)
        assert (found.events.email_status, found.events.spam_block) == (list(EMAIL_STATUSES), SPAM_BLOCK)


async def test_a_url_that_has_a_webhook_is_refused_under_its_field() -> None:
    workspace = sandbox_workspace()
    before = await workspace.webhooks().all()
    async with at_webhooks(workspace) as pilot:
        await pilot.press("n")
        await shows(pilot, "New webhook")
        await paste(pilot, HOOKS)
        await pilot.press("tab", "tab", "tab", "tab", "tab", "tab", "left", "ctrl+s")
        await shows(pilot, "The webhook asks for no events.")
        await pilot.press("right", "ctrl+s")
        await shows(pilot, "There is a webhook with this URL already.")
        assert await workspace.webhooks().all() == before
        await pilot.press("escape")
        await shows(pilot, "Leave without saving?")
        await pilot.press("y")
        await shows(pilot, "▸ hooks.acme")


async def test_an_edit_is_not_saved_over_another_one_unasked() -> None:
    workspace = sandbox_workspace()
    webhooks = workspace.webhooks()
    async with at_webhooks(workspace) as pilot:
        await at_its_events(pilot)
        await pilot.press("space")
        await webhooks.save(WebhookSettings(url=HOOKS, max_parallel=77))
        await pilot.press("ctrl+s")
        await shows(pilot, "Save over the change of")
        await shows(pilot, "Parallel: 77 at the service, 50 here")
        await pilot.press("escape")
        await shows(pilot, "read: max_parallel")
        await pilot.press("ctrl+s")
        await shows(pilot, "Save over the change of")
        await pilot.press("y")
        await shows(pilot, "it is active.")
        found = await webhooks.get(HOOKS)
        assert found is not None
        assert found.max_parallel == 50
        assert found.events.email_status == list(EMAIL_STATUSES[1:])


async def test_an_edit_without_a_change_says_so_and_sets_nothing() -> None:
    workspace = sandbox_workspace()
    before = await workspace.webhooks().get(HOOKS)
    async with at_webhooks(workspace) as pilot:
        await pilot.press("e")
        await shows(pilot, f"{HOOKS}  can't be changed")
        await pilot.press("right", "left", "ctrl+s")
        await shows(pilot, "so already, and nothing was changed.")
        assert await workspace.webhooks().get(HOOKS) == before


async def test_what_somebody_else_made_of_it_is_taken() -> None:
    workspace = sandbox_workspace()
    webhooks = workspace.webhooks()
    async with at_webhooks(workspace) as pilot:
        await at_its_events(pilot)
        await pilot.press("space")
        asked = Events(email_status=["spam"])
        await webhooks.save(WebhookSettings(url=HOOKS, max_parallel=77, single_event=1, events=asked))
        await pilot.press("ctrl+s")
        await shows(pilot, "Calls: one event each at the service, up to 100 events each here")
        await shows(pilot, "Events: spam at the service, delivered")
        await pilot.press("t")
        await shows(pilot, "[one event each]")
        assert pilot.app.screen.query_one("#parallel", Input).value == "77"
        await pilot.press("escape")
        await shows(pilot, "● active    1 status")
        found = await webhooks.get(HOOKS)
        assert found is not None
        assert (found.max_parallel, found.events.email_status) == (77, ["spam"])


async def test_statuses_of_a_newer_service_are_shown_and_kept() -> None:
    kept = {"url": HOOKS, "events": {"email_status": ["sent", "accepted"]}}
    sets: list[dict[str, object]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("webhook/set.json"):
            sets.append(json.loads(request.content))
        body = {"status": "success", "user_id": 1, "email": "", "domains": [], "templates": []}
        told = httpx.Response(200, json=body | {"objects": [kept], "object": kept})
        return httpx.Response(200, stream=httpx.ByteStream(told.content))

    async with at_webhooks(demo_workspace(transport=httpx.MockTransport(answer))) as pilot:
        await pilot.press("enter")
        await shows(pilot, "of a newer service; kept as it is")
        await at_its_events(pilot)
        await pilot.press("down", "space", "ctrl+s")
        await until(pilot, lambda: bool(sets), "a set")
        assert sets == [{"url": HOOKS, "events": {"email_status": ["sent", "delivered", "accepted"]}}]


async def test_a_stopped_webhook_is_switched_on_only_when_asked() -> None:
    workspace = sandbox_workspace()
    webhooks = workspace.webhooks()
    async with at_webhooks(workspace) as pilot:
        await pilot.press("1")
        await shows(pilot, "5!")
        await pilot.press("5", "down", "down", "o")
        await shows(pilot, "Switch on the webhook")
        await pilot.press("enter")
        await until(pilot, lambda: "Switch on the webhook" not in text(pilot), "cancelled")
        assert await status(webhooks, CRM) == "stopped"
        await pilot.press("o", "y")
        await until(pilot, lambda: "▲ stopped" not in text(pilot), "switched on")
        assert await status(webhooks, CRM) == "active"
        await pilot.press("1")
        await until(pilot, lambda: "5!" not in text(pilot), "no mark")


async def test_a_delete_offers_to_disable_instead() -> None:
    workspace = sandbox_workspace()
    webhooks = workspace.webhooks()
    async with at_webhooks(workspace) as pilot:
        await pilot.press("x")
        await shows(pilot, "Disable instead")
        await pilot.press("x", "enter")
        await until(pilot, lambda: "Disable instead" not in text(pilot), "cancelled")
        assert await status(webhooks, HOOKS) == "active"
        await pilot.press("x", "o")
        await shows(pilot, "disabled.")
        assert await status(webhooks, HOOKS) == "disabled"
        await pilot.press("x")
        await shows(pilot, "Delete the webhook")
        assert "Disable instead" not in text(pilot)
        await pilot.press("y")
        await shows(pilot, "▸ http://legacy")
        assert await status(webhooks, HOOKS) == "none"


async def test_read_only_greys_what_changes_and_the_transport_refuses_it() -> None:
    workspace = sandbox_workspace(read_only=True)
    webhooks = workspace.webhooks()
    async with at_webhooks(workspace) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, FrameScreen)
        for key in ("n", "e", "o", "x"):
            await pilot.press(key)
            await shows(pilot, "is read-only here")
            assert pilot.app.screen is screen
        for refused in (webhooks.save(WebhookSettings(url=HOOKS)), webhooks.delete(HOOKS)):
            with pytest.raises(ReadOnly):
                await refused


def test_each_code_of_a_webhook_has_its_field() -> None:
    own = [code for code in catalogue() if 303 <= code <= 305 or 2700 <= code <= 2715]
    without = {code for code in own if catalogue()[code].field not in WebhookFormScreen.FIELDS}
    assert len(own) == 19
    assert without == {2702}, "the start of the list is in no form"
