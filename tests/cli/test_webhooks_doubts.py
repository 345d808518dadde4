"""What ``webhooks`` tells of calls that prove nothing, and of a search that can't find anything."""

from datetime import UTC, datetime
from typing import Final

import httpx
import pytest

from tests.cli.doctoring import Machine
from tests.cli.webhooks_command import listening, webhooks
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
