"""No command on webhooks takes a URL with a key, and none prints a password or a key of one."""

import json

import pytest

from tests.cli.doctoring import Machine
from tests.cli.webhooks_command import check_quiet, handling
from tests.sandbox.running import KEY, Running
from tests.sandbox.webhook_handler import hook
from tests.terminal.machine import environment
from ue_console.cli.commands import run
from ue_console.models.secret import MASK, Secret

HINT = Secret(KEY).hint
PASSWORD = "pw-of-the-handler"
OTHER = "a1b2c3d4e5f6a7b8c9d0"


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
    for typed, change in ((url, "--status=active"), (url, "--single-event=1"), (shown, "--single-event=1")):
        assert run(["webhooks", "set", typed, change]) == 2
        assert "can only be disabled or deleted" in told(capsys)[1]
    assert run(["webhooks", "set", shown, "--status", "disabled"]) == 0
    assert run(["webhooks", "set", url, "--status", "disabled"]) == 0
    assert run(["webhooks", "set", shown, "--status", "active"]) == 2
    assert "can only be disabled or deleted" in told(capsys)[1]
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


def test_a_handler_that_says_what_was_called_shows_no_token(
    known: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    with handling(status=404, said=b"nothing at /hook?token=PINGtok12") as handler:
        url = f"{handler}?token=PINGtok12"
        for more in ([], ["--json"], ["--get"], ["--get", "--json"]):
            assert run(["webhooks", "ping", url, *more]) == 1
            out, _ = told(capsys)
            assert "PINGtok12" not in out
            body = json.loads(out)["body"] if "--json" in more else out
            assert f"nothing at /hook?token={MASK}" in body


def test_what_only_looks_like_a_key_can_be_changed_where_the_service_has_it(
    known: Machine, sandbox: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"http://127.0.0.1:1/{OTHER}"
    hook(sandbox, url)
    assert run(["webhooks", "set", url, "--status", "disabled"]) == 0
    assert f"http://127.0.0.1:1/{Secret(OTHER).hint} of ACME is changed" in told(capsys)[0]


def test_a_webhook_is_named_as_it_is_shown_where_it_alone_is(
    known: Machine, sandbox: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = f"http://me:{MASK}@127.0.0.1:1/?token={MASK}"
    hook(sandbox, f"http://me:{PASSWORD}@127.0.0.1:1/?token=a")
    hook(sandbox, "http://127.0.0.1:1/another")
    assert run(["webhooks", "get", shown]) == 0
    assert told(capsys)[0].startswith(f"{shown}\n  status    active")
    assert run(["webhooks", "set", shown, "--status", "disabled"]) == 0
    assert told(capsys)[0].startswith(f"The webhook {shown} of ACME is changed.")
    assert run(["webhooks", "delete", shown]) == 2
    assert "Nobody can be asked here" in told(capsys)[1]
    hook(sandbox, f"http://me:{PASSWORD}@127.0.0.1:1/?token=b")
    for command in (["get", shown], ["delete", shown, "--yes"], ["set", shown, "--status", "active"]):
        assert run(["webhooks", *command]) == 2
        assert "2 webhooks are shown with these dots. Type what stands in their place" in told(capsys)[1]
    assert run(["webhooks", "delete", f"http://me:{PASSWORD}@127.0.0.1:1/?token=b", "--yes"]) == 0
    told(capsys)
    assert run(["webhooks", "delete", shown, "--yes"]) == 0
    assert told(capsys)[0] == f"The webhook {shown} of ACME is deleted.\n"
    assert run(["webhooks", "get", shown]) == 2
    assert "ACME has no webhook that is shown with these dots." in told(capsys)[1]


def test_dots_are_nothing_to_be_called(known: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"http://me:{MASK}@127.0.0.1:1/"
    for command in (["ping", url], ["listen", "--port", "0", "--register", url]):
        assert run(["webhooks", *command]) == 2
        assert "The URL has dots in the place of a password or a key." in told(capsys)[1]


def test_activity_has_dots_where_the_list_has_them(
    known: Machine, sandbox: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"http://me:{PASSWORD}@127.0.0.1:1/{OTHER}?token={OTHER}"
    hook(sandbox, url)
    assert run(["webhooks", "delete", url, "--yes"]) == 0
    shown = f"http://me:{MASK}@127.0.0.1:1/{Secret(OTHER).hint}?token={MASK}"
    assert shown in told(capsys)[0]
    assert run(["activity"]) == 0
    assert f"delete webhook {shown}" in " ".join(told(capsys)[0].split())
    assert run(["activity", "--json"]) == 0
    call = json.loads(told(capsys)[0])
    assert call["request"] == {"url": shown}
    kept = b"".join(path.read_bytes() for path in known.home.rglob("state.db*")).decode("latin-1")
    assert (OTHER in kept, PASSWORD in kept, "activity" in kept) == (False, False, True)
