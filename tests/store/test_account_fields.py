"""Names of accounts and of environment variables."""

import pytest

from ue_console.errors import InputError
from ue_console.store.account_fields import account_name, is_variable


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
