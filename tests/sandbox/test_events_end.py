"""The sandbox ends while it tells of events: soon, and without a word."""

import gc

import httpx
import pytest

from tests.sandbox.command import start, wait_ready
from tests.sandbox.webhook_handler import QUICK, handling, hook, living, people
from ue_console.models.unione.webhook import EMAIL_STATUSES
from ue_console.sandbox.options import DEFAULT_KEY


@pytest.mark.parametrize("clock", ["fast", "real"])
def test_the_command_ends_while_a_handler_makes_it_wait(clock: str) -> None:
    process = start("--seed", "empty", "--domain", "acme.example", "--webhook-check", "off", "--clock", clock)
    with handling() as handler, httpx.Client(headers={"X-API-KEY": DEFAULT_KEY}) as client:
        handler.gate.clear()
        url = f"{wait_ready(process)}/en/transactional/api/v1"
        webhook = {"url": handler.url, "events": {"email_status": list(EMAIL_STATUSES)}}
        assert client.post(f"{url}/webhook/set.json", json=webhook).status_code == 200
        body = {
            "from_email": "shop@acme.example",
            "subject": "x",
            "body": {"html": "x"},
            "recipients": people("ann@example.com"),
        }
        assert client.post(f"{url}/email/send.json", json={"message": body}).status_code == 200
        if clock == "fast":
            handler.wait(1)
        process.terminate()
        assert process.communicate(timeout=10) == ("", "")
    assert process.returncode == 0


def test_a_thread_ends_while_calls_are_under_way(capfd: pytest.CaptureFixture[str]) -> None:
    with handling() as handler:
        handler.gate.clear()
        with living(QUICK) as sandbox:
            hook(sandbox, handler.url, single_event=1)
            hook(sandbox, f"{sandbox.url}/_sandbox/mail")
            sandbox.send(recipients=people(*(f"u{number}@example.com" for number in range(50))))
            handler.wait(10)
        gc.collect()
        assert capfd.readouterr() == ("", "")
