"""A webhook that a killed listener left: told on Home and in Webhooks, and put back by the next listening."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.console import demo_console
from tests.sandbox.running import Running, running
from tests.tui.driving import screen_text, shows, until
from tests.tui.test_listening_by_keys import urls, workspace_on
from ue_console.services.connect import Connector
from ue_console.services.registering import Registration
from ue_console.services.workspace import Workspace
from ue_console.store.database import Database
from ue_console.store.paths import Paths
from ue_console.store.registrations import Record
from ue_console.tui.screens import listen_runs

URL = "http://127.0.0.1:8425/killed"
NARROW = (80, 24)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    """A sandbox that makes real calls, but does not ask handlers first."""
    with running(webhook_check=False) as found:
        yield found


@pytest.fixture
async def workspace(sandbox: Running, tmp_path: Path) -> AsyncIterator[Workspace]:
    """A console with files of its own, where listeners beside it tell what they have set."""
    paths = Paths(tmp_path / "config", tmp_path / "state")
    yield workspace_on(sandbox, paths=paths)


async def registered(workspace: Workspace) -> Record:
    """What a listener beside the console notes that has set its webhook."""
    folder = workspace.listening.kept.paths.listening_dir
    registration = Registration(workspace.webhooks(), workspace.account, folder, URL)
    await registration.begin()
    assert registration._record
    return registration._record


async def test_home_and_webhooks_tell_of_it_until_it_is_put_back(
    sandbox: Running, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listen_runs, "PORT", 0)
    (await registered(workspace)).close()  # as kill -9 does: only the lock is given away
    assert urls(sandbox) == [URL]
    app = demo_console(workspace)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await shows(pilot, f"5  ! Left by an earlier listener: {URL}")
        await shows(pilot, "5!")
        await pilot.press("5")
        await shows(pilot, "! left")
        await pilot.press("9")
        await shows(pilot, "5!")
        await pilot.press("5", "enter")
        await shows(pilot, "by an earlier listener; l puts it back")
        await pilot.press("escape", "l")
        await shows(pilot, "An earlier listener had left a webhook.")
        assert urls(sandbox) == []
        await pilot.press("escape")
        await shows(pilot, "Press n to set one.")
        await pilot.press("1")
        await shows(pilot, "The console listens to webhooks of ACME Mail")
        await until(pilot, lambda: "Left by a killed" not in screen_text(app), "no need any more")


async def test_a_run_that_is_read_only_says_how_to_put_it_back(
    sandbox: Running, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listen_runs, "PORT", 0)
    record = await registered(workspace)
    record.close()
    await workspace.accounts.aclose()
    reading = Workspace(
        workspace.config_file,
        workspace._keys,
        Database(None),
        Connector(read_only=True),
        paths=workspace._paths,
    )
    reading.accounts.read_only = True
    async with demo_console(reading).run_test(size=(120, 36), notifications=True) as pilot:
        await shows(pilot, "Last sends from this console")
        await pilot.press("5")
        await shows(pilot, "! left")
        await pilot.press("l")
        app = pilot.app
        await until(pilot, lambda: any("not put back" in told.message for told in app._notifications), "told")
        said = " ".join(told.message for told in app._notifications)
        assert f"The webhook {URL} that an earlier listener left is not put back yet." in said
        assert "without --read-only" in said
        assert "off in Accounts" not in said
    sandbox.ok("webhook/delete", {"url": URL})


async def test_a_list_that_was_read_before_the_kill_tells_of_it_too(
    sandbox: Running, workspace: Workspace
) -> None:
    record = await registered(workspace)
    async with demo_console(workspace).run_test(size=NARROW) as pilot:
        await shows(pilot, "Last sends from this console")
        await pilot.press("5")
        await shows(pilot, "● for now")
        await pilot.press("1")
        await shows(pilot, "✓ Nothing")
        record.close()
        await pilot.press("5")
        await shows(pilot, "! left")
        await pilot.press("1")
        await shows(pilot, "5  ! Left by an earlier listener")
