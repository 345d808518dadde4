"""The usage in the top line follows what is sent: from here behind the screens, and elsewhere as heard."""

from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest

from tests.console import DEMO_URL, NOON, demo_console, demo_workspace
from tests.listen_scenes import STRANGER, StillListener, call, deliver, event
from tests.tui.driving import opened, screen_text, shows, until
from tests.tui.test_safety import SIZE, Watched, at_the_question
from ue_console.errors import StateError
from ue_console.models.unione.event import STATUS_EVENT, Event
from ue_console.models.unione.signature import Verdict
from ue_console.sandbox.seed import load_demo
from ue_console.services.heard import Heard
from ue_console.services.listening_session import ListeningSession
from ue_console.services.reports import Report
from ue_console.tui.screens.sending import SendingScreen
from ue_console.tui.usage_news import EVERY, UsageNews


class Rig:
    """What listening heard, a clock, and how often the usage was asked for."""

    def __init__(self) -> None:
        self.rows: list[Heard] = []
        self.asked = 0
        self.now = 1000.0
        self.waiting: list[tuple[float, Callable[[], None]]] = []
        self.news = UsageNews(
            lambda: self.rows, self._ask, lambda *later: self.waiting.append(later), lambda: self.now
        )

    def hear(self, status: str, *, number: int | None = None, verdict: Verdict = Verdict.GOOD) -> None:
        """One more call."""
        counted = len(self.rows) + 1 if number is None else number
        at = datetime(2026, 6, 15, tzinfo=UTC)
        what = (Event(STATUS_EVENT, {"status": status}),)
        self.rows.insert(0, Heard(str(len(self.rows)), counted, at, verdict, "ACME", 0, "", what))
        self.news.told()

    def wait(self) -> None:
        """Let the time pass that something waits for."""
        [(seconds, then)] = self.waiting
        self.waiting.clear()
        self.now += seconds
        then()

    def _ask(self) -> None:
        self.asked += 1


def test_it_is_asked_at_once_and_then_once_a_minute() -> None:
    rig = Rig()
    rig.hear("sent")
    assert rig.asked == 1
    rig.now += 20
    for _ in range(3):
        rig.hear("sent")
    assert (rig.asked, [seconds for seconds, _ in rig.waiting]) == (1, [EVERY - 20])
    rig.wait()
    assert (rig.asked, rig.waiting) == (2, [])
    rig.now += EVERY
    rig.hear("sent")
    assert (rig.asked, rig.waiting) == (3, [])


def test_without_anything_new_nothing_is_asked() -> None:
    rig = Rig()
    rig.hear("sent")
    rig.hear("sent")
    rig.wait()
    for _ in range(3):
        rig.now += EVERY
        rig.news.told()
        rig.hear("opened")
    assert (rig.asked, rig.waiting) == (2, [])


@pytest.mark.parametrize("verdict", [Verdict.BAD, Verdict.MISSING])
def test_what_anybody_may_have_sent_asks_nothing(verdict: Verdict) -> None:
    rig = Rig()
    rig.hear("sent", verdict=verdict)
    rig.hear("sent", number=0, verdict=verdict)
    assert rig.asked == 0


async def test_what_listening_hears_renews_it_on_home_too() -> None:
    wire = Watched()
    workspace = demo_workspace(transport=wire)
    workspace.listening = ListeningSession(
        workspace.accounts, workspace._keys, None, workspace.now, listener=StillListener
    )
    app = demo_console(workspace)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("5")
        await shows(pilot, "▸ hooks.acme")
        await pilot.press("l")
        await shows(pilot, "Nothing has arrived yet.")
        before, asked = app.status.sent, wire.paths.count("system/info")
        assert before is not None
        await _send_elsewhere(wire)
        await deliver(pilot, call(event("delivered")), call(event("sent"), key=STRANGER))
        await shows(pilot, "2 calls")
        assert (app.status.sent, wire.paths.count("system/info")) == (before, asked)
        await pilot.press("1")
        await until(pilot, lambda: screen_text(app).count(f"{before:,} of 50,000") == 2, "both")
        await deliver(pilot, call(event("sent")))
        await until(pilot, lambda: screen_text(app).count(f"{before + 1:,} of 50,000") == 2, "both")
        assert wire.paths.count("system/info") == asked + 1


async def _send_elsewhere(wire: Watched) -> None:
    body = {"from_email": "hello@acme.example", "subject": "x", "body": {"plaintext": "x"}}
    async with httpx.AsyncClient(transport=wire) as client:
        answer = await client.post(
            f"{DEMO_URL}/en/transactional/api/v1/email/send.json",
            headers={"X-API-KEY": load_demo(NOON).key},
            json={"message": body | {"recipients": [{"email": "ann@example.com"}]}},
        )
    assert answer.status_code == 200, answer.text


async def test_a_send_that_ends_behind_the_screens_renews_it() -> None:
    wire = Watched()
    wire.gate.clear()
    app = demo_console(demo_workspace(transport=wire))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_the_question(pilot)
        await pilot.press("y")
        await until(pilot, lambda: "email/send" in wire.paths, "the request")
        before = app.status.sent
        assert before is not None
        await pilot.press("1")
        await shows(pilot, "Last sends from this console")
        wire.gate.set()
        await shows(pilot, f"{before + 2:,} of ")
        assert "Last sends from this console" in screen_text(app)


async def test_a_send_whose_end_cannot_be_kept_renews_it() -> None:
    wire = Watched()
    wire.gate.clear()
    app = demo_console(demo_workspace(transport=wire))

    async def full(report: Report) -> None:
        raise StateError("The disk is full.", "Make room.")

    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_the_question(pilot)
        before = app.status.sent
        assert before is not None
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, SendingScreen), "sending")
        screen = app.screen
        assert isinstance(screen, SendingScreen)
        screen._on_sent = full
        wire.gate.set()
        await shows(pilot, "The disk is full.")
        await shows(pilot, f"{before + 2:,} of ")
