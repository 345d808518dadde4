"""Consoles on the demo's services whose database is a real file."""

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import httpx

from tests.console import NOON, demo_workspace
from ue_console.errors import StateError
from ue_console.models.unione.webhook import WebhookSettings
from ue_console.services.activity import Entry, Exchanged, Facts, Sought
from ue_console.services.workspace import Workspace
from ue_console.store.activity import Activity
from ue_console.store.database import Database

HOOK: Final = "https://hooks.acme.example/unione/events"
"""A webhook of the demo."""
OFF: Final = WebhookSettings(url=HOOK, status="disabled")
FACTS: Final = Facts(NOON, "ACME Mail", "unione", "webhook/set", HOOK, "done", None, 200, 84)
REST: Final = Exchanged(
    "http://127.0.0.1:8025/en/transactional/api/v1", {"url": HOOK}, True, {"status": "success"}
)


def facts(**changes: Any) -> Facts:
    """One call, with something changed."""
    return replace(FACTS, **changes)


def rest(**changes: Any) -> Exchanged:
    """Its request and answer, with something changed."""
    return replace(REST, **changes)


async def listed(workspace: Workspace) -> list[Facts]:
    """What is kept, newest first."""
    return [entry.facts for entry in await workspace.activity().newest(Sought())]


async def newest(workspace: Workspace) -> Entry:
    """The last call."""
    [entry] = await workspace.activity().newest(Sought(), 1)
    return entry


async def kept(workspace: Workspace, one: Facts, other: Exchanged = REST) -> Entry:
    """Keep a call, as if it had been made."""
    await Activity(workspace._database).add(one, other)
    return await newest(workspace)


class Broken(Database):
    """A database whose disk is full."""

    async def run(self, fn: Any) -> Any:
        """Refuse."""
        raise StateError("The database can't be used (disk full).", "Make room.")


def answering(**answers: tuple[int, dict[str, Any]]) -> httpx.MockTransport:
    """A service that answers each method, ``webhook_set``, as told, and no other."""

    def handle(request: httpx.Request) -> httpx.Response:
        method = "_".join(request.url.path.removesuffix(".json").split("/")[-2:])
        status, body = answers[method]
        # A stream, as a real answer is one: the whole of it can be read only once.
        content = httpx.Response(status, json=body).content
        return httpx.Response(status, stream=httpx.ByteStream(content))

    return httpx.MockTransport(handle)


def on_file(path: Path, **options: Any) -> Workspace:
    """A console on the demo whose database is at ``path``."""
    return demo_workspace(database=Database(path), **options)
