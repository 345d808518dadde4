"""A console that listens with a webhook of its own, and is told to end from outside."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.silent_line import Line, line_to
from tests.sandbox.running import KEY, Running, running
from tests.terminal.pty_console import PATIENCE, PtyConsole
from ue_console.models.account import Account, Environment, KeyHome
from ue_console.store.config import Config, ConfigFile


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    with running() as found:
        yield found


@pytest.fixture
def line(sandbox: Running) -> Iterator[Line]:
    """A way to it that can fall silent."""
    with line_to(sandbox.url) as found:
        yield found
    for url in urls(sandbox):
        sandbox.ok("webhook/delete", {"url": url})


def at_home(home: Path, sandbox: Running | Line) -> dict[str, str]:
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
        console.shows(re.escape("An earlier listener had left a webhook."))
        console.shows("is removed")
    assert urls(sandbox) == []


def test_a_quit_waits_for_the_service_on_the_screen_and_a_second_one_ends_at_once(
    tmp_path: Path, sandbox: Running, line: Line
) -> None:
    with PtyConsole(tmp_path, env=at_home(tmp_path, line)) as console:
        url = listen_and_register(console)
        line.silent.set()
        console.press("q")
        console.shows("Quit all the same")
        console.press("y")
        console.shows("Quitting …")
        console.shows("The service has 10 s to take the webhook back.")
        assert line.asked.wait(PATIENCE)
        console.press("esc", "q")
        assert console.ended() == 1
        told = console.text.replace("\n", "")  # a blank at the end of a line is not told
    assert f"The webhook {url} may still be set at the service: the service gave no answer." in told
    assert f"ue-console webhooks delete {url} --account" in told
    assert urls(sandbox) == [url]


def test_a_signal_while_the_service_is_silent_tells_what_is_left(
    tmp_path: Path, sandbox: Running, line: Line
) -> None:
    with PtyConsole(tmp_path, env=at_home(tmp_path, line)) as console:
        listen_and_register(console)
        line.silent.set()
        console.process.send_signal(signal.SIGTERM)
        console.shows("Quitting …")
        line.close()
        assert console.ended() == 128 + signal.SIGTERM
        told = console.text.replace("\n", "")
    assert "may still be set at the service" in told


def test_a_second_signal_while_the_service_is_silent_ends_at_once(
    tmp_path: Path, sandbox: Running, line: Line
) -> None:
    with PtyConsole(tmp_path, env=at_home(tmp_path, line)) as console:
        url = listen_and_register(console)
        line.silent.set()
        console.process.send_signal(signal.SIGTERM)
        console.shows("Quitting …")
        assert line.asked.wait(PATIENCE)
        while console.process.poll() is None:
            console.process.send_signal(signal.SIGTERM)
            console.pump(0.1)
        assert console.ended() == 128 + signal.SIGTERM
        told = console.text.replace("\n", "")
    # Who waits to the end is told how long that was.
    assert f"The webhook {url} may still be set at the service: the service gave no answer." in told
    assert f"ue-console webhooks delete {url} --account" in told
    assert urls(sandbox) == [url]


def test_two_signals_close_together_are_one(tmp_path: Path, sandbox: Running) -> None:
    with PtyConsole(tmp_path, env=at_home(tmp_path, sandbox)) as console:
        listen_and_register(console)
        console.process.send_signal(signal.SIGTERM)
        console.process.send_signal(signal.SIGHUP)
        assert console.ended() in (128 + signal.SIGTERM, 128 + signal.SIGHUP)
    assert urls(sandbox) == []
