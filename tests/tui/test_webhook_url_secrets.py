"""No form takes a URL with a key, and no screen shows a password or a key of one."""

from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.api.scripted import ScriptedServer, reply
from tests.console import demo_console
from tests.listen_scenes import call, deliver, event
from tests.tui.driving import opened, paste, screen_text, shows
from tests.tui.test_listen_list import at_listening
from tests.webhook_scenes import sandbox_workspace
from ue_console.models.secret import MASK, Secret
from ue_console.models.unione.webhook import EMAIL_STATUSES, Events, WebhookSettings
from ue_console.sandbox.seed import demo_key
from ue_console.services.attention import of_webhooks
from ue_console.services.workspace import Workspace
from ue_console.tui.app import ConsoleApp

KEY = demo_key()
PASSWORD = "pw-of-the-handler"
URL = f"http://me:{PASSWORD}@127.0.0.1:1/?k={KEY}"
SHOWN = f"http://me:{MASK}@127.0.0.1:1/?k={Secret(KEY).hint}"
REFUSED = "The URL holds the key of an account."


def text(pilot: "Pilot[str]") -> str:
    """What is on the screen; never a key or a password."""
    assert isinstance(pilot.app, ConsoleApp)
    found = screen_text(pilot.app)
    assert KEY not in found
    assert PASSWORD not in found
    return found


@asynccontextmanager
async def at_webhooks(workspace: Workspace, *, begin: str) -> AsyncIterator["Pilot[str]"]:
    """The console at the webhooks."""
    async with demo_console(workspace).run_test(size=(140, 36), notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("5")
        await shows(pilot, begin)
        yield pilot


async def with_secrets(url: str = URL) -> Workspace:
    """A workspace whose one webhook has such a URL."""
    workspace = sandbox_workspace("empty")
    events = Events(email_status=list(EMAIL_STATUSES))
    await workspace.webhooks().save(WebhookSettings(url=url, events=events))
    return workspace


async def test_a_password_and_a_key_are_dots_wherever_a_webhook_is_shown() -> None:
    async with at_webhooks(await with_secrets(), begin="▸ ") as pilot:
        await shows(pilot, f"URL       {SHOWN}")
        assert text(pilot).count(SHOWN) == 2
        await pilot.press("v")
        await shows(pilot, f'"url": "{SHOWN}"')
        assert text(pilot)
        await pilot.press("escape", "o")
        await shows(pilot, f"Disable the webhook “{SHOWN}”?")
        await pilot.press("y")
        await shows(pilot, "○ disabled")
        assert text(pilot)
        await pilot.press("e")
        await shows(pilot, "The service knows a webhook by its URL")
        assert text(pilot)
        await pilot.press("right", "ctrl+s")
        await shows(pilot, REFUSED)
        assert text(pilot)
        await pilot.press("escape", "y", "o")
        await shows(pilot, f"Switch on the webhook “{SHOWN}”?")
        await pilot.press("y")
        await shows(pilot, REFUSED)
        assert "○ disabled" in text(pilot)


async def test_the_url_is_copied_whole_and_told_with_dots() -> None:
    async with at_webhooks(await with_secrets(), begin="▸ ") as pilot:
        driver = pilot.app._driver
        assert driver is not None
        written: list[str] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(driver, "write", written.append)
            await pilot.press("y")
            await shows(pilot, "Sent the webhook's URL")
        assert b64encode(URL.encode()).decode() in "".join(written)
        [toast] = pilot.app._notifications
        assert toast.message.rstrip().endswith(f": {SHOWN}")
        assert text(pilot)


async def test_what_is_stopped_is_named_on_home_with_dots() -> None:
    (webhook,) = await (await with_secrets()).webhooks().all()
    (need,) = of_webhooks([webhook.model_copy(update={"status": "stopped"})])
    assert need.text == f"Stopped by the service: {SHOWN}"


@pytest.mark.parametrize(
    ("value", "why"), [(KEY, REFUSED), ("a1b2c3d4e5f6a7b8c9d0", "••••c9d0 in the URL looks like a key.")]
)
async def test_a_new_webhook_and_a_ping_with_a_key_are_refused(value: str, why: str) -> None:
    workspace = sandbox_workspace("empty")
    async with at_webhooks(workspace, begin="Press n to set one.") as pilot:
        await pilot.press("n")
        await shows(pilot, "New webhook")
        await paste(pilot, f"http://127.0.0.1:1/{value}")
        await pilot.press("ctrl+s")
        await shows(pilot, why)
        await pilot.press("escape", "y")
        await shows(pilot, "Press n to set one.")
        await pilot.press("t")
        await shows(pilot, "Nothing was called yet.")
        await paste(pilot, f"http://127.0.0.1:1/{value}")
        await pilot.press("f10")
        await shows(pilot, why)
    assert await workspace.webhooks().all() == []


async def test_a_ping_calls_the_whole_url_of_which_it_shows_dots() -> None:
    handler = ScriptedServer()
    await handler.start()
    said = f"taken at /a1b2c3d4e5f6a7b8c9d0 for me with {PASSWORD}"
    handler.steps = [reply(200, said.encode()), reply(200, b"")]
    url = f"{handler.url}/a1b2c3d4e5f6a7b8c9d0".replace("//", f"//me:{PASSWORD}@", 1)
    try:
        async with at_webhooks(await with_secrets(url), begin="▸ ") as pilot:
            await pilot.press("t")
            await shows(pilot, "Nothing was called yet.")
            field = pilot.app.screen.query_one("#url", Input)
            assert PASSWORD not in field.value
            assert field.selected_text == field.value
            await pilot.press("f10")
            await shows(pilot, "✓ The handler passes")
            await shows(pilot, f"taken at /••••c9d0 for me with {MASK}")
            assert text(pilot)
            await paste(pilot, f"{handler.url}/other")
            assert field.value == f"{handler.url}/other"
            await pilot.press("f10")
            await shows(pilot, "✓ The handler passes")
    finally:
        await handler.stop()
    first, second = handler.seen
    assert (first.line, "authorization" in first.headers) == ("POST /a1b2c3d4e5f6a7b8c9d0 HTTP/1.1", True)
    assert (second.line, "authorization" in second.headers) == ("POST /other HTTP/1.1", False)


async def test_nothing_is_registered_passed_on_or_sent_again_at_a_url_with_a_key() -> None:
    async with at_listening() as pilot:
        for key, title, url, why in (
            ("R", "Set a webhook with which URL?", f"http://127.0.0.1:1/?k={KEY}", REFUSED),
            ("R", "Set a webhook with which URL?", f"http://me:{PASSWORD}@127.0.0.1:1/", "is kept on disk"),
            ("F", "Pass calls on to which handler?", f"http://127.0.0.1:1/?k={KEY}", REFUSED),
        ):
            await pilot.press(key)
            await shows(pilot, title)
            await pilot.press("ctrl+u")
            await paste(pilot, url)
            await pilot.press("enter")
            await shows(pilot, why)
            assert text(pilot)
        await deliver(pilot, call(event("sent")))
        await shows(pilot, "→ sent")
        await pilot.press("p")
        await shows(pilot, "Send call 1 again")
        await paste(pilot, f"http://127.0.0.1:1/?k={KEY}")
        await pilot.press("enter")
        await shows(pilot, REFUSED)


async def test_a_handlers_password_is_offered_again_as_dots() -> None:
    async with at_listening() as pilot:
        for typed in (f"http://me:{PASSWORD}@127.0.0.1:1/", ""):
            await pilot.press("F")
            await shows(pilot, "Pass calls on to which handler?")
            if typed:
                await paste(pilot, typed)
            else:
                assert pilot.app.screen.query_one(Input).value == f"http://me:{MASK}@127.0.0.1:1/"
            await pilot.press("enter")
            await shows(pilot, f"→ passed on to http://me:{MASK}@127.0.0.1:1/")
            assert text(pilot)
            await pilot.press("F")
            await shows(pilot, "F forward ")
