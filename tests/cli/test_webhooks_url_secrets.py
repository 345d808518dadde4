"""No command on webhooks takes a URL with a key, and none prints a password or a key of one."""

import json
from collections.abc import Iterator

import pytest

from tests.cli.doctoring import Machine
from tests.cli.webhooks_command import check_quiet
from tests.sandbox.running import KEY, Running
from tests.sandbox.webhook_handler import hook, living
from tests.terminal.machine import environment
from ue_console.cli.commands import run
from ue_console.models.secret import MASK, Secret

HINT = Secret(KEY).hint
PASSWORD = "pw-of-the-handler"
OTHER = "a1b2c3d4e5f6a7b8c9d0"


@pytest.fixture
def sandbox() -> Iterator[Running]:
    """One that asks no handlers."""
    with living() as found:
        yield found


@pytest.fixture
def known(machine: Machine, sandbox: Running, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine with an account of that sandbox, and this process works on it."""
    machine.account("ACME", sandbox.url)
    for name, value in environment(machine.home, **machine.env).items():
        monkeypatch.setenv(name, value)
    return machine


def told(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """What was printed; never a key or a password."""
    out, err = capsys.readouterr()
    check_quiet(out + err)
    assert OTHER not in out + err
    assert PASSWORD not in out + err
    return out, err


@pytest.mark.parametrize(
    "arguments",
    [
        ["set", "{}"],
        ["ping", "{}"],
        ["ping", "{}", "--get"],
        ["ping", "{}", "--json"],
        ["ping", "{}", "--parallel", "5"],
        ["replay", "1", "{}"],
        ["replay", "1", "{}", "--sign"],
        ["listen", "--port", "0", "--register", "{}"],
        ["listen", "--port", "0", "--forward", "{}"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(
    ("value", "why"), [(KEY, "holds the key of an account"), (OTHER, "looks like a key")]
)
def test_a_url_with_a_key_is_refused(
    known: Machine, arguments: list[str], value: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"http://127.0.0.1:1/?k={value}"
    assert run(["webhooks", *(part.format(url) for part in arguments)]) == 2
    out, err = told(capsys)
    assert out == ""
    assert why in err
    assert not [*known.home.rglob("listening/*.json")]


def test_a_listeners_own_webhook_has_no_password(known: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"http://me:{PASSWORD}@127.0.0.1:1/"
    assert run(["webhooks", "listen", "--port", "0", "--register", url]) == 2
    assert "kept on disk" in told(capsys)[1]


def test_what_the_service_has_is_shown_with_dots_and_can_be_deleted(
    known: Machine, sandbox: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"http://me:{PASSWORD}@127.0.0.1:1/?k={KEY}"
    shown = f"http://me:{MASK}@127.0.0.1:1/?k={HINT}"
    hook(sandbox, url)
    for command in (["list"], ["get", url]):
        assert run(["webhooks", *command]) == 0
        assert shown in told(capsys)[0]
        assert run(["webhooks", *command, "--json"]) == 0
        found = json.loads(told(capsys)[0])
        assert (found.get("webhook") or found["webhooks"][0])["url"] == shown
    assert run(["webhooks", "set", url, "--status", "disabled"]) == 2
    assert "holds the key" in told(capsys)[1]
    assert run(["webhooks", "delete", url, "--yes", "--json"]) == 0
    assert json.loads(told(capsys)[0])["url"] == shown


def test_a_password_is_set_and_called_but_never_shown(
    known: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"http://me:{PASSWORD}@127.0.0.1:1/"
    shown = f"http://me:{MASK}@127.0.0.1:1/"
    assert run(["webhooks", "set", url]) == 0
    assert told(capsys)[0].startswith(f"The webhook {shown} of ACME is set.\n{shown}\n")
    assert run(["webhooks", "ping", url, "--json"]) == 1
    assert json.loads(told(capsys)[0])["url"] == shown


def test_what_only_looks_like_a_key_can_be_changed_where_the_service_has_it(
    known: Machine, sandbox: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"http://127.0.0.1:1/{OTHER}"
    hook(sandbox, url)
    assert run(["webhooks", "set", url, "--status", "disabled"]) == 0
    assert f"http://127.0.0.1:1/{Secret(OTHER).hint} of ACME is changed" in told(capsys)[0]
