"""Consoles on the demo's app and users: a service that answers as told, a key store that refuses."""

import json
from collections.abc import Mapping
from inspect import isawaitable
from typing import Final

import httpx
from textual.pilot import Pilot

from tests.console import channels_account, channels_keys, channels_workspace, demo_sandbox, user_account
from tests.services.accounts_parts import LockedKeys
from tests.tui.driving import shows
from ue_console.models.account import KeyHome
from ue_console.services.workspace import Workspace
from ue_console.store.secrets import Keys, SessionKeys
from ue_console.tui.app import ConsoleApp

WIDE: Final = (120, 36)
NARROW: Final = (80, 24)

Answers = Mapping[str, object]
"""``user/list`` → JSON, an error to raise, or a function of the body that gives either at once or later."""


class Told(httpx.AsyncBaseTransport):
    """The sandbox, but for the calls that it is told the answers of."""

    def __init__(self, answers: Answers) -> None:
        self.answers = dict(answers)
        self.asked: list[str] = []
        self._sandbox = httpx.ASGITransport(demo_sandbox())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as told, or let the sandbox answer."""
        path = request.url.path.partition("/v2/")[2]
        self.asked.append(path)
        if path not in self.answers:
            return await self._sandbox.handle_async_request(request)
        answer = self.answers[path]
        said = answer(await request.aread()) if callable(answer) else answer
        if isawaitable(said):
            said = await said
        if isinstance(said, Exception):
            raise said
        return httpx.Response(200, stream=httpx.ByteStream(json.dumps(said).encode()))


def locked(store: LockedKeys | None = None) -> Workspace:
    """A console whose app's secret is in a key store that is read and not written."""
    system = store or LockedKeys(channels_keys())
    app = channels_account().model_copy(update={"key_home": KeyHome.KEYRING})
    return channels_workspace(
        keys=Keys(system, SessionKeys(channels_keys()), {}), accounts=(app, user_account())
    )


def filled_lock() -> LockedKeys:
    """A key store that holds the demo's keys and refuses others."""
    return LockedKeys(channels_keys())


def console(pilot: "Pilot[str]") -> ConsoleApp:
    """The app, with its real type."""
    assert isinstance(pilot.app, ConsoleApp)
    return pilot.app


async def at(pilot: "Pilot[str]", digit: str, text: str) -> None:
    """Go to a place and wait for what it shows."""
    await shows(pilot, "Last sends from this console")
    await shows(pilot, "8 ms")
    await pilot.press(digit)
    await shows(pilot, text)
