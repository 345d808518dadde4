"""``ue-console webhooks get``, ``set`` and ``delete`` against a sandbox, as processes."""

import json
import subprocess
from typing import Any, Final

import pytest

from tests.cli.doctoring import Machine
from tests.cli.test_webhooks_ended import hooks
from tests.cli.webhooks_command import check_quiet, handling, webhooks
from tests.sandbox.running import Running, running
from tests.terminal.machine import PROGRAM, environment
from tests.terminal.pty_console import PtyConsole
from ue_console.models.unione.webhook import EMAIL_STATUSES

URL: Final = "https://shop.acme.example/unione"


def ran(machine: Machine, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The whole command line, for what stands before ``webhooks``."""
    done = subprocess.run(
        [PROGRAM, *arguments],
        env=environment(machine.home, PYTHONUTF8="1", **machine.env),
        cwd=machine.home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    check_quiet(done.stdout + done.stderr)
    return done


def done_json(machine: Machine, *arguments: str) -> dict[str, Any]:
    """What a command that succeeds prints with ``--json``."""
    done = webhooks(machine, *arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_new_webhook_asks_for_everything_unless_it_is_told_otherwise(
    known: Machine, sandbox: Running
) -> None:
    done = webhooks(known, "set", URL)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"The webhook {URL} of ACME is set.\n{URL}\n  status    active: called at")
    assert "  events    all statuses, spam blocks\n" in done.stdout
    (made,) = hooks(sandbox)
    assert made["events"] == {"email_status": list(EMAIL_STATUSES), "spam_block": ["*"]}


def test_every_field_is_set_and_then_only_what_is_typed(known: Machine, sandbox: Running) -> None:
    whole = ["--status", "disabled", "--event-format", "json_post_gzip", "--delivery-info", "1"]
    whole += ["--single-event", "1", "--max-parallel", "100", "--events", "spam,sent", "--spam-block", "0"]
    added = done_json(known, "set", URL, *whole)
    first = hooks(sandbox)[0]
    assert (added["account"], added["done"]) == ("ACME", "added")
    assert added["webhook"] | {"events": None} == first | {"events": None}
    wanted = {"status": "disabled", "event_format": "json_post_gzip", "delivery_info": 1, "single_event": 1}
    assert {**first, **wanted, "max_parallel": 100} == first
    assert first["events"]["email_status"] == ["sent", "spam"]
    assert not first["events"].get("spam_block")
    changed = done_json(known, "set", URL, "--max-parallel", "5", "--spam-block", "1")
    second = hooks(sandbox)[0]
    assert (changed["done"], second["max_parallel"], second["status"]) == ("changed", 5, "disabled")
    assert second["events"] == {"email_status": ["sent", "spam"], "spam_block": ["*"]}
    assert done_json(known, "set", URL, "--max-parallel", "5")["done"] == "unchanged"
    assert done_json(known, "get", URL)["webhook"]["max_parallel"] == 5
    told = webhooks(known, "get", URL).stdout
    assert "  parallel  5 calls at once\n" in told
    assert "  events    sent, spam, spam blocks\n" in told


def test_who_names_the_events_of_a_new_webhook_names_all(known: Machine) -> None:
    for url, arguments, told in (
        (f"{URL}/1", ["--events", "spam"], "spam"),
        (f"{URL}/2", ["--events", "all"], "all statuses"),
        (f"{URL}/3", ["--events", "none", "--spam-block", "1"], "spam blocks"),
        (f"{URL}/4", ["--spam-block", "0"], "all statuses"),
    ):
        assert f"  events    {told}\n" in webhooks(known, "set", url, *arguments).stdout, arguments


def test_what_changes_something_is_in_activity(known: Machine) -> None:
    done_json(known, "set", URL)
    done_json(known, "delete", URL, "--yes")
    noted = ran(known, "activity", "--json").stdout
    assert [noted.count(method) for method in ("webhook/set", "webhook/delete", "webhook/get")] == [1, 1, 0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["set", URL, "--max-parallel", "4"], "Type a number from 5 to 100."),
        (["set", URL, "--max-parallel", "101"], "101 calls at once are not possible."),
        (["set", URL, "--events", "read"], "There is no status read. Give some of sent, delivered, opened"),
        (["set", URL, "--events", ","], "--events names no status."),
        (["set", URL, "--events", "none"], "The webhook asks for no events."),
        (["set", "https://münchen.example/"], "https://xn--mnchen-3ya.example/"),
        (["get", "shop"], "does not begin with https://"),
        (["get", URL], "ACME has no webhook with this URL."),
        (["delete", URL, "--yes"], "ACME has no webhook with this URL."),
        (["delete", URL], "Nobody can be asked here whether to delete it. Give --yes"),
        (["set", URL, "--account", "nobody"], "There is no account nobody"),
    ],
)
def test_what_is_typed_wrong_is_told_and_nothing_is_set(
    known: Machine, sandbox: Running, arguments: list[str], told: str
) -> None:
    done = webhooks(known, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert hooks(sandbox) == []


def test_what_the_service_refuses_is_told_in_the_catalogue_s_words(machine: Machine) -> None:
    with running() as checking:
        machine.account("ACME", checking.url)
        refused = webhooks(machine, "set", "https://no-such-host.invalid/")
        assert "DNS does not know the host of the webhook's URL." in refused.stderr
        assert refused.returncode == 1
        assert hooks(checking) == []


@pytest.mark.parametrize("arguments", [["set", URL, "--status", "disabled"], ["delete", URL, "--yes"]])
@pytest.mark.parametrize("whole_run", [True, False])
def test_nothing_is_sent_where_nothing_may_be_changed(
    machine: Machine, sandbox: Running, arguments: list[str], whole_run: bool
) -> None:
    # Nothing listens there: whatever was sent would fail in other words.
    machine.account("ACME", "http://127.0.0.1:1", read_only=not whole_run)
    for before, after in ((["--read-only"], []), ([], ["--read-only"])) if whole_run else (([], []),):
        done = ran(machine, *before, "webhooks", *arguments, *after)
        assert (done.returncode, done.stdout) == (1, "")
        said = "Nothing is changed with --read-only." if whole_run else "ACME is read-only here"
        assert said in done.stderr


def test_listening_that_registers_is_a_change_and_what_reads_goes_with_read_only(
    known: Machine, sandbox: Running
) -> None:
    done_json(known, "set", URL)
    refused = ran(known, "--read-only", "webhooks", "listen", "--port", "0", "--register", URL)
    assert (refused.returncode, "Nothing is changed with --read-only." in refused.stderr) == (1, True)
    with handling() as url:
        for arguments in (["list"], ["get", URL], ["events"], ["ping", url]):
            assert ran(known, "--read-only", "webhooks", *arguments).returncode == 0, arguments
    assert len(hooks(sandbox)) == 1


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("typed", "code", "said", "left"),
    [
        ("disable", 0, "is disabled: it is not called", ["disabled"]),
        ("Delete", 0, "is deleted.", []),
        ("yes", 1, "stays as it is.", ["active"]),
        ("", 1, "stays as it is.", ["active"]),
    ],
)
def test_deleting_asks_and_offers_to_disable_instead(
    known: Machine, sandbox: Running, typed: str, code: int, said: str, left: list[str]
) -> None:
    done_json(known, "set", URL)
    with PtyConsole(known.home, ["webhooks", "delete", URL], env=known.env) as console:
        console.shows("Type disable or delete; anything else leaves it:")
        console.press(f"{typed}\n")
        console.shows(said)
        assert console.ended() == code
    assert [hook["status"] for hook in hooks(sandbox)] == left


@pytest.mark.terminal
def test_ctrl_c_leaves_it(known: Machine, sandbox: Running) -> None:
    done_json(known, "set", URL, "--status", "disabled")
    with PtyConsole(known.home, ["webhooks", "delete", URL], env=known.env) as console:
        console.shows("Type delete to delete it; anything else leaves it:")
        console.press("\x03")
        assert console.ended() == 130
    assert len(hooks(sandbox)) == 1
