"""A command that waits says for what."""

import argparse
import asyncio
from collections.abc import Callable
from types import ModuleType

import pytest

from tests.cli.doctoring import Machine
from tests.cli.silent_line import line_to
from tests.sandbox.webhook_handler import living
from tests.terminal.machine import environment
from ue_console.cli import domains_check, domains_list, domains_records, domains_watch, waiting
from ue_console.models.account import Account


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said, at once."""
    said: list[str] = []
    monkeypatch.setattr(waiting, "SLOW", 0.0)
    monkeypatch.setattr(waiting, "say", said.append)
    return said


async def test_only_a_long_wait_is_told(told: list[str]) -> None:
    with waiting.waiting_for("DNS"):
        pass
    await asyncio.sleep(0.01)
    assert told == []
    with waiting.waiting_for("DNS"):
        await asyncio.sleep(0.01)
    assert told == ["Waiting for DNS.\n"]


def test_a_service_is_called_by_its_host() -> None:
    account = Account(name="ACME", base_url="https://eu1.unione.io/en/transactional/api/v1")
    assert waiting.service_of(account) == "eu1.unione.io"


@pytest.mark.parametrize(
    ("module", "name", "besides"),
    [
        (domains_list, "run", ""),
        (domains_check, "run", ""),
        (domains_records, "run_records", ""),
        (domains_records, "run_register", ""),
        (domains_watch, "run", ", asked once a minute at the most, and DNS"),
    ],
)
def test_who_waits_for_a_mute_service_says_so(
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    told: list[str],
    module: ModuleType,
    name: str,
    besides: str,
) -> None:
    run: Callable[[argparse.Namespace], int] = getattr(module, name)
    with living() as sandbox, line_to(sandbox.url) as line:
        machine.account("ACME", line.url)
        for key, value in environment(machine.home, **machine.env).items():
            monkeypatch.setenv(key, value)
        line.silent.set()

        def say(text: str) -> None:
            told.append(text)
            for task in asyncio.all_tasks(asyncio.get_running_loop()):
                task.cancel()

        monkeypatch.setattr(waiting, "say", say)
        with pytest.raises(asyncio.CancelledError):
            run(_arguments())
        assert told == [f"Waiting for {line.url.removeprefix('http://')}{besides}.\n"]


def _arguments() -> argparse.Namespace:
    return argparse.Namespace(
        name="a.example",
        names=["a.example"],
        end=False,
        every=None,
        as_account=None,
        open_read_only=False,
        dns_server=None,
        json=False,
        notation=None,
    )
