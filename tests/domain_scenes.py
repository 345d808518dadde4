"""The scenes of Domains."""

from typing import Any, Final

import httpx
from textual.pilot import Pilot

from tests.console import demo_workspace
from tests.domain_console import domain_workspace
from tests.scene import Scene
from tests.tui.driving import opened, paste, shows, still
from ue_console.services.workspace import Workspace

HOSTILE: Final = "\x1b]0;owned\x07\x1b[31mred\x9b2J [bold]not bold[/] \u202etxt.exe [/"
"""Control sequences, markup and a bidirectional override."""


async def _domains(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("4")
    await shows(pilot, "shop.acme.example")
    await shows(pilot, "8 ms")


async def _detail(pilot: "Pilot[str]") -> None:
    await _domains(pilot)
    await pilot.press("enter")
    await shows(pilot, "  asked ")


async def _different(pilot: "Pilot[str]") -> None:
    await _domains(pilot)
    await pilot.press("down", "enter")
    await shows(pilot, "Replace the TXT record")


async def _missing(pilot: "Pilot[str]") -> None:
    await _domains(pilot)
    await pilot.press("down", "down", "enter")
    await shows(pilot, "Publish the verification")


async def _checked(pilot: "Pilot[str]") -> None:
    await _domains(pilot)
    await pilot.press("space", "space", "space", "space", "t")
    await shows(pilot, "≠ different")
    await shows(pilot, "✗ missing")


async def _watched(pilot: "Pilot[str]") -> None:
    await _domains(pilot)
    await pilot.press("down", "down", "w")
    await shows(pilot, "◷")
    await pilot.press("t")
    await shows(pilot, "✗ missing")
    pilot.app.clear_notifications()


async def _form(pilot: "Pilot[str]") -> None:
    await _domains(pilot)
    await pilot.press("n")
    await shows(pilot, "Register a domain")
    await paste(pilot, "hello@acme.example")
    await pilot.press("ctrl+s")
    await shows(pilot, "is an address")


async def _registered(pilot: "Pilot[str]") -> None:
    await _domains(pilot)
    await pilot.press("n")
    await shows(pilot, "Register a domain")
    await paste(pilot, "Bücher.example.")
    await pilot.press("enter")
    await shows(pilot, "DNS has what is wanted")
    pilot.app.clear_notifications()


async def _records(pilot: "Pilot[str]") -> None:
    await _registered(pilot)
    await pilot.press("p")
    await shows(pilot, "Value split at 255")


async def _record(pilot: "Pilot[str]") -> None:
    await _records(pilot)
    await pilot.press("slash", *"dkim zone", "enter", "enter")
    await shows(pilot, "The service demands")


async def _force(pilot: "Pilot[str]") -> None:
    await _missing(pilot)
    await pilot.press("V")
    await shows(pilot, "all the same?")


async def _empty(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("4")
    await shows(pilot, "No domains yet.")


async def _hostile(pilot: "Pilot[str]") -> None:
    await shows(pilot, "Last sends from this console")
    await pilot.press("4")
    await shows(pilot, "owned")
    await pilot.press("enter")
    await shows(pilot, "is a URL or has a")


async def _offline(pilot: "Pilot[str]") -> None:
    await shows(pilot, "No connection")
    await still(pilot)
    await pilot.press("4")
    await shows(pilot, "Nothing could be read.")
    await shows(pilot, "○ offline")


async def _many(pilot: "Pilot[str]") -> None:
    await shows(pilot, "Last sends from this console")
    await pilot.press("4")
    await shows(pilot, "5,000")
    await shows(pilot, "8 ms")


def _none() -> Workspace:
    return domain_workspace("empty")


def _read_only() -> Workspace:
    return domain_workspace(read_only=True)


def told(rows: list[dict[str, Any]]) -> Workspace:
    """A service with these domains, page by page."""

    def handle(request: httpx.Request) -> httpx.Response:
        asked = httpx.Response(200, content=request.content).json() or {}
        first = int(asked.get("offset", 0))
        page = rows[first : first + int(asked.get("limit", 50))]
        body: dict[str, Any] = {"status": "success", "user_id": 1, "email": "", "templates": []}
        answer = httpx.Response(200, json=body | {"domains": page, "objects": [], "unsubscribed": []})
        return httpx.Response(200, stream=httpx.ByteStream(answer.content))

    return demo_workspace(transport=httpx.MockTransport(handle), dns="127.0.0.1:9")


def _evil() -> Workspace:
    status = {"value": HOSTILE, "status": HOSTILE}
    return told(
        [{"domain": HOSTILE, "verification-record": status, "dkim": status}, {"domain": "xn--\x1b.b"}]
    )


def _five_thousand() -> Workspace:
    good = {"verification-record": {"status": "confirmed"}, "dkim": {"status": "active"}}
    return told([{"domain": f"shop{n:04d}.example.com", **(good if n % 7 else {})} for n in range(5_000)])


def _silent() -> Workspace:
    def handle(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route", request=request)

    return demo_workspace(transport=httpx.MockTransport(handle))


DOMAIN_SCENES: Final = (
    Scene("domains", _domains, domain_workspace),
    Scene("domains-checked", _checked, domain_workspace),
    Scene("domains-detail", _detail, domain_workspace),
    Scene("domains-different", _different, domain_workspace),
    Scene("domains-missing", _missing, domain_workspace),
    Scene("domains-watched", _watched, domain_workspace),
    Scene("domains-force", _force, domain_workspace),
    Scene("domains-empty", _empty, _none),
    Scene("domains-read-only", _domains, _read_only),
    Scene("domains-hostile", _hostile, _evil),
    Scene("domains-offline", _offline, _silent),
    Scene("domains-many", _many, _five_thousand),
    Scene("domain-new", _form, domain_workspace),
    Scene("domain-registered", _registered, domain_workspace),
    Scene("domain-records", _records, domain_workspace),
    Scene("domain-record", _record, domain_workspace),
)
"""Every state of Domains."""
