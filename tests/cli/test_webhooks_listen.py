"""``ue-console webhooks listen``: a sandbox sends, and each event is a line."""

import json
import signal
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import httpx
import pytest

from tests.cli.doctoring import Machine
from tests.cli.webhooks_command import handling, listening, webhooks
from tests.sandbox import command
from tests.sandbox.running import DOMAIN, KEY, SENDER, Running, message
from tests.sandbox.webhook_handler import hook, living, people
from ue_console.models.secret import Secret
from ue_console.models.unione.signature import signed
from ue_console.services.samples import Owner, payload

NOW: Final = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    """One that lives fast and asks no handlers."""
    with living() as found:
        yield found


def body(name: str = "delivered", key: str = KEY, **more: Any) -> bytes:
    """A signed call."""
    return signed({**payload(name, Owner(), NOW), **more}, Secret(key))


def test_one_sends_in_the_sandbox_and_the_other_shows_each_event(machine: Machine) -> None:
    options = ("--seed", "empty", "--unione-key", KEY, "--domain", DOMAIN)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with command.started(*options) as url:
        machine.account("ACME", url)
        with listening(machine, "--port", str(port), "--register", f"http://127.0.0.1:{port}/x") as found:
            found.says("is set for the time of listening")
            mail = message(
                from_email=SENDER,
                recipients=people("ann@example.com", "err_mailbox_full@example.com"),
                body={"html": '<a href="https://example.com/a">a</a>'},
            )
            api = f"{url}/en/transactional/api/v1"
            httpx.post(f"{api}/email/send.json", json=mail, headers={"X-API-KEY": KEY}).raise_for_status()
            found.shows("→ sent", "ann@example.com")
            found.shows("✓ delivered", "ann@example.com")
            found.shows("◐ soft bounce", "err_mailbox_full@example.com", "the mailbox is full")
            found.shows("● clicked", "ann@example.com", "https://example.com/a")
            code, told = found.ended()
        listed = json.loads(webhooks(machine, "list", "--json").stdout)
    assert code == 0
    assert "is removed." in told
    assert "with a good signature" in told
    assert listed == {"account": "ACME", "webhooks": []}


def test_good_and_bad_signatures_retries_and_rubbish_are_apart(known: Machine) -> None:
    with listening(known) as found, httpx.Client(base_url=found.url) as sender:
        assert found.says("Signatures are checked with the key of ACME.")
        assert sender.post("/", content=body("err_user_unknown")).status_code == 200
        assert "[" not in found.shows("✗ hard bounce", "sample-1@example.com", "the address doesn't exist")
        assert sender.post("/", content=body(retry_count=2)).status_code == 200
        found.shows("✓ delivered", "[retry 2]")
        assert sender.post("/", content=body(key="0ther0key0of0somebody")).status_code == 403
        found.shows("! BAD SIGNATURE", "127.0.0.1", "claims 1 event: delivered sample-1@example.com")
        sender.post("/", content=b'{"events_by_user":[{"events":[]}]}')
        sender.post("/", content=b"rubbish\x1b[2J")
        found.shows("! NOT TAKEN", "127.0.0.1", "no JSON")
        code, told = found.ended()
    assert code == 0
    assert "5 calls with 3 events: 2 with a good signature, 1 with a bad signature" in told
    assert "1 retry." in told


def test_json_has_the_names_that_the_help_tells(known: Machine) -> None:
    with listening(known, "--json") as found, httpx.Client(base_url=found.url) as sender:
        sender.post("/", content=body("clicked", retry_count=1))
        event = found.json(type="event")
        sender.post("/", content=body(key="0ther0key0of0somebody"))
        unproven = found.json(type="unproven")
        sender.post("/", content=b"rubbish")
        refused = found.json(type="refused")
        assert found.ended()[0] == 0
    assert (event["signature"], event["account"], event["retry_count"]) == ("good", "ACME", 1)
    assert (event["status"], event["word"], event["email"]) == ("clicked", "clicked", "sample-1@example.com")
    assert event["why"] == event["url"] == event["data"]["url"]
    assert event["received"].endswith("Z")
    assert list(event) == list(unproven)
    assert (unproven["signature"], unproven["account"]) == ("bad", "")
    assert (refused["call"], refused["peer"]) == (0, "127.0.0.1")
    help_text = webhooks(known, "listen", "--help").stdout
    assert all(name in help_text for name in {*event, *refused})


def test_calls_that_are_refused_over_and_over_have_a_line_and_a_count(known: Machine) -> None:
    with listening(known) as found, httpx.Client(base_url=found.url) as sender:
        for _ in range(5):
            sender.post("/", content=b"rubbish")
        sender.post("/", content=b"{}")
        found.shows("! NOT TAKEN", "no JSON")
        found.shows("! NOT TAKEN", "events")
        found.process.send_signal(signal.SIGTERM)
        assert "(4 more)" in found.shows("! NOT TAKEN", "no JSON")
        assert found.ended()[0] == 0


def test_json_counts_them_too(known: Machine) -> None:
    with listening(known, "--json") as found, httpx.Client(base_url=found.url) as sender:
        for _ in range(3):
            sender.post("/", content=b"rubbish")
        assert found.json(type="refused")["times"] == 1
        found.process.send_signal(signal.SIGTERM)
        assert found.json(type="refused")["times"] == 2
        assert found.ended()[0] == 0


def test_a_filter_is_for_what_is_shown_and_all_is_kept(known: Machine) -> None:
    with listening(known, "--status", "Spam", "--email", "SAMPLE-2") as found:
        for name in ("sent", "spam"):
            httpx.post(found.url, content=signed(payload(name, Owner(), NOW, count=3), Secret(KEY)))
        found.shows("▲ spam", "sample-2@example.com")
        code, told = found.ended()
    assert (code, "2 calls with 6 events" in told) == (0, True)
    kept = webhooks(known, "events", "--limit", "4").stdout.splitlines()
    assert [line.split()[4] for line in kept] == ["spam", "spam", "spam", "sent"]


def test_a_project_is_checked_with_its_own_key(known: Machine, sandbox: Running) -> None:
    project = sandbox.project("Shop")
    known.env["PROJECT_KEY"] = project.key
    known.account("Shop", sandbox.url, key_variable="PROJECT_KEY", key_kind="project", parent="ACME")
    whose = Owner(7, project.id, "Shop")
    with listening(known) as found:
        found.says("key of ACME and 1 project of it")
        httpx.post(found.url, content=signed(payload("sent", whose, NOW), Secret(project.key)))
        found.shows("→ sent", "[project Shop]")
        assert found.ended()[0] == 0


def test_without_an_account_nothing_is_checked_and_it_says_so(machine: Machine) -> None:
    with listening(machine, "--host", "0.0.0.0") as found:
        found.says("There is no account of UniOne: signatures are not checked")
        found.says("Other machines can reach 0.0.0.0")
        httpx.post(found.url.replace("0.0.0.0", "127.0.0.1"), content=body())
        found.shows("✓ delivered", "[signature not checked]")
        assert found.ended()[0] == 0


def test_a_key_that_can_not_be_had_is_told_and_not_needed_with_no_check(known: Machine) -> None:
    known.env = {}
    done = webhooks(known, "listen", "--port", "0")
    assert done.returncode == 1
    assert "With --no-check no key is needed." in done.stderr
    with listening(known, "--no-check") as found:
        found.says("No key is read: signatures are not checked")
        assert found.ended()[0] == 0


def test_calls_are_passed_on_and_what_is_not_taken_is_told(known: Machine) -> None:
    with handling(status=500) as url, listening(known, "--forward", url) as found:
        httpx.post(found.url, content=body())
        found.says("was not taken by the handler. It answered 500")
        code, told = found.ended()
    assert code == 0
    assert "The handler took 0, and 1 it did not." in told


def test_a_webhook_of_the_sandbox_arrives_packed_and_single(known: Machine, sandbox: Running) -> None:
    with listening(known) as found:
        hook(sandbox, f"{found.url}/z", event_format="json_post_gzip", single_event=1)
        sandbox.send(recipients=people("delivered@example.com"))
        found.shows("✓ delivered", "delivered@example.com")
        assert found.ended()[0] == 0
        sandbox.ok("webhook/delete", {"url": f"{found.url}/z"})


def test_a_port_in_use_names_the_option(known: Machine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = webhooks(known, "listen", "--port", str(taken.getsockname()[1]))
    assert (done.returncode, done.stdout) == (1, "")
    assert "is in use. Give another with --port, or --port 0 for any free one." in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--register", "ftp://x"], "does not begin with https://"),
        (["--register", "https://\N{LATIN SMALL LETTER U WITH DIAERESIS}.example/"], "xn--tda.example"),
        (["--forward", "http://127.0.0.1:{port}/x"], "leads back to this listener"),
        (["--port", "70000"], "There is no port 70000. Give --port 1 to 65535"),
        (["--host", "203.0.113.9"], "203.0.113.9 is no address of this machine. Give --host 127.0.0.1"),
        (["--host", "nosuch.invalid"], "No address belongs to the name nosuch.invalid. Give --host"),
        (["--account", "nobody"], "There is no account nobody"),
        (["--account", "App"], "UnificationEngine, which has no webhooks"),
    ],
)
def test_what_can_not_be_used_is_told_before_anything_is_set(
    known: Machine, sandbox: Running, arguments: list[str], told: str
) -> None:
    known.account("App", sandbox.url, service="unification", key_kind="app")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    typed = [argument.format(port=port) for argument in arguments]
    done = webhooks(known, "listen", "--port", str(port), *typed)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert sandbox.ok("webhook/list")["objects"] == []
