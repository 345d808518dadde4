"""What is worth a picture: each scene of the console, reached by keys alone."""

from collections.abc import Callable
from typing import Final

import httpx
from textual.pilot import Pilot

from tests.account_scenes import ACCOUNT_STEPS
from tests.activity_scenes import ACTIVITY_SCENES
from tests.channel_scenes import CHANNEL_SCENES
from tests.console import demo_account, demo_workspace
from tests.domain_scenes import DOMAIN_SCENES
from tests.home_scenes import HOME_SCENES
from tests.listen_scenes import LISTEN_SCENES
from tests.plain_http_scenes import PLAIN_HTTP_SCENES
from tests.project_scenes import PROJECT_SCENES
from tests.scene import Scene
from tests.send_scenes import SEND_SCENES
from tests.tui.account_parts import families
from tests.tui.driving import composing, opened, paste, shows
from tests.unsubscribed_scenes import UNSUBSCRIBED_SCENES
from tests.user_scenes import USER_SCENES
from tests.webhook_scenes import WEBHOOK_SCENES
from ue_console.services.workspace import Workspace

HOSTILE: Final = "\x1b]0;owned\x07\x1b[31mred\x9b2J [bold]not bold[/] [@click=app.quit]x[/] \u202etxt.exe [/"
"""Control sequences, markup and a bidirectional override."""

RECIPIENTS: Final = """Ann <ann@example.com>; first_name=Ann
Bob <bob@example.com>; first_name=Bob
blocked@example.com; first_name=Cy"""
"""Two that are accepted, one that the sandbox refuses."""


async def _home(pilot: "Pilot[str]") -> None:
    await opened(pilot)


async def _templates(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("3")
    await shows(pilot, "password-reset")
    await shows(pilot, "8 ms")


async def _receipt(pilot: "Pilot[str]") -> None:
    await _templates(pilot)
    await pilot.press("slash", *"receipt")
    await shows(pilot, "1 of 16")
    await pilot.press("enter")
    if pilot.app.size.width < 100:
        await pilot.press("enter")
    await shows(pilot, "Low-angle block plane")


async def _source(pilot: "Pilot[str]") -> None:
    await _receipt(pilot)
    await pilot.press("p")
    await shows(pilot, "HTML source")


async def _edit(pilot: "Pilot[str]") -> None:
    await _receipt(pilot)
    await pilot.press("e")
    await shows(pilot, "characters · F4")
    if pilot.app.size.width >= 100:
        await shows(pilot, "Low-angle block plane")


async def _message(pilot: "Pilot[str]") -> None:
    await _templates(pilot)
    await pilot.press("slash", *"welcome", "enter", "c")
    await shows(pilot, "[message]")
    await composing(pilot)
    if pilot.app.size.width >= 100:
        await shows(pilot, "Open my board")


async def _own(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("2")
    await shows(pilot, "none: own body")
    await composing(pilot)
    await paste(pilot, "Hello, {{to_name}}")
    await pilot.press("tab")
    await paste(pilot, "hello@acme.example")
    await pilot.press("tab", "tab", "tab")
    await paste(pilot, "<h1>Hello, {{to_name}}</h1>\n<p>Code {{code}}</p>")
    await shows(pilot, "Code {{code}}")
    if pilot.app.size.width >= 100:
        await shows(pilot, "code has no value")


async def _recipients(pilot: "Pilot[str]") -> None:
    await _message(pilot)
    await pilot.press("ctrl+s")
    await shows(pilot, "Values for all")
    await paste(pilot, RECIPIENTS)
    await shows(pilot, "3 recipients")
    if pilot.app.size.width >= 100:
        await shows(pilot, "Welcome, Cy")


async def _bad_recipients(pilot: "Pilot[str]") -> None:
    await _recipients(pilot)
    await paste(pilot, "\nnot an address\neve@example.com; 5%")
    await shows(pilot, "line 5")


async def _review(pilot: "Pilot[str]") -> None:
    await _recipients(pilot)
    await pilot.press("ctrl+s")
    await shows(pilot, "Ready to send")
    await pilot.press("left")
    await shows(pilot, "2/3")
    await shows(pilot, "Welcome, Bob")


async def _refused(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("2")
    await shows(pilot, "none: own body")
    await composing(pilot)
    await pilot.press("ctrl+s")
    await shows(pilot, "One a line")
    await paste(pilot, "ann@example.com")
    await pilot.press("ctrl+s")
    await shows(pilot, "to mend before it can be sent")


async def _confirm(pilot: "Pilot[str]") -> None:
    await _review(pilot)
    await pilot.press("S")
    await shows(pilot, "Send 3 mails?")


async def _report(pilot: "Pilot[str]") -> None:
    await _confirm(pilot)
    await pilot.press("y")
    await shows(pilot, "2 accepted · 1 refused")
    await pilot.press("down", "down")
    await shows(pilot, "✗ blocked@example.com")
    await shows(pilot, "46,814")


async def _accounts(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("9")
    await shows(pilot, "ACME Mail")
    await shows(pilot, "UniOne 127.0.0.1")


async def _add(pilot: "Pilot[str]") -> None:
    await _accounts(pilot)
    await pilot.press("n")
    await shows(pilot, "Keep key in")


async def _switch(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("a")
    await shows(pilot, "Switch to which account?")


async def _help(pilot: "Pilot[str]") -> None:
    await _templates(pilot)
    await pilot.press("question_mark")
    await shows(pilot, "Keys of this screen")


async def _delete(pilot: "Pilot[str]") -> None:
    await _templates(pilot)
    await pilot.press("x")
    await shows(pilot, "Delete the template")


async def _raw(pilot: "Pilot[str]") -> None:
    await _receipt(pilot)
    await pilot.press("v")
    await shows(pilot, '"template_engine"')


async def _welcome(pilot: "Pilot[str]") -> None:
    await shows(pilot, "No accounts yet")


async def _silent(pilot: "Pilot[str]") -> None:
    await shows(pilot, "Not known while the service is silent")
    await pilot.press("3")
    await shows(pilot, "Nothing could be read")


async def _hostile(pilot: "Pilot[str]") -> None:
    await shows(pilot, "Last sends from this console")
    await shows(pilot, "not bold")
    await pilot.press("3")
    await shows(pilot, "owned")
    await shows(pilot, "8 ms")


def _no_accounts() -> Workspace:
    return demo_workspace({})


def _read_only() -> Workspace:
    return demo_workspace(read_only=True)


def _three_accounts() -> Workspace:
    names = ("ACME Mail", "ACME Staging", "Shop")
    return demo_workspace({name: demo_account(name=name) for name in names})


def _answers(answer: Callable[[str], tuple[int, object]]) -> Callable[[], Workspace]:
    def handle(request: httpx.Request) -> httpx.Response:
        status, body = answer(request.url.path)
        data = body if isinstance(body, bytes) else httpx.Response(200, json=body).content
        return httpx.Response(status, stream=httpx.ByteStream(data))

    return lambda: demo_workspace(transport=httpx.MockTransport(handle))


def _proxy(path: str) -> tuple[int, object]:
    return 502, b"<html><head><title>502 Bad Gateway</title></head><body>squid</body></html>"


def _evil(path: str) -> tuple[int, object]:
    if path.endswith("system/info.json"):
        return 200, {"status": "success", "user_id": 1, "email": HOSTILE}
    if path.endswith("domain/list.json"):
        record = {"value": HOSTILE, "status": HOSTILE}
        domain = {"domain": HOSTILE, "verification-record": record, "dkim": {"key": "", "status": ""}}
        return 200, {"status": "success", "domains": [domain]}
    body = {"html": f"<p>{HOSTILE}</p>", "plaintext": HOSTILE, "amp": None}
    item = {"id": "e", "name": HOSTILE, "subject": HOSTILE, "from_name": HOSTILE, "body": body}
    return 200, {"status": "success", "templates": [item]}


SCENES: Final = (
    Scene("home", _home),
    Scene("home-read-only", _home, _read_only),
    Scene("templates", _receipt),
    Scene("templates-list", _templates),
    Scene("templates-read-only", _templates, _read_only),
    Scene("templates-source", _source),
    Scene("templates-raw", _raw),
    Scene("templates-delete", _delete),
    Scene("templates-silent", _silent, _answers(_proxy)),
    Scene("templates-hostile", _hostile, _answers(_evil)),
    Scene("template-edit", _edit),
    Scene("compose-message", _message),
    Scene("compose-own", _own),
    Scene("compose-recipients", _recipients),
    Scene("compose-bad-recipients", _bad_recipients),
    Scene("compose-review", _review),
    Scene("compose-refused", _refused),
    Scene("compose-confirm", _confirm),
    Scene("sending-report", _report),
    Scene("accounts", _accounts, _three_accounts),
    Scene("accounts-empty", _welcome, _no_accounts),
    Scene("account-add", _add),
    *(Scene(name, steps, families) for name, steps in ACCOUNT_STEPS.items()),
    Scene("account-switch", _switch, _three_accounts),
    Scene("help", _help),
    *PROJECT_SCENES,
    *DOMAIN_SCENES,
    *WEBHOOK_SCENES,
    *LISTEN_SCENES,
    *UNSUBSCRIBED_SCENES,
    *CHANNEL_SCENES,
    *USER_SCENES,
    *SEND_SCENES,
    *HOME_SCENES,
    *PLAIN_HTTP_SCENES,
    *ACTIVITY_SCENES,
)
"""Every screen and every state of one."""
