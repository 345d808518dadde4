"""A console that listens with a webhook of its own, and is told to end from outside."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.running import KEY, Running, running
from tests.terminal.pty_console import PtyConsole
from ue_console.models.account import Account, Environment, KeyHome
from ue_console.store.config import Config, ConfigFile


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    with running() as found:
        yield found


def at_home(home: Path, sandbox: Running) -> dict[str, str]:
    """A config with one account in ``home``; the environment that leads there."""
    account = Account(
        name="Shop",
        base_url=f"{sandbox.url}/en/transactional/api/v1",
        environment=Environment.SANDBOX,
        key_home=KeyHome.ENVIRONMENT,
        key_variable="UE_LISTEN_KEY",
    )
    ConfigFile(home / "config" / "ue-console" / "config.toml").save(
        Config(accounts=[account], last_account=account.name)
    )
    return {
        "UE_LISTEN_KEY": KEY,
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
    }


def urls(sandbox: Running) -> list[str]:
    return [each["url"] for each in sandbox.ok("webhook/list")["objects"]]


def listen_and_register(console: PtyConsole) -> str:
    """Set a webhook by keys; returns its URL."""
    console.shows("Last sends from this console")
    console.press("5")
    console.shows("Press n to set one")
    console.press("l")
    console.shows("Nothing has arrived yet|at which port")
    if "which port" in console.text:
        console.press("\x15", "0", "enter")
    url = console.shows(r"Listening at (http://127\.0\.0\.1:\d+)")[1] + "/hook"
    console.press("R")
    console.shows("with which URL")
    console.press("\x15", url, "enter")
    console.shows("put back at the end")
    return url


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_no_webhook_behind(tmp_path: Path, sandbox: Running, number: signal.Signals) -> None:
    with PtyConsole(tmp_path, env=at_home(tmp_path, sandbox)) as console:
        url = listen_and_register(console)
        assert urls(sandbox) == [url]
        console.process.send_signal(number)
        assert console.ended() == 128 + number
    assert urls(sandbox) == []


def test_what_a_killed_console_leaves_the_next_one_puts_back(tmp_path: Path, sandbox: Running) -> None:
    env = at_home(tmp_path, sandbox)
    with PtyConsole(tmp_path, env=env) as console:
        url = listen_and_register(console)
        console.kill()
    assert urls(sandbox) == [url]
    with PtyConsole(tmp_path, env=env) as console:
        console.shows("Last sends from this console")
        console.press("5")
        console.shows("/hook")
        console.press("l")
        console.shows("Nothing has arrived yet|at which port")
        if "which port" in console.text:
            console.press("\x15", "0", "enter")
        console.shows(re.escape("A listener that was killed had set a webhook."))
        console.shows("is removed")
    assert urls(sandbox) == []
