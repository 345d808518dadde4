"""The scenes of Activity."""

from datetime import timedelta
from typing import Any, Final

from textual.pilot import Pilot

from tests.console import NOON, channels_workspace, demo_account, demo_workspace
from tests.scene import Scene
from tests.tui.driving import opened, shows
from ue_console.models.secret import MASK
from ue_console.services.workspace import Workspace
from ue_console.store.activity import Activity
from ue_console.store.activity_lists import FoldedActivity
from ue_console.store.activity_records import Exchanged, Facts, Result
from ue_console.tui.app import ConsoleApp

HOSTILE: Final = "\x1b]0;owned\x07\x1b[31mred\x9b2J [bold]not bold[/] [@click=app.quit]x[/] \u202etxt.exe [/"
"""Control sequences, markup and a bidirectional override."""

URL: Final = "http://127.0.0.1:8025/en/transactional/api/v1"
HOOK: Final = "https://hooks.acme.example/unione/events"
SENT: Final = {
    "message": {
        "recipients": [{"email": "ann@example.com", "substitutions": {"first_name": "Ann"}}],
        "from_email": "hello@acme.example",
        "subject": "Welcome to Acme Bench",
        "attachments": [
            {
                "type": "application/pdf",
                "name": "terms.pdf",
                "content": "‹82,944 characters of base64, left out›",
            }
        ],
    }
}

Past = tuple[float, str, str, Result, int | None, int | None, int, str, dict[str, Any], dict[str, Any] | None]

PAST: Final[tuple[Past, ...]] = (
    (
        40.0,
        "template/set",
        "welcome",
        "done",
        None,
        200,
        131,
        "",
        {"template": {"name": "welcome"}},
        {"id": 1},
    ),
    (
        30.5,
        "project/create",
        "Harbour Cycles",
        "refused",
        1607,
        400,
        64,
        "",
        {"project": {"name": "x"}},
        None,
    ),
    (26.0, "unsubscribed/set", "ann@example.com", "not sent", None, None, 2, "", {"address": "a@b"}, None),
    (9.0, "domain/get-dns-records", "news.acme.example", "done", None, 200, 92, "", {"domain": "x"}, {}),
    (5.0, "email/send", "2,000 recipients: Bench hours", "unknown", None, None, 60_012, "", SENT, None),
    (
        2.0,
        "email/send",
        "3 recipients: Welcome",
        "done",
        None,
        200,
        412,
        "1vYfJk-000SBX-01",
        SENT,
        {"emails": []},
    ),
    (
        *(0.2, "webhook/set", HOOK, "done", None, 200, 84, ""),
        {"url": HOOK, "status": "active", "events": {"email_status": ["delivered", "hard_bounced"]}},
        {"status": "success", "object": {"id": 1, "url": HOOK, "status": "active", "max_parallel": 10}},
    ),
)
"""Hours ago, method, object, result, code, HTTP status, ms, job, request, answer; oldest first."""

CAUSES: Final = {
    "refused": (
        "There are as many projects as the account may have.",
        "Delete one, or ask support for more.",
    ),
    "unknown": ("The answer was lost after the request had left.", "Look whether the mails arrived."),
    "not sent": ("No address was found for the name eu1.unione.io.", "Check the network, then try again."),
}


async def fill(
    workspace: Workspace, *past: Past, account: str = "ACME Mail", service: str = "unione"
) -> None:
    """Keep what was done in the past, oldest first."""
    for hours, method, what, result, code, status, ms, job, request, answer in past:
        at = NOON - timedelta(hours=hours)
        facts = Facts(at, account, service, method, what, result, code, status, ms, job)
        cause, remedy = CAUSES.get(result, ("", ""))
        whole = "left out" not in str(request) and MASK not in str(request)
        rest = Exchanged(URL, request, whole, answer, cause, remedy)
        await Activity(workspace._database).add(facts, rest)


async def at_activity(pilot: "Pilot[str]", *past: Past) -> None:
    """Wait for the console, then keep what was done, and go there."""
    await opened(pilot)
    assert isinstance(pilot.app, ConsoleApp)
    await fill(pilot.app.workspace, *past)
    await pilot.press("8")
    await shows(pilot, f"this account · {len(past)}")


async def _list(pilot: "Pilot[str]") -> None:
    await at_activity(pilot, *PAST)
    await shows(pilot, "set webhook")


async def _detail(pilot: "Pilot[str]") -> None:
    await _list(pilot)
    await pilot.press("enter")
    await shows(pilot, '"max_parallel": 10')


async def _refused(pilot: "Pilot[str]") -> None:
    await _list(pilot)
    await pilot.press("b", "enter")
    await shows(pilot, "code 1607")


async def _everybody(pilot: "Pilot[str]") -> None:
    await _list(pilot)
    assert isinstance(pilot.app, ConsoleApp)
    await fill(pilot.app.workspace, PAST[0], PAST[3], account="Harbour Cycles")
    await pilot.press("o")
    await shows(pilot, "all accounts · 9")
    await pilot.press("down", "down")


async def _empty(pilot: "Pilot[str]") -> None:
    await at_activity(pilot)


async def _again(pilot: "Pilot[str]") -> None:
    await _list(pilot)
    assert isinstance(pilot.app, ConsoleApp)
    later = (0.1, "webhook/delete", *PAST[-1][2:8], {"url": HOOK}, {"status": "success"})
    await fill(pilot.app.workspace, later)
    await pilot.press("r")
    await shows(pilot, "delete webhook")
    await pilot.press("t")
    await shows(pilot, "It would be undone")


async def _hostile(pilot: "Pilot[str]") -> None:
    evil: dict[str, Any] = {HOSTILE: [HOSTILE, {"x": HOSTILE}]}
    await at_activity(
        pilot,
        (1.0, "webhook/set", HOSTILE * 4, "refused", 999_999, 999, 10**9, HOSTILE, evil, evil),
        (0.5, "email/subscribe", f"\n\n{HOSTILE}", "unknown", None, None, 0, "", evil, None),
    )
    await pilot.press("down", "enter")
    await shows(pilot, "999999")


async def _channels(pilot: "Pilot[str]") -> None:
    await shows(pilot, "Last sends")
    assert isinstance(pilot.app, ConsoleApp)
    request = {"message": {"receivers": [{"name": "Me", "Connector": "page"}], "parts": []}}
    answer = {"Status": {"page": {"status": 418, "info": "Expired"}}}
    uri = {"name": "page", "uri": "facebook://••••n4u8@facebook.com"}
    past: tuple[Past, ...] = (
        (3.0, "connection/add", "page", "done", None, 200, 960, "", uri, {"status": 200, "info": "OK"}),
        (1.0, "message/send", "1 receiver on page: Hello", "refused", 418, 200, 733, "", request, answer),
    )
    await fill(pilot.app.workspace, *past, account="Shop", service="unification")
    await pilot.press("8")
    await shows(pilot, "add connection")
    await pilot.press("down", "enter")
    await shows(pilot, "not whole")


async def fill_list(
    workspace: Workspace, many: int, refused: tuple[int, ...], unknown: tuple[int, ...]
) -> None:
    """Keep the calls of one list of addresses."""
    rest = Exchanged(URL, {"address": "x"}, True, None)
    for number in range(many):
        result: Result = "refused" if number in refused else "unknown" if number in unknown else "done"
        what, at = f"{number}@example.com", NOON - timedelta(minutes=5, seconds=many - number)
        facts = Facts(at, "ACME Mail", "unione", "unsubscribed/set", what, result, None, 200, 8, "", "one")
        await Activity(workspace._database).add(facts, rest)


async def _of_list(pilot: "Pilot[str]") -> None:
    await at_activity(pilot, *PAST)
    assert isinstance(pilot.app, ConsoleApp)
    await fill_list(pilot.app.workspace, 120, refused=(7, 8), unknown=(9, 118))
    await FoldedActivity(pilot.app.workspace._database).settle("one", "118@example.com", "not done")
    await pilot.press("r", "g")
    await shows(pilot, "unsubscribe 120")


async def _in_list(pilot: "Pilot[str]") -> None:
    await _of_list(pilot)
    await pilot.press("enter")
    await shows(pilot, "one list")
    await pilot.press("down")
    await shows(pilot, "118@example.com")


async def _kinds(pilot: "Pilot[str]") -> None:
    await _list(pilot)
    await pilot.press("f")
    await shows(pilot, "all kinds")


async def _times(pilot: "Pilot[str]") -> None:
    await _list(pilot)
    await pilot.press("D", *"2026-06-14")
    await shows(pilot, "on 2026-06-14")


def _user() -> Workspace:
    return channels_workspace("Shop")


def _read_only() -> Workspace:
    return demo_workspace({"ACME Mail": demo_account(read_only=True)})


ACTIVITY_SCENES: Final = (
    Scene("activity", _list),
    Scene("activity-detail", _detail),
    Scene("activity-refused", _refused),
    Scene("activity-all-accounts", _everybody),
    Scene("activity-empty", _empty),
    Scene("activity-again", _again),
    Scene("activity-hostile", _hostile),
    Scene("activity-of-list", _of_list),
    Scene("activity-in-list", _in_list),
    Scene("activity-kinds", _kinds),
    Scene("activity-times", _times),
    Scene("activity-channels", _channels, _user),
    Scene("activity-read-only", _list, _read_only),
)
"""Every state of Activity."""
