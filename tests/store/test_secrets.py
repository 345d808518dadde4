"""Keys: cleaned when pasted, and found where their account says."""

import pytest

from ue_console.errors import InputError, KeyStoreError
from ue_console.models.account import Account, KeyHome
from ue_console.models.secret import Secret
from ue_console.store.secrets import Keys, SessionKeys, clean_key

KEY = "6w7xsi5g9o4xyo3j1a2b"
SECRET = Secret(KEY)


def account(home: KeyHome, variable: str = "") -> Account:
    return Account(name="ACME", base_url="https://x.example", key_home=home, key_variable=variable)


@pytest.mark.parametrize(
    "pasted", [KEY, f" {KEY}\r\n", f'"{KEY}"', f" '{KEY}' ", f"“{KEY}”", f"`{KEY}`", f"\ufeff{KEY}\u00a0"]
)
def test_a_paste_is_cleaned(pasted: str) -> None:
    assert clean_key(pasted).reveal() == KEY


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("", "No key was given"),
        (' "" \n', "No key was given"),
        (f"{KEY} {KEY}", "a space or line break at place 21"),
        (f"{KEY}\n{KEY}", "a space or line break at place 21"),
        (f"é{KEY}", "a character outside ASCII at place 1"),
        (f"{KEY}\x1b[x", "a character outside ASCII at place 21"),
        (f"{KEY[:5]}\u200b{KEY[5:]}", "a character outside ASCII at place 6"),
    ],
)
def test_what_cannot_be_a_key_is_refused_without_showing_it(pasted: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as caught:
        clean_key(pasted)
    assert caught.value.remedy
    assert KEY[:8] not in str(caught.value)


async def test_the_two_stores_are_apart() -> None:
    keys = Keys(SessionKeys(), SessionKeys(), {})
    await keys.put(account(KeyHome.KEYRING), SECRET)
    assert await keys.get(account(KeyHome.KEYRING)) == SECRET
    assert await keys.find(account(KeyHome.SESSION)) is None
    await keys.remove(account(KeyHome.KEYRING))
    assert await keys.find(account(KeyHome.KEYRING)) is None


@pytest.mark.parametrize(
    ("home", "told"),
    [(KeyHome.KEYRING, "The key store holds no key for ACME"), (KeyHome.SESSION, "one session only")],
)
async def test_no_key_is_told(home: KeyHome, told: str) -> None:
    with pytest.raises(KeyStoreError, match=f"{told}.*Enter the key again"):
        await Keys(SessionKeys()).get(account(home))


async def test_a_variable_is_read_at_each_use() -> None:
    environ = {"ACME_KEY": f" {KEY}\n"}
    keys = Keys(SessionKeys(), environ=environ)
    in_variable = account(KeyHome.ENVIRONMENT, "ACME_KEY")
    assert await keys.get(in_variable) == SECRET
    environ["ACME_KEY"] = "another"
    assert await keys.get(in_variable) == Secret("another")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "ACME_KEY is not set or empty"),
        ("", "ACME_KEY is not set or empty"),
        (f"{KEY} {KEY}", "ACME_KEY has no usable key: The key has a space"),
    ],
)
async def test_a_variable_without_a_key_is_named(value: str | None, told: str) -> None:
    keys = Keys(SessionKeys(), environ={} if value is None else {"ACME_KEY": value})
    with pytest.raises(KeyStoreError, match=f"{told}.*Set ACME_KEY to the API key") as caught:
        await keys.get(account(KeyHome.ENVIRONMENT, "ACME_KEY"))
    assert KEY not in str(caught.value)


async def test_a_key_in_place_of_a_variables_name_is_not_shown() -> None:
    with pytest.raises(KeyStoreError) as caught:
        await Keys(SessionKeys(), environ={}).get(account(KeyHome.ENVIRONMENT, KEY))
    assert KEY not in str(caught.value)


async def test_a_variable_is_neither_set_nor_removed_but_must_hold_the_key() -> None:
    environ = {"ACME_KEY": KEY}
    keys = Keys(SessionKeys(), environ=environ)
    in_variable = account(KeyHome.ENVIRONMENT, "ACME_KEY")
    await keys.put(in_variable, SECRET)
    await keys.remove(in_variable)
    assert environ == {"ACME_KEY": KEY}
    with pytest.raises(KeyStoreError, match="ACME_KEY holds another key"):
        await keys.put(in_variable, Secret("another"))


async def test_in_memory_begins_with_the_keys_given() -> None:
    keys = Keys.in_memory({"ACME": SECRET})
    assert await keys.get(account(KeyHome.SESSION)) == SECRET
    assert await keys.get(account(KeyHome.KEYRING)) == SECRET
