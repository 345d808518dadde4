"""A name typed in a shell means one account, or is refused with the nearest."""

import pytest

from ue_console.errors import InputError
from ue_console.services.account_names import chosen

NAMES = ("Prod EU", "prod eu", "Prod US", "Shop", "Shopping", "Straße", "[b]🙂")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Prod EU", "Prod EU"),
        ("prod eu", "prod eu"),
        ("PROD US", "Prod US"),
        ("shop", "Shop"),
        ("shopp", "Shopping"),
        ("STRASSE", "Straße"),
        (" prod u", "Prod US"),
        ("[b", "[b]🙂"),
    ],
)
def test_the_one_that_is_meant(typed: str, meant: str) -> None:
    assert chosen(NAMES, typed) == meant


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("prod", "prod may be any of these accounts: Prod EU, prod eu, Prod US. Type more of its name."),
        (
            "hop",
            "There is no account hop; the nearest: Shop, Shopping. See them all with: ",
        ),
        ("porD us", "There is no account porD us; the nearest: Prod US"),
        ("zzz", "There is no account zzz. See them all with: ue-console accounts list"),
        ("", "The account's name is empty."),
        ("  ", "The account's name is empty."),
    ],
)
def test_none_or_several(typed: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        chosen(NAMES, typed)
    assert str(caught.value).startswith(told)


def test_without_any_account() -> None:
    with pytest.raises(InputError, match="none at all yet"):
        chosen((), "prod")


def test_few_names_are_told() -> None:
    with pytest.raises(InputError, match="x0, x1, x2, x3, x4 and 5 more"):
        chosen([f"x{number}" for number in range(10)], "x")
