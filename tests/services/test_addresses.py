"""The form of addresses, and when two are one."""

import pytest

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


def test_case_and_spelling_of_the_domain_do_not_matter() -> None:
    assert same_key("Ann@Example.COM") == same_key("ann@example.com")
    assert same_key("ann@Bücher.example") == same_key("ANN@xn--bcher-kva.example")
    assert same_key("ann@example.com") != same_key("anna@example.com")
    assert domain_of("Ann@BÜCHER.example") == "xn--bcher-kva.example"
