"""The form of addresses, and when two are one."""

from random import Random

import pytest
from email_validator import EmailNotValidError, validate_email

from ue_console.services.addresses import address_problem, domain_of, same_key


@pytest.mark.parametrize(
    "address",
    ["ann@example.com", "a+b=c@sub.example.test", "ann@bücher.example", "-x@example.org", "a@shop.example"],
)
def test_good_addresses_have_no_problem(address: str) -> None:
    assert address_problem(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "ann",
        "ann@",
        "@example.com",
        "ann@test",
        "ä@example.com",
        "a b@example.com",
        "a@example..com",
        "ann@example.com\r\nBcc: x@example.com",
        "ann@example.com ",
        "a" * 65 + "@example.com",
        "a@[127.0.0.1]",
    ],
)
def test_bad_addresses_have_one(address: str) -> None:
    assert address_problem(address)


PIECES = ["a", "B7", "-", "--", ".", "@", "_", "+", "xn--a", "test", "local", "arpa", "com", "example", "1"]
ODD = [" ", "\n", "ü", "'", "%", "a" * 64, "b" * 250, "Onion", "c-d", "٣"]


def in_full(address: str) -> bool:
    try:
        checked = validate_email(
            address, check_deliverability=False, strict=True, allow_smtputf8=False, test_environment=True
        )
    except EmailNotValidError:
        return False
    return "." in checked.ascii_domain


def test_the_quick_look_finds_what_the_long_one_does() -> None:
    random = Random(7)
    found = set()
    for _ in range(4000):
        mailbox, domain, end = (
            "".join(random.choices(PIECES + ODD[: random.randrange(11)], k=random.randrange(1, 4)))
            for _ in range(3)
        )
        address = f"{mailbox}@{domain}.{end}"
        assert (address_problem(address) == "") is in_full(address), address
        found.add(in_full(address))
    assert found == {True, False}


def test_case_and_spelling_of_the_domain_do_not_matter() -> None:
    assert same_key("Ann@Example.COM") == same_key("ann@example.com")
    assert same_key("ann@Bücher.example") == same_key("ANN@xn--bcher-kva.example")
    assert same_key("ann@example.com") != same_key("anna@example.com")
    assert domain_of("Ann@BÜCHER.example") == "xn--bcher-kva.example"
