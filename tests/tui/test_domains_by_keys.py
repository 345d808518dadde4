"""Domains by keys alone: registered, looked up, validated, watched until mail can be sent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from textual.pilot import Pilot

from tests.console import NOON, demo_console
from tests.domain_console import domain_workspace
from tests.domain_scenes import told
from tests.tui.driving import opened, paste, screen_text, shows, until
from ue_console.resolver import servers
from ue_console.sandbox.events.clock import Clock
from ue_console.services.domains.desk import DomainDesk
from ue_console.services.workspace import Workspace
from ue_console.store.activity import Activity, Sought
from ue_console.store.database import Database
from ue_console.store.watches import Watches
from ue_console.tui.app import ConsoleApp
from ue_console.tui.screens.domains import DomainsScreen
from ue_console.tui.widgets.text_view import TextView

NARROW: Final = (80, 24)
SLOW: Final = Clock(publish=60.0, check=0.0, recheck=3_600.0, span=0.0)
"""The verification record stands a minute after the registration, DKIM after two."""


class Time:
    """A clock that only watches move on."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        assert self.at < NOON + timedelta(days=1), "the watch never ends"
        await asyncio.sleep(0.01)


def hasty(clock: Clock, *, read_only: bool = False) -> Workspace:
    """The demo, whose watches wait for nothing."""
    time = Time()
    workspace = domain_workspace(clock=clock, now=time.now, read_only=read_only)
    workspace.domain_desk = DomainDesk(
        workspace.accounts,
        workspace._database,
        workspace.config_file,
        time.now,
        workspace._dns,
        sleep=time.sleep,
    )
    return workspace


@asynccontextmanager
async def at_domains(workspace: Workspace, first: str = "shop.acme.example") -> AsyncIterator["Pilot[str]"]:
    """The console at its domains."""
    async with demo_console(workspace).run_test(size=NARROW, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("4")
        await shows(pilot, first)
        yield pilot


def text(pilot: "Pilot[str]") -> str:
    assert isinstance(pilot.app, ConsoleApp)
    return screen_text(pilot.app)


async def methods(workspace: Workspace) -> list[str]:
    """What was changed at the service, oldest first."""
    await workspace.recorder.drain()
    entries = await Activity(workspace._database).newest(Sought(), 50)
    return [entry.facts.method for entry in reversed(entries)]


async def test_a_domain_is_registered_published_and_watched_until_mail_can_be_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace = hasty(SLOW)
    rung: list[bool] = []
    async with at_domains(workspace) as pilot:
        monkeypatch.setattr(pilot.app, "bell", lambda: rung.append(True))
        await pilot.press("n")
        await shows(pilot, "Register a domain")
        await paste(pilot, "shop@new.example")
        await pilot.press("enter")
        await shows(pilot, "is an address")
        await pilot.press("ctrl+u")
        await paste(pilot, "New.Example.")
        await pilot.press("enter")
        await shows(pilot, "Publish the verification record: a TXT record at @.")
        await pilot.press("w")
        await shows(pilot, "Watched until mail can be sent: new.example.")
        await shows(pilot, "█ Ready")
        await shows(pilot, "✓ Mail can be sent; publish a DMARC record too")
        assert rung == [True]
        await pilot.press("escape")
        await until(pilot, lambda: "4◂◷" not in text(pilot), "no watch in the rail")
        row = next(line for line in text(pilot).splitlines() if "▸" in line)
        assert "● confirmed    ● active    ✓ ready" in row
        assert await methods(workspace) == [
            "domain/get-dns-records",
            "domain/validate-verification-record",
            "domain/validate-dkim",
        ]


async def test_what_the_service_would_not_find_is_validated_only_when_asked() -> None:
    workspace = domain_workspace()
    async with at_domains(workspace) as pilot:
        await pilot.press("down", "down", "V")
        await shows(pilot, "Validate news.acme.example all the same?")
        await pilot.press("enter")
        await until(pilot, lambda: "all the same?" not in text(pilot), "cancelled")
        assert await methods(workspace) == []
        await pilot.press("V")
        await shows(pilot, "Validate news.acme.example all the same?")
        await pilot.press("y")
        await shows(pilot, "code 118")
        assert await methods(workspace) == ["domain/validate-verification-record"]
        await pilot.press("up", "up", "V")
        await shows(pilot, "nothing is left to validate")


async def test_all_that_is_marked_is_validated() -> None:
    workspace = domain_workspace()
    async with at_domains(workspace) as pilot:
        await pilot.press("space", "space", "space", "home", "V")
        await shows(pilot, "Validate 2 domains all the same?")
        await shows(pilot, "wanted of mail.acme.example")
        await pilot.press("escape")
        assert await methods(workspace) == []


async def test_what_stands_in_dns_is_validated_at_once() -> None:
    workspace = domain_workspace()
    async with at_domains(workspace) as pilot:
        await pilot.press("n")
        await shows(pilot, "Register a domain")
        await paste(pilot, "new.example")
        await pilot.press("ctrl+s")
        await shows(pilot, "validate the domain.")
        await pilot.press("V")
        await shows(pilot, "The service looks for the verification")
        await pilot.press("r", "escape")
        await until(pilot, lambda: "unconfirmed  ○ inactive  ✓ ready" not in text(pilot), "both are done")


async def test_each_notation_is_copied_with_one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []

    def copy(_app: object, text: str, _what: str) -> str:
        copied.append(text)
        return "Copied."

    monkeypatch.setattr("ue_console.tui.clipboard.copy", copy)
    async with at_domains(domain_workspace()) as pilot:
        await pilot.press("p")
        await shows(pilot, "Records of acme.example")
        await shows(pilot, "unione.io mx ~all")
        await pilot.press("y", "down", "y", "Y")
        await until(pilot, lambda: len(copied) == 3, "three copies")
        assert copied[:2] == ["@", "unione-validate-hash=505a5bd07015a6b23c7ff5159e7d3f69"]
        assert [line.split()[0] for line in copied[2].splitlines()] == ["@", "us._domainkey", "@", "_dmarc"]
        await pilot.press("escape")
        await shows(pilot, "✓ ready")
        await pilot.press("y")
        await until(pilot, lambda: copied[-1] == "acme.example", "the name")


async def test_read_only_changes_nothing_and_watches_all_the_same() -> None:
    workspace = hasty(SLOW, read_only=True)
    async with at_domains(workspace) as pilot:
        await pilot.press("n")
        await shows(pilot, "read-only")
        pilot.app.clear_notifications()
        await pilot.press("down", "down", "V")
        await shows(pilot, "read-only")
        pilot.app.clear_notifications()
        await pilot.press("w")
        await shows(pilot, "read-only: nothing")
        await shows(pilot, "✗ missing ◷")
        await pilot.press("w")
        await shows(pilot, "No longer watched: news.acme.example.")
        assert await methods(workspace) == []


async def test_a_watch_that_a_read_only_run_leaves_is_told_so() -> None:
    workspace = hasty(SLOW)
    workspace.accounts.read_only = True
    async with at_domains(workspace) as pilot:
        await pilot.press("down", "down", "w")
        await until(
            pilot,
            lambda: any("goes on and validates" in each.message for each in pilot.app._notifications),
            "what becomes of the watch",
        )
        assert await methods(workspace) == []


async def test_a_watch_goes_on_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    async with at_domains(domain_workspace(database=Database(path))) as pilot:
        await pilot.press("down", "space", "space", "w")
        await shows(pilot, "Watched until mail can be sent: 2 domains.")
        await shows(pilot, "4◂◷")
    database = Database(path)
    assert [row.domain for row in await Watches(database).list("ACME Mail")] == [
        "mail.acme.example",
        "news.acme.example",
    ]
    workspace = domain_workspace(database=database)
    async with demo_console(workspace).run_test(size=NARROW) as pilot:
        await opened(pilot)
        await until(
            pilot,
            lambda: any(line[:1] == "4" and "◷" in line[:4] for line in text(pilot).splitlines()),
            "the mark in the rail",
        )
        watching = workspace.domain_desk.watching
        await until(pilot, lambda: watching.runs(workspace.account), "the watch")


async def test_a_watch_begun_by_another_console_is_seen_at_the_next_refresh() -> None:
    workspace = domain_workspace()
    async with at_domains(workspace) as pilot:
        await Watches(workspace._database).add("ACME Mail", "news.acme.example", NOON)
        await pilot.press("r")
        await shows(pilot, "4◂◷")
        await until(
            pilot,
            lambda: any("news.acme" in line and "◷" in line for line in text(pilot).splitlines()),
            "its row says so",
        )


async def test_what_a_key_does_is_wrapped_below_its_words() -> None:
    async with at_domains(domain_workspace()) as pilot:
        await pilot.press("question_mark")
        await shows(pilot, "Look every 5 to 10 minutes")
        view = pilot.app.screen.query_one("#keys", TextView)
        lines = [view.render_line(number).text for number in range(view.size.height)]
        begun = next(number for number, line in enumerate(lines) if "Look every 5" in line)
        assert lines[begun + 1][:11].isspace()
        assert lines[begun + 1].strip() == "that"


async def test_without_a_resolver_the_list_still_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "SYSTEM_FILE", tmp_path / "resolv.conf")
    monkeypatch.setattr(servers.of_system, "__defaults__", (tmp_path / "resolv.conf",))
    workspace = told([{"domain": "a.example"}, {"domain": "b.example"}])
    workspace.domain_desk = DomainDesk(
        workspace.accounts, workspace._database, workspace.config_file, workspace.now
    )
    async with demo_console(workspace).run_test(size=NARROW) as pilot:
        await shows(pilot, "Last sends from this console")
        await pilot.press("4")
        await shows(pilot, "b.example")
        await pilot.press("enter")
        await shows(pilot, "The system has no DNS resolver")
        await shows(pilot, "Press t to ask again.")
        await pilot.press("escape", "down")
        await until(pilot, lambda: "▸  b.example" in text(pilot), "the other domain")


async def test_five_thousand_domains_are_read_filtered_and_sorted() -> None:
    workspace = told([{"domain": f"shop{n:04d}.example.com"} for n in range(5_000)])
    async with demo_console(workspace).run_test(size=NARROW) as pilot:
        await shows(pilot, "Last sends from this console")
        await pilot.press("4")
        await shows(pilot, "5,000")
        await pilot.press("slash", *"4999")
        await shows(pilot, "1 of 5,000")
        screen = pilot.app.screen
        assert isinstance(screen, DomainsScreen)
        assert screen.current is not None
        assert screen.current.domain == "shop4999.example.com"


async def test_another_domains_detail_is_read_from_its_beginning() -> None:
    async with at_domains(domain_workspace()) as pilot:
        await pilot.press("enter")
        await shows(pilot, "asked")
        view = pilot.app.screen.query_one("#domain", TextView)
        await pilot.press("pagedown")
        await until(pilot, lambda: view.scroll_offset.y > 0, "further down")
        await pilot.press("escape", "down", "enter")
        await shows(pilot, "Replace the TXT record")
        assert view.scroll_offset.y == 0
        await pilot.press("pagedown", "t")
        await until(pilot, lambda: view.scroll_offset.y > 0, "the same domain keeps its place")
