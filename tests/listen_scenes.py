"""The scenes of listening and of pinging."""

from typing import Any, Final
from unittest.mock import patch

import httpx
from textual.pilot import Pilot

from tests.console import NOON
from tests.scene import Scene
from tests.tui.driving import opened, paste, shows, until
from tests.webhook_scenes import HOSTILE, sandbox_workspace
from ue_console.api.handler import HandlerAnswer
from ue_console.models.secret import Secret
from ue_console.models.unione.signature import signed
from ue_console.sandbox.seed import load_demo
from ue_console.services import samples
from ue_console.services.listening.listener import Listener
from ue_console.services.listening_session import ListeningSession
from ue_console.services.workspace import Workspace
from ue_console.tui.app import ConsoleApp

SHOWN_URL: Final = "http://127.0.0.1:8425"
"""Where every scene seems to listen."""
HANDLER: Final = "https://shop.example.com/unione"
ANN: Final = "ann.berger@example.com"
STRANGER: Final = Secret("0a0b0c0d0e0f0a0b0c0d0e0f")


class StillListener(Listener):
    """A listener at any free port that tells the usual one: pictures are made side by side."""

    def __init__(self, keys: Any, events_file: Any, *, port: int = 0, **more: Any) -> None:
        super().__init__(keys, events_file, port=0, **more)
        self.real_url = ""

    async def start(self) -> str:
        """Listen; say what is always said."""
        self.real_url = await super().start()
        return SHOWN_URL


def listening_workspace(*, read_only: bool = False) -> Workspace:
    """The demo, listening at any port."""
    workspace = sandbox_workspace(read_only=read_only)
    workspace.listening = ListeningSession(
        workspace.accounts, workspace._keys, None, workspace.now, listener=StillListener
    )
    return workspace


def call(*events: dict[str, Any], key: Secret | None = None, **more: Any) -> bytes:
    """A call as the service signs it."""
    wrapped = [{"event_name": "transactional_email_status", "event_data": each} for each in events]
    group = {"user_id": 456, **more.pop("group", {}), "events": wrapped}
    return signed({"events_by_user": [group], **more}, key or Secret(load_demo(NOON).key))


def event(status: str, email: str = ANN, **more: Any) -> dict[str, Any]:
    """One event of a mail."""
    return {
        "job_id": "1zWq7K-000Nb2-4T",
        "email": email,
        "status": status,
        "event_time": "2026-06-15 11:59:58",
        **more,
    }


def bounce(status: str, code: str, said: str, email: str) -> dict[str, Any]:
    """One that was refused by the other server."""
    return event(status, email, delivery_info={"delivery_status": code, "destination_response": said})


SAID: Final = "550 5.1.1 <jon@example.org>: no such mailbox"
LINK: Final = "https://shop.example.com/orders/4711?from=mail"
READER: Final = {"user_agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "ip": "192.0.2.17"}


def calls() -> list[bytes]:
    """What arrives in the scenes, in order."""
    full = bounce("soft_bounced", "err_mailbox_full", "452 4.2.2 over quota", "kim@example.net")
    block = samples.payload("spam_block", samples.Owner(456), NOON)
    return [
        call(*(event("sent", email) for email in (ANN, "jon@example.org", "kim@example.net"))),
        call(event("delivered"), bounce("hard_bounced", "err_user_unknown", SAID, "jon@example.org")),
        call(full, retry_count=2),
        call(event("opened", delivery_info=READER), event("clicked", url=LINK, delivery_info=READER)),
        call(event("delivered", "eve@example.com"), event("opened", "eve@example.com"), key=STRANGER),
        signed(block, Secret(load_demo(NOON).key)),
        b"event=delivered&email=ann",
        call(event("unsubscribed", metadata={"order": 4711}), group={"project_name": "Harbour Cycles"}),
    ]


async def deliver(pilot: "Pilot[str]", *bodies: bytes) -> None:
    """Make these calls, one after another."""
    app = pilot.app
    assert isinstance(app, ConsoleApp)
    listener = app.workspace.listening._listener
    assert isinstance(listener, StillListener)
    headers = {"Content-Type": "application/json", "ID": "5f0c1a6e", "User-Agent": "UniOne"}
    async with httpx.AsyncClient() as client:
        for body in bodies:
            await client.post(f"{listener.real_url}/hook", content=body, headers=headers)


async def listening(pilot: "Pilot[str]") -> None:
    """Listen; nothing has come."""
    await opened(pilot)
    await pilot.press("5")
    await shows(pilot, "▸ hooks.acme")
    await pilot.press("l")
    await shows(pilot, "Nothing has arrived yet.")
    await shows(pilot, SHOWN_URL)


async def _events(pilot: "Pilot[str]") -> None:
    await listening(pilot)
    await deliver(pilot, *calls())
    await shows(pilot, "– unsubscribed")
    await shows(pilot, "8 calls")


async def _doubtful(pilot: "Pilot[str]") -> None:
    await _events(pilot)
    await pilot.press("b")
    await shows(pilot, "only bad: 2 of 12")
    await pilot.press("down")


async def _retries(pilot: "Pilot[str]") -> None:
    await listening(pilot)
    await deliver(pilot, call(event("delivered"), event("opened")), call(event("sent", "eve@example.com")))
    bad = (call(event("clicked", url=LINK), key=STRANGER, retry_count=count) for count in range(3))
    good = (call(event("delivered"), event("opened"), retry_count=count) for count in (1, 2))
    await deliver(pilot, *bad, *good)
    await shows(pilot, "▸ 12:00:00  ○ opened ↻2")
    await shows(pilot, "↻ 4 retries")
    await pilot.press("c", "enter")
    await shows(pilot, "in call 6")


async def _bounce(pilot: "Pilot[str]") -> None:
    await _events(pilot)
    await pilot.press("slash", *"jon", "enter")
    await shows(pilot, "2 of 12 shown")
    await pilot.press("enter")
    await shows(pilot, "Content-Type: application/json")


async def _hostile(pilot: "Pilot[str]") -> None:
    await listening(pilot)
    evil = event(HOSTILE, HOSTILE, url=HOSTILE, metadata={HOSTILE: HOSTILE}, job_id=HOSTILE)
    await deliver(pilot, call(evil, group={"project_name": HOSTILE}), call(evil, key=STRANGER))
    await shows(pilot, "2 calls")
    await pilot.press("down", "enter")
    await shows(pilot, "Content-Type: application/json")


async def _stop(pilot: "Pilot[str]") -> None:
    await _events(pilot)
    await pilot.press("R")
    await shows(pilot, "Set a webhook with which URL?")
    await paste(pilot, "hooks.example.com/listen")
    await pilot.press("enter")
    await shows(pilot, "put back at the end")
    await pilot.press("x")
    await shows(pilot, "Stop listening?")


async def _ping(pilot: "Pilot[str]") -> None:
    await listening(pilot)
    await pilot.press("t")
    await shows(pilot, "Nothing was called yet.")
    await pilot.press("ctrl+u")
    await paste(pilot, HANDLER)
    await pilot.press("f2")
    await shows(pilot, "Send which event?")
    await pilot.press(*"mailbox_full", "enter")
    await shows(pilot, "err_mailbox_full")
    with patch("ue_console.api.handler.call_handler", _refused):
        await pilot.press("f10")
        await shows(pilot, "403")


async def _refused(*_: object, **__: object) -> HandlerAnswer:
    return HandlerAnswer(403, 182, b'{"error": "auth does not match"}')


async def _forward(pilot: "Pilot[str]") -> None:
    await listening(pilot)
    await deliver(pilot, call(event("accepted", "eve@example.com")))
    await shows(pilot, "1 call ")
    with patch("ue_console.api.handler.Handler.call", _not_jon):
        await pilot.press("F")
        await shows(pilot, "Pass calls on to which handler?")
        await paste(pilot, HANDLER)
        await pilot.press("enter")
        await shows(pilot, "→ passed on to")
        await deliver(pilot, *calls()[:3])
        await shows(pilot, "2 answered 200, 1 failed")
    await pilot.press("down", "down")
    await shows(pilot, "✗ 500")


async def _not_jon(_: object, body: bytes, *__: object) -> HandlerAnswer:
    return HandlerAnswer(500 if b"hard_bounced" in body else 200, 182, b"")


async def _replay(pilot: "Pilot[str]") -> None:
    await _events(pilot)
    await pilot.press("p")
    await shows(pilot, "Send call 7 again")
    await paste(pilot, HANDLER)
    await pilot.press("tab", "right")
    await shows(pilot, "[renewed: key of ACME Mail]")


async def _kept(pilot: "Pilot[str]") -> None:
    await _events(pilot)
    await pilot.press("f")
    await shows(pilot, "Search everything")
    await paste(pilot, "example.org")
    await pilot.press("enter")
    await shows(pilot, "Received: “example.org”")
    await until(pilot, lambda: "loading" not in str(pilot.app.screen.query_one("#list-heading")), "found")


LISTEN_SCENES: Final = (
    Scene("listen-empty", listening, listening_workspace),
    Scene("listen", _events, listening_workspace),
    Scene("listen-bad", _doubtful, listening_workspace),
    Scene("listen-detail", _bounce, listening_workspace),
    Scene("listen-retries", _retries, listening_workspace),
    Scene("listen-hostile", _hostile, listening_workspace),
    Scene("listen-forward", _forward, listening_workspace),
    Scene("listen-stop", _stop, listening_workspace),
    Scene("listen-replay", _replay, listening_workspace),
    Scene("listen-kept", _kept, listening_workspace),
    Scene("ping", _ping, listening_workspace),
)
"""Every state of listening."""
