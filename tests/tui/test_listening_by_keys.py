"""Listening by keys alone, on a sandbox that sends and calls over real sockets."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx
import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.console import demo_account, demo_console
from tests.listen_scenes import call, event
from tests.sandbox.running import KEY, Running, running
from tests.tui.driving import paste, screen_text, shows, until
from ue_console.models.account import Account, KeyKind
from ue_console.models.secret import Secret
from ue_console.services.connect import Connector
from ue_console.services.workspace import Workspace
from ue_console.store.config import Config, ConfigFile
from ue_console.store.database import Database
from ue_console.store.paths import Paths
from ue_console.store.secrets import Keys
from ue_console.tui.app import ConsoleApp
from ue_console.tui.screens import listen_runs

WIDE = (120, 36)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    """A sandbox that makes real calls."""
    with running() as found:
        yield found


def workspace_on(
    sandbox: Running,
    *more: Account,
    keys: dict[str, Secret] | None = None,
    paths: Paths | None = None,
    at: str = "",
) -> Workspace:
    """A console's services on the sandbox: the account, and accounts beside it; ``at`` another URL of it."""
    base = f"{at or sandbox.url}/en/transactional/api/v1"
    accounts = [demo_account().model_copy(update={"base_url": base})]
    accounts += [account.model_copy(update={"base_url": base}) for account in more]
    config = ConfigFile(None)
    config.save(Config(accounts=accounts, last_account="ACME Mail"))
    held = {account.name: Secret(KEY) for account in accounts} | (keys or {})
    return Workspace(config, Keys.in_memory(held), Database(None), Connector(), paths=paths)


@asynccontextmanager
async def listening(workspace: Workspace) -> AsyncIterator["Pilot[str]"]:
    """The console, listening at any port: several tests run side by side."""
    await workspace.listening.start(workspace.account, 0)
    async with demo_console(workspace).run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "Last sends from this console")
        await pilot.press("5")
        await shows(pilot, "Press n to set one.")
        await pilot.press("l")
        await shows(pilot, "Nothing has arrived yet.")
        yield pilot


def text(pilot: "Pilot[str]") -> str:
    assert isinstance(pilot.app, ConsoleApp)
    return screen_text(pilot.app)


def urls(sandbox: Running) -> list[str]:
    return [each["url"] for each in sandbox.ok("webhook/list")["objects"]]


async def register(pilot: "Pilot[str]", url: str) -> None:
    """Set the webhook by keys."""
    await pilot.press("R")
    await shows(pilot, "Set a webhook with which URL?")
    await pilot.press("ctrl+u")
    await paste(pilot, url)
    await pilot.press("enter")
    await shows(pilot, "put back at the end")


async def test_a_send_is_watched_and_the_webhook_goes_with_the_listening(sandbox: Running) -> None:
    workspace = workspace_on(sandbox)
    async with listening(workspace) as pilot:
        url = f"{workspace.listening.url}/unione"
        await register(pilot, url)
        assert urls(sandbox) == [url]
        await pilot.press("1")
        await shows(pilot, "Webhooks    ●")
        people = [{"email": "ann@example.com"}, {"email": "err_mailbox_full@example.com"}]
        sandbox.send(recipients=people, body={"html": '<a href="https://acme.example/x">x</a>'})
        await pilot.press("5")
        await shows(pilot, "● clicked")
        await shows(pilot, "https://acme.example/x")
        await shows(pilot, "◐ soft bounce")
        await shows(pilot, "the mailbox is full")
        assert "✗" not in text(pilot)
        await pilot.press("x")
        await shows(pilot, "Stop listening?")
        await pilot.press("escape")
        assert urls(sandbox) == [url]
        await pilot.press("x", "y")
        await shows(pilot, "Not listening")
        assert urls(sandbox) == []
        await shows(pilot, "is removed.")
        assert "◂●" not in text(pilot)


async def test_a_quit_asks_and_takes_the_webhook_back(sandbox: Running) -> None:
    workspace = workspace_on(sandbox)
    async with listening(workspace) as pilot:
        await register(pilot, f"{workspace.listening.url}/quit")
        await pilot.press("q")
        await shows(pilot, "The console listens to webhooks of ACME Mail")
        await pilot.press("escape")
        assert len(urls(sandbox)) == 1
        await pilot.press("q", "y")
    assert urls(sandbox) == []


async def test_it_goes_on_for_its_account_while_another_one_is_worked_as(sandbox: Running) -> None:
    made = sandbox.project("Shop")
    shop = demo_account(name="Shop").model_copy(
        update={"key_kind": KeyKind.PROJECT, "parent": "ACME Mail", "project_id": made.id}
    )
    workspace = workspace_on(sandbox, shop, keys={"Shop": Secret(made.key)})
    async with listening(workspace) as pilot:
        await shows(pilot, "for ACME Mail and 1 project")
        await pilot.press("a")
        await shows(pilot, "Switch to which account?")
        await paste(pilot, "shop")
        await pilot.press("enter")
        await shows(pilot, "ACME Mail › Shop")
        await shows(pilot, "Webhooks    ●")
        await pilot.press("5")
        await shows(pilot, "Press n to set one.")
        await pilot.press("l")
        await shows(pilot, "for ACME Mail and 1 project")
        await pilot.press("R")
        await shows(pilot, "It listens for ACME Mail; press a")
        async with httpx.AsyncClient() as client:
            signed = call(event("delivered"), key=Secret(made.key))
            assert (await client.post(workspace.listening.url, content=signed)).status_code == 200
        await shows(pilot, "✓ good: the key of Shop fits")


async def test_a_read_only_account_registers_nothing(sandbox: Running) -> None:
    workspace = workspace_on(sandbox)
    workspace.accounts.read_only = True
    async with listening(workspace) as pilot:
        await pilot.press("R")
        await shows(pilot, "is read-only here, so “register” is off")
        assert "reaches http://" in text(pilot)
        assert "R sets a webhook" not in text(pilot)
        assert urls(sandbox) == []


def offers(pilot: "Pilot[str]") -> bool:
    """Whether the field with the focus holds a port that typing replaces."""
    field = pilot.app.focused
    return isinstance(field, Input) and field.value != "" and field.selected_text == field.value


async def test_another_port_is_asked_for_where_one_is_taken(
    sandbox: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = workspace_on(sandbox)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(listen_runs, "PORT", port)
        async with listening(workspace) as pilot:
            await pilot.press("x")
            await shows(pilot, "Not listening. l listens")
            await pilot.press("l")
            await shows(pilot, f"Port {port} of 127.0.0.1 is in use.")
            offered = pilot.app.screen.query_one(Input).value
            assert port < int(offered) <= port + 20
            await shows(pilot, f"{offered} is the next free one")
            for typed in ("x", "84268471"):
                await until(pilot, lambda: offers(pilot), "the port that is offered can be typed over")
                await pilot.press(*typed)
                await until(
                    pilot, lambda: pilot.app.screen.query_one(Input).value in ("x", "84268471"), typed
                )
                await pilot.press("enter")
                await shows(pilot, "This is no port; type a number from 1 to 65535, or 0.")
                await shows(pilot, "and 0 takes any")
            assert workspace.listening.url == ""
            await pilot.press("enter")
            await shows(pilot, "Nothing has arrived yet.")
            found = int(workspace.listening.url.rpartition(":")[2])
            assert found > port
            assert str(found) in text(pilot)
