"""``webhooks listen --register`` ends soon, and says what is left, where the service falls silent."""

import asyncio
import signal
from pathlib import Path
from typing import Final

import pytest

from tests.cli.doctoring import Machine
from tests.cli.silent_line import Line
from tests.cli.test_webhooks_ended import URL, hooks
from tests.cli.webhooks_command import listening
from tests.sandbox.running import Running
from ue_console.cli import webhooks_registered as module
from ue_console.cli.signals import Signals
from ue_console.errors import ConsoleError
from ue_console.models.account import Account
from ue_console.models.unione.webhook import Webhook, WebhookSettings
from ue_console.services import taking_back
from ue_console.services.listening.values import Totals
from ue_console.services.registering import Registration
from ue_console.services.webhooks import Webhooks

COMMAND: Final = f"ue-console webhooks delete {URL} --account 'ACME Mail'"


def test_a_second_signal_ends_it_at_once_with_the_command_that_removes_it(
    machine: Machine, sandbox: Running, line: Line
) -> None:
    with listening(machine, "--register", URL) as found:
        found.says("is set for the time of listening")
        line.silent.set()
        found.process.send_signal(signal.SIGTERM)
        found.says("it has 10 s, and SIGTERM again ends at once")
        code, told = found.ended(signal.SIGTERM)
    assert code == 1
    assert f"The webhook {URL} may still be set at the service" in told
    assert COMMAND in told
    assert told.endswith("No call came.\nEnded at once.\n")
    assert len(hooks(sandbox)) == 1
    line.silent.clear()
    with listening(machine) as found:
        found.says(f"An earlier listener had left a webhook. The webhook {URL} is removed.")
        assert found.ended()[0] == 0
    assert hooks(sandbox) == []


def test_a_signal_while_it_is_being_set_is_heard(machine: Machine, sandbox: Running, line: Line) -> None:
    line.silent.set()
    with listening(machine, "--register", URL) as found:
        assert line.asked.wait(20)
        assert found.ended(signal.SIGTERM)[0] == 0
    assert hooks(sandbox) == []


class Silent(Webhooks):
    """A service that keeps what it is told, and falls silent."""

    def __init__(self, before: Webhook | None = None) -> None:
        self.before = before
        self.silent = False

    async def check_url(self, url: str, *, kept: bool = False) -> None:
        """It holds no key."""

    async def get(self, url: str) -> Webhook | None:
        if self.silent:
            await asyncio.Event().wait()
        return self.before

    async def save(self, settings: WebhookSettings) -> Webhook:
        return Webhook(url=settings.url)


@pytest.mark.parametrize(
    ("before", "told"), [(None, COMMAND), (Webhook(url=URL), "puts it back as it was before")]
)
async def test_the_service_has_a_short_time_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: Webhook | None, told: str
) -> None:
    monkeypatch.setattr(taking_back, "MOST", 0.01)
    service, account = Silent(before), Account(name="ACME Mail", base_url="https://example.com")
    registration = Registration(service, account, tmp_path, URL)
    with pytest.raises(ConsoleError, match=r"the service gave no answer within 0.01 s") as raised:
        async with module.registered(registration, Totals, Signals()):
            service.silent = True
    assert told in str(raised.value)
    assert len(list(tmp_path.glob("*.json"))) == 1
