"""No command on webhooks prints or keeps a key that a handler, or a stranger's call, has in it."""

import json

import httpx
import pytest

from tests.cli.doctoring import VARIABLE, Machine
from tests.cli.webhooks_command import handling, listening, webhooks
from tests.sandbox.running import KEY
from tests.terminal.machine import environment
from ue_console.cli.commands import run
from ue_console.models.secret import Secret
from ue_console.models.unione.signature import signed

NOWHERE = "http://127.0.0.1:1"
SAID = f"expected a digest with {KEY}\n".encode()
HINT = Secret(KEY).hint


@pytest.fixture
def known(machine: Machine) -> Machine:
    """A machine with one account."""
    machine.account("ACME", NOWHERE)
    return machine


@pytest.mark.parametrize("arguments", [[], ["--get"], ["--get", "--json"], ["--json"]])
def test_a_handler_that_says_its_key_is_shown_without(
    known: Machine,
    arguments: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment(known.home, **known.env).items():
        monkeypatch.setenv(name, value)
    with handling(said=SAID, status=403) as url:
        assert run(["webhooks", "ping", url, *arguments]) == 1
    out, err = capsys.readouterr()
    assert KEY not in out + err
    shown = json.loads(out)["body"] if "--json" in arguments else out
    assert f"with {HINT}" in shown


def test_without_its_key_at_hand_what_looks_like_one_is_dots(known: Machine) -> None:
    known.env = {}
    with handling(said=SAID) as url:
        done = webhooks(known, "ping", url, "--get")
    assert (done.returncode, f"with {HINT}" in done.stdout) == (0, True)


@pytest.mark.parametrize("arguments", [["webhooks", "list"], ["domains", "list"], ["doctor"]])
def test_without_its_key_a_command_is_told_to_be_run_again(
    known: Machine,
    arguments: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment(known.home).items():
        monkeypatch.setenv(name, value)
    assert run(arguments) == 1
    told = " ".join("".join(capsys.readouterr()).split())
    assert f"Set {VARIABLE} to the API key, then run the command again." in told


def test_a_call_that_is_passed_on_is_exact_and_shown_and_kept_without_the_key(known: Machine) -> None:
    data = {"status": "sent", "email": "a@example.com", "comment": KEY}
    body = signed({"event_name": "transactional_email_status", "event_data": data}, Secret(KEY))
    with (
        handling(said=SAID, status=500) as url,
        listening(known, "--json", "--forward", url) as found,
        httpx.Client(base_url=found.url) as sender,
    ):
        sender.post("/", content=body)
        assert found.json(type="event")["data"]["comment"] == HINT
        found.json(type="forwarded", status=500)
        assert found.ended()[0] == 0
        again = webhooks(known, "replay", "1", url)
    assert json.loads(webhooks(known, "events", "--json").stdout)["data"]["comment"] == HINT
    assert f"with {HINT}" in again.stdout
    assert "so its signature fits no more. With --sign the account's key signs it anew." in again.stderr
