"""The scenes of Webhooks."""

from typing import Final, Literal

import httpx
from textual.pilot import Pilot

from tests.console import NOON, demo_workspace
from tests.scene import Scene
from tests.tui.driving import opened, paste, shows
from ue_console.sandbox.app import create_app
from ue_console.sandbox.options import Options
from ue_console.sandbox.seed import load_demo
from ue_console.sandbox.store import open_store
from ue_console.services.workspace import Workspace

HOSTILE: Final = "\x1b]0;owned\x07\x1b[31mred\x9b2J [bold]not bold[/] \u202etxt.exe [/"
"""Control sequences, markup and a bidirectional override."""


async def _webhooks(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("5")
    await shows(pilot, "▲ stopped")
    await shows(pilot, "8 ms")


async def _webhook(pilot: "Pilot[str]") -> None:
    await _webhooks(pilot)
    await pilot.press("enter")
    await shows(pilot, "up to 50 calls at once")


async def _stopped(pilot: "Pilot[str]") -> None:
    await _webhooks(pilot)
    await pilot.press("down", "down", "enter")
    await shows(pilot, "The way back")


async def _new(pilot: "Pilot[str]") -> None:
    await _webhooks(pilot)
    await pilot.press("n")
    await shows(pilot, "New webhook")
    await paste(pilot, "https://bücher.example/unione")
    await shows(pilot, "https://xn--bcher-kva.example/unione")
    await pilot.press("tab", "tab", "tab", "tab", "tab")
    await paste(pilot, "0")
    await pilot.press("tab", "down", "space")


async def _edit(pilot: "Pilot[str]") -> None:
    await _webhooks(pilot)
    await pilot.press("down", "down", "e")
    await shows(pilot, "stopped, as it is")
    await pilot.press("tab", "tab", "tab", "tab")
    await paste(pilot, "00")
    await pilot.press("ctrl+s")
    await shows(pilot, "1000 calls at once are not possible")


async def _delete(pilot: "Pilot[str]") -> None:
    await _webhooks(pilot)
    await pilot.press("x")
    await shows(pilot, "Disable instead")


async def _empty(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("5")
    await shows(pilot, "Press n to set one.")


async def _hostile(pilot: "Pilot[str]") -> None:
    await shows(pilot, "Last sends from this console")
    await pilot.press("5")
    await shows(pilot, "owned")
    await pilot.press("enter")
    await shows(pilot, "8 ms")


def sandbox_workspace(seed: Literal["demo", "empty"] = "demo", *, read_only: bool = False) -> Workspace:
    """The demo on a sandbox that asks no handlers."""
    options = Options(seed=seed, unione_keys=(load_demo(NOON).key,), webhook_check=False)
    app = create_app(open_store(None), options, now=lambda: NOON)
    return demo_workspace(transport=httpx.ASGITransport(app), read_only=read_only)


def _none() -> Workspace:
    return sandbox_workspace("empty")


def _read_only() -> Workspace:
    return sandbox_workspace(read_only=True)


def _evil() -> Workspace:
    rows = [
        {"url": HOSTILE, "status": HOSTILE, "event_format": HOSTILE, "updated_at": HOSTILE},
        {"url": f"2{HOSTILE}", "events": {"email_status": [HOSTILE], "spam_block": [HOSTILE]}},
    ]

    def handle(request: httpx.Request) -> httpx.Response:
        body: dict[str, object] = {"status": "success", "user_id": 1, "email": "", "domains": []}
        answer = httpx.Response(200, json=body | {"templates": [], "objects": rows})
        return httpx.Response(200, stream=httpx.ByteStream(answer.content))

    return demo_workspace(transport=httpx.MockTransport(handle))


WEBHOOK_SCENES: Final = (
    Scene("webhooks", _webhooks, sandbox_workspace),
    Scene("webhooks-detail", _webhook, sandbox_workspace),
    Scene("webhooks-stopped", _stopped, sandbox_workspace),
    Scene("webhooks-delete", _delete, sandbox_workspace),
    Scene("webhooks-empty", _empty, _none),
    Scene("webhooks-read-only", _webhooks, _read_only),
    Scene("webhooks-hostile", _hostile, _evil),
    Scene("webhook-new", _new, sandbox_workspace),
    Scene("webhook-edit", _edit, sandbox_workspace),
)
"""Every state of Webhooks."""
