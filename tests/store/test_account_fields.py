"""Names of accounts and of environment variables, commands, ids."""

from collections.abc import Sequence

import pytest

from ue_console.errors import InputError
from ue_console.models.account import KeyKind
from ue_console.store.account_fields import account_name, command_words, is_id, is_variable


@pytest.mark.parametrize("typed", ["ACME Mail", "  ACME Mail ", "Müller & Söhne", "郵便", "a" * 64])
def test_names_that_can_be_shown(typed: str) -> None:
    assert account_name(typed) == typed.strip()


@pytest.mark.parametrize(
    "typed", ["", " \t", "a" * 65, "a\nb", "a\tb", "\x1b[31mred", "a\u202eb", "a\u200bb", "\ud83d"]
)
def test_names_that_cannot(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        account_name(typed)
    assert caught.value.field == "name"
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["UNIONE_KEY", "_key", "KEY", "key_2", "Acme_Key", "K2"])
def test_names_of_variables(name: str) -> None:
    assert is_variable(name)


@pytest.mark.parametrize(
    "name", ["", "2KEY", "A-B", "A B", "KEY\n", "6w7xsi5g9o4xyo3j1a2b3c4d", "w7xsi5g9o4xyo3j1", "Ä_B"]
)
def test_what_is_no_name_or_may_be_a_key(name: str) -> None:
    assert not is_variable(name)


@pytest.mark.parametrize("given", [["pass"], ["pass", "show", "a b"], ("x",) * 50, ["a\nb"]])
def test_commands(given: Sequence[str]) -> None:
    assert command_words(given) == tuple(given)


@pytest.mark.parametrize(
    "given", ["6w7xsi5g9o4xyo3j", [], ["x"] * 51, [""], ["6w7xsi5g9o4xyo3j", 1], ["a\0"], {}, 3]
)
def test_what_is_no_command_is_told_without_it(given: object) -> None:
    with pytest.raises(InputError) as caught:
        command_words(given)
    assert caught.value.field == "key_command"
    assert '["pass", "show", "unione/prod"]' in caught.value.remedy
    assert "6w7xsi" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "right"), [("11344", True), ("a-b_c", True), ("", False), ("a b", False), ("ä", False)]
)
def test_ids(text: str, right: bool) -> None:
    assert is_id(text) is right
    assert is_id("1" * 100)
    assert not is_id("1" * 101)


@pytest.mark.parametrize(
    ("text", "user", "others"),
    [
        ("6w7xsi5g9o4xyo3j", True, False),
        ("e9759590-54ef-4cd3-a01c-cb2241ddd812", True, True),
        ("6123462132634", True, True),
        ("app0key1:s0e1c2r3e4t5", False, False),
    ],
)
def test_ids_that_may_be_keys(text: str, user: bool, others: bool) -> None:
    assert is_id(text, KeyKind.USER) is user
    assert [is_id(text), is_id(text, KeyKind.ACCOUNT), is_id(text, KeyKind.PROJECT)] == [others] * 3
