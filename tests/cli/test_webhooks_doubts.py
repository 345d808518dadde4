"""What ``webhooks`` tells of calls that prove nothing, and of a search that can't find anything."""

import socket
from datetime import UTC, datetime
from typing import Final

import httpx
import pytest

from tests.cli.doctoring import Machine
from tests.cli.webhooks_command import listening, webhooks
from tests.sandbox.running import KEY
from ue_console.models.secret import Secret
from ue_console.models.unione.signature import signed
from ue_console.models.unione.webhook import EMAIL_STATUSES
from ue_console.services.samples import Owner, payload

NOW: Final = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
NOWHERE: Final = "http://127.0.0.1:1"
OF_SHOP: Final = Owner(7, "7001", "Shop")
STRANGER: Final = Secret("0ther0key0of0somebody")


@pytest.fixture
def known(machine: Machine) -> Machine:
    """A machine with one account."""
    machine.account("ACME", NOWHERE)
    return machine


def test_a_status_that_there_is_not_is_answered_with_those_that_there_are(known: Machine) -> None:
    done = webhooks(known, "events", "--status", "nonsense")
    assert (done.returncode, done.stdout) == (0, "")
    assert f"The statuses are {', '.join(EMAIL_STATUSES)}, blocked, unblocked.\n" in done.stderr
    assert "The statuses are" not in webhooks(known, "events", "--status", "Spam").stderr


def test_a_bad_signature_is_told_with_the_retry_and_the_project_that_the_call_claims(known: Machine) -> None:
    claimed = {**payload("sent", OF_SHOP, NOW), "retry_count": 2}
    with listening(known) as found, httpx.Client(base_url=found.url) as sender:
        sender.post("/", content=signed(claimed, STRANGER))
        row = found.shows("! BAD SIGNATURE on a call from 127.0.0.1, refused.")
        assert row.endswith("It claims 1 event: sent sample-1@example.com  [retry 2; project Shop]\n")
        assert found.ended()[0] == 0
    assert "[BAD SIGNATURE; retry 2; project Shop]\n" in webhooks(known, "events").stdout


def test_a_call_of_a_project_whose_key_is_missing_is_taken_and_told_so(known: Machine) -> None:
    project = {"key_variable": "NO_SUCH_KEY", "key_kind": "project", "parent": "ACME", "project_id": "7001"}
    known.account("Shop", NOWHERE, **project)
    call = signed(payload("delivered", OF_SHOP, NOW), STRANGER)
    with listening(known) as found, httpx.Client(base_url=found.url) as sender:
        found.says("Calls for the project Shop can't be checked.")
        assert sender.post("/", content=call).status_code == 200
        found.shows("✓ delivered", "[project Shop; signature not checked]")
        assert found.shows("! ").endswith("! can't be checked: the key of Shop is missing\n")
        code, told = found.ended()
    assert (code, "not checked" in told) == (0, True)
    with listening(known, "--json") as found, httpx.Client(base_url=found.url) as sender:
        sender.post("/", content=call)
        row = found.json(type="event")
        assert (row["signature"], row["account"]) == ("unchecked", "")
        assert row["problem"] == "can't be checked: the key of Shop is missing"
        assert found.ended()[0] == 0


def test_a_listener_says_so_as_well_and_tells_what_it_refuses_whatever_is_sought(known: Machine) -> None:
    with listening(known, "--status", "soft bounce") as found, httpx.Client(base_url=found.url) as sender:
        found.says(f"The statuses are {', '.join(EMAIL_STATUSES)}, blocked, unblocked.")
        sender.post("/", content=signed(payload("sent", Owner(), NOW), Secret(KEY)))
        sender.post("/", content=signed(payload("sent", OF_SHOP, NOW), STRANGER))
        assert found.shows("sent").startswith("    2  ")
        sender.post("/", content=b"rubbish")
        found.shows("! NOT TAKEN")
        assert found.ended()[0] == 0
    with listening(known, "--status", "Spam", "--json") as found, httpx.Client(base_url=found.url) as sender:
        sender.post("/", content=signed(payload("sent", OF_SHOP, NOW), STRANGER))
        assert found.json()["type"] == "unproven"
        sender.post("/", content=b"rubbish")
        assert found.json()["type"] == "refused"
        assert "The statuses are" not in found.ended()[1]


def test_what_may_be_behind_bad_signatures_is_told_once(known: Machine) -> None:
    of_project = "A project's webhook is signed with the project's key: is that key held here"
    otherwise = "A bad signature is made with another key, or the body was changed on its way."
    with listening(known) as found, httpx.Client(base_url=found.url) as sender:
        for retry in range(3):
            sender.post(
                "/", content=signed({**payload("sent", OF_SHOP, NOW), "retry_count": retry}, STRANGER)
            )
        found.says(of_project)
        for _ in range(2):
            sender.post("/", content=signed(payload("sent", Owner(), NOW), STRANGER))
            sender.post("/", content=b'{"auth": "x", "events_by_user": [{"user_id": 1, "events": []}]}')
        found.says(otherwise)
        told = found.ended()[1]
    assert (told.count(of_project), told.count(otherwise)) == (1, 1)


def test_every_call_is_one_of_a_kind_in_the_total(known: Machine) -> None:
    with listening(known) as found, httpx.Client(base_url=found.url) as sender:
        sender.post("/", content=signed(payload("sent", Owner(), NOW), Secret(KEY)))
        sender.post("/", content=b"rubbish")
        sender.put("/", content=b"{}")
        sender.get("/")
        with socket.create_connection((sender.base_url.host, sender.base_url.port or 80)) as rude:
            rude.sendall(b"hello\r\n\r\n")
            found.shows("malformed request")
        told = found.ended()[1]
    assert "4 calls with 1 event: 1 with a good signature, 3 not taken." in told


def test_in_a_pipe_too_no_address_is_endless(known: Machine) -> None:
    long = signed(payload("sent", Owner(), NOW), Secret(KEY)).replace(b"sample-1@", b"a" * 3_000 + b"@")
    with listening(known) as found:
        httpx.post(found.url, content=long)
        assert len(found.shows("BAD SIGNATURE")) < 600
        assert found.ended()[0] == 0
    [row] = webhooks(known, "events").stdout.splitlines()
    assert (len(row) < 600, "aaa…" in row) == (True, True)
    assert "a" * 3_000 in webhooks(known, "events", "--json").stdout


def test_a_bad_call_without_events_has_its_line(known: Machine) -> None:
    empty = {"events_by_user": [{"user_id": 1, "events": []}]}
    for arguments in ((), ("--json",)):
        with listening(known, *arguments) as found, httpx.Client(base_url=found.url) as sender:
            assert sender.post("/", content=signed(empty, STRANGER)).status_code == 403
            if arguments:
                row = found.json()
                assert (row["type"], row["signature"], row["event"]) == ("unproven", "bad", "")
            else:
                assert found.shows("! BAD SIGNATURE").endswith(", refused. It claims no event\n")
