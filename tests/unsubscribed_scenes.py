"""The scenes of Unsubscribed."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal

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
from ue_console.store.database import Database

HOSTILE: Final = "\x1b]0;owned\x07\x1b[31mred\x9b2J [bold]not bold[/] \u202etxt.exe [/"
"""Control sequences, markup and a bidirectional override."""

TYPED: Final = """ann@example.com, Bob <bob@example.com>
no address
ANN@example.com
lost@example.com
blocked@example.com"""
"""Four addresses, one of them twice, and a line without any."""


async def _list(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("6")
    await shows(pilot, "▸  kofi.lind@mail.example.com")
    await shows(pilot, "8 ms")


async def _detail(pilot: "Pilot[str]") -> None:
    await _list(pilot)
    await pilot.press("down", "enter")
    await shows(pilot, "The API takes no address off")


async def _marked(pilot: "Pilot[str]") -> None:
    await _list(pilot)
    await pilot.press("slash", *"studio", "enter", "space", "space")
    await shows(pilot, "2 marked · 3 of 34")


async def _since(pilot: "Pilot[str]") -> None:
    await _list(pilot)
    await pilot.press("D")
    await shows(pilot, "365 days ago")


async def _check(pilot: "Pilot[str]") -> None:
    await _list(pilot)
    await pilot.press("t")
    await shows(pilot, "Is this address unsubscribed?")
    await paste(pilot, "novak@joinery.example")
    await pilot.press("enter")
    await shows(pilot, "is unsubscribed:")


async def _add(pilot: "Pilot[str]") -> None:
    await _list(pilot)
    await pilot.press("n")
    await shows(pilot, "Unsubscribe addresses")
    await paste(pilot, TYPED)
    await shows(pilot, "4 addresses")
    await shows(pilot, "⚠ line 2")


async def _confirm(pilot: "Pilot[str]") -> None:
    await _add(pilot)
    await pilot.press("ctrl+s")
    await shows(pilot, "never mailed again")


async def _column(pilot: "Pilot[str]") -> None:
    await _list(pilot)
    await pilot.press("n")
    await shows(pilot, "Unsubscribe addresses")
    with TemporaryDirectory() as folder:
        path = Path(folder, "customers.csv")
        path.write_text("customer;contact;manager\nAnn;ann@example.com;boss@acme.example\n" * 2, "utf-8")
        await pilot.press("f6")
        await shows(pilot, "from which file?")
        await paste(pilot, str(path))
        await pilot.press("enter")
        await shows(pilot, "of which column")


async def _report(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("6")
    await shows(pilot, "Nobody has unsubscribed")
    await pilot.press("n")
    await shows(pilot, "Unsubscribe addresses")
    await paste(pilot, TYPED)
    await shows(pilot, "4 addresses")
    await pilot.press("ctrl+s")
    await shows(pilot, "never mailed again")
    await pilot.press("y")
    await shows(pilot, "2 unsubscribed · 1 refused · 1 unknown")


async def _left(pilot: "Pilot[str]") -> None:
    await _report(pilot)
    await pilot.press("escape")
    await shows(pilot, "1 address of the last list has no outcome yet")


async def _invite(pilot: "Pilot[str]") -> None:
    await _list(pilot)
    await pilot.press("i")
    await shows(pilot, "Invite back")
    await paste(pilot, "hello@unknown.example")
    await shows(pilot, "no confirmed domain")
    await pilot.press("tab")
    await paste(pilot, "ACME")


async def _refused(pilot: "Pilot[str]") -> None:
    await _invite(pilot)
    await pilot.press("ctrl+s")
    await shows(pilot, "Invite kofi.lind@mail.example.com back?")
    await pilot.press("y")
    await shows(pilot, "code 1003")


async def _empty(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("6")
    await shows(pilot, "Nobody has unsubscribed")


async def _hostile(pilot: "Pilot[str]") -> None:
    await shows(pilot, "Last sends from this console")
    await pilot.press("6")
    await shows(pilot, "owned")
    await pilot.press("enter")
    await shows(pilot, "8 ms")


async def _error(pilot: "Pilot[str]") -> None:
    await shows(pilot, "Last sends from this console")
    await pilot.press("6")
    await shows(pilot, "Nothing could be read.")


async def _many(pilot: "Pilot[str]") -> None:
    await shows(pilot, "Last sends from this console")
    await pilot.press("6")
    await shows(pilot, "10,000 · since")
    await shows(pilot, "8 ms")


def sandbox_workspace(seed: Literal["demo", "empty"] = "demo", *, read_only: bool = False) -> Workspace:
    """The demo, or an account without any data."""
    options = Options(seed=seed, unione_keys=(load_demo(NOON).key,))
    app = create_app(open_store(None), options, now=lambda: NOON)
    return demo_workspace(transport=httpx.ASGITransport(app), read_only=read_only)


def _none() -> Workspace:
    return sandbox_workspace("empty")


def _read_only() -> Workspace:
    return sandbox_workspace(read_only=True)


def told(rows: list[dict[str, Any]], database: Database | None = None, *, found: bool = False) -> Workspace:
    """A service with these unsubscribed; it refuses ``blocked@`` and breaks off at ``lost@``.

    Args:
        rows: What it lists.
        database: Drafts and the list that is worked off; in memory by default.
        found: What it says to a check.
    """

    def handle(request: httpx.Request) -> httpx.Response:
        address = str((json.loads(request.content) or {}).get("address", ""))
        body: dict[str, Any] = {"status": "success", "user_id": 1, "email": "", "domains": []}
        body |= {"templates": [], "objects": [], "unsubscribed": rows, "is_unsubscribed": found}
        if "unsubscribed/set" in request.url.path:
            body = {"status": "success", "address": address, "message": "unsubscribed"}
            if address.startswith("lost@"):
                return httpx.Response(502, stream=httpx.ByteStream(b"<title>Bad gateway</title>"))
            if address.startswith("blocked@"):
                body = {"status": "error", "code": 1001, "message": "no"}
        answer = httpx.Response(400 if "code" in body else 200, json=body)
        return httpx.Response(answer.status_code, stream=httpx.ByteStream(answer.content))

    return demo_workspace(transport=httpx.MockTransport(handle), database=database)


def _nobody() -> Workspace:
    return told([])


def _evil() -> Workspace:
    return told(
        [
            {"address": HOSTILE, "unsubscribed_on": HOSTILE, HOSTILE: HOSTILE},
            {"address": f"2{HOSTILE}", "unsubscribed_on": "2026-06-15 11:00:00"},
        ]
    )


def _broken() -> Workspace:
    return told([{"address": None}])


def _ten_thousand() -> Workspace:
    def when(number: int) -> str:
        return f"2026-06-{1 + number % 14:02d} {number % 24:02d}:{number % 60:02d}:{number % 59:02d}"

    return told(
        [{"address": f"reader{n:05d}@example.com", "unsubscribed_on": when(n)} for n in range(10_000)]
    )


UNSUBSCRIBED_SCENES: Final = (
    Scene("unsubscribed", _list, sandbox_workspace),
    Scene("unsubscribed-detail", _detail, sandbox_workspace),
    Scene("unsubscribed-marked", _marked, sandbox_workspace),
    Scene("unsubscribed-since", _since, sandbox_workspace),
    Scene("unsubscribed-check", _check, sandbox_workspace),
    Scene("unsubscribed-empty", _empty, _none),
    Scene("unsubscribed-error", _error, _broken),
    Scene("unsubscribed-read-only", _list, _read_only),
    Scene("unsubscribed-hostile", _hostile, _evil),
    Scene("unsubscribed-many", _many, _ten_thousand),
    Scene("unsubscribed-left", _left, _nobody),
    Scene("unsubscribe-addresses", _add, sandbox_workspace),
    Scene("unsubscribe-confirm", _confirm, sandbox_workspace),
    Scene("unsubscribe-column", _column, sandbox_workspace),
    Scene("unsubscribing", _report, _nobody),
    Scene("invite", _invite, sandbox_workspace),
    Scene("invite-refused", _refused, sandbox_workspace),
)
"""Every state of Unsubscribed."""
