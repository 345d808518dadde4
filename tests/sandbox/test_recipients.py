"""Who gets a mail, and what becomes of the others."""

import pytest

from tests.sandbox.running import Running, message
from ue_console.sandbox.addresses import is_valid, part_of


def people(*emails: str) -> list[dict[str, str]]:
    return [{"email": email} for email in emails]


def test_failed_emails(sandbox: Running) -> None:
    sandbox.ok("unsubscribed/set", {"address": "Gone@Example.com"})
    answer = sandbox.send(
        recipients=people(
            "ann@example.com",
            "ANN@example.com",
            "bad@address",
            "gone@example.com",
            "temporary_unavailable@example.com",
            "permanent_unavailable-1@example.com",
            "Complained+x@example.com",
            "blocked2@example.com",
            "bob@example.org",
        )
    )
    assert answer["emails"] == ["ann@example.com", "bob@example.org"]
    assert answer["failed_emails"] == {
        "ANN@example.com": "duplicate",
        "bad@address": "invalid",
        "gone@example.com": "unsubscribed",
        "temporary_unavailable@example.com": "temporary_unavailable",
        "permanent_unavailable-1@example.com": "permanent_unavailable",
        "Complained+x@example.com": "complained",
        "blocked2@example.com": "blocked",
    }
    assert [row["email"] for row in sandbox.mails()] == answer["emails"]


def test_the_same_spelling_twice_stands_on_both_sides(sandbox: Running) -> None:
    answer = sandbox.send(recipients=people("ann@example.com", "ann@example.com"))
    assert answer["emails"] == ["ann@example.com"]
    assert answer["failed_emails"] == {"ann@example.com": "duplicate"}


def test_a_bad_address_twice_stays_invalid(sandbox: Running) -> None:
    answer = sandbox.send(recipients=people("bad", "bad", "ann@example.com"))
    assert answer["failed_emails"] == {"bad": "invalid"}


def test_no_failures_no_field(sandbox: Running) -> None:
    answer = sandbox.send()
    assert set(answer) == {"job_id", "emails"}
    head, middle, tail = answer["job_id"].split("-")
    assert (len(head), len(middle), len(tail)) == (6, 6, 2)


def test_nobody_left(sandbox: Running) -> None:
    response = sandbox.post("email/send", message(recipients=people("bad", "blocked@example.com")))
    assert response.status_code == 400
    assert response.json()["code"] == 204
    assert response.json()["failed_emails"] == {"bad": "invalid", "blocked@example.com": "blocked"}
    assert sandbox.mails() == []


def test_five_hundred(sandbox: Running) -> None:
    answer = sandbox.send(recipients=people(*(f"user{n}@example.com" for n in range(500))))
    assert len(answer["emails"]) == len(sandbox.mails()) == 500


def test_sending_is_counted(sandbox: Running) -> None:
    sandbox.send(recipients=people("ann@example.com", "bob@example.com", "bad"))
    sandbox.send()
    assert sandbox.ok("system/info")["accounting"]["emails_sent"] == 3


@pytest.mark.parametrize(
    ("address", "valid"),
    [
        ("ann@example.com", True),
        ("ann@shop.example", True),
        ("ann@mail.test", True),
        ("ann+x@bücher.example", True),
        ("ann@test", False),
        ("ann@example", False),
        ("ännchen@example.com", False),
        ("ann@exa mple.com", False),
        (" ann@example.com", False),
        ("a" * 65 + "@example.com", False),
        ("ann@example.com\nBcc: eve@example.com", False),
        ("@", False),
    ],
)
def test_addresses(address: str, valid: bool) -> None:
    assert is_valid(address) is valid


@pytest.mark.parametrize(
    "address", ["blockeduser@example.com", "unblocked@example.com", "ann@blocked.example"]
)
def test_words_in_other_places_play_no_part(address: str) -> None:
    assert part_of(address) is None
