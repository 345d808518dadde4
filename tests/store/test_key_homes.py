"""One door to every home: the account says which, and nothing is done in another."""

from pathlib import Path

import pytest

from tests.store.key_program import KEY, runs, written
from tests.store.vault_parts import PASSPHRASE, Operator, vault_at
from ue_console.errors import KeyStoreError
from ue_console.models.account import Account, KeyHome, KeyKind, Service
from ue_console.models.secret import Secret
from ue_console.store.key_command import CommandKeys
from ue_console.store.paths import Paths
from ue_console.store.secrets import Keys, SessionKeys

SECRET = Secret(KEY)
KEPT = [KeyHome.KEYRING, KeyHome.VAULT, KeyHome.SESSION]


def account(home: KeyHome, *command: str, name: str = "ACME", kind: KeyKind = KeyKind.ACCOUNT) -> Account:
    service = Service.UNIFICATION if kind in (KeyKind.APP, KeyKind.USER) else Service.UNIONE
    fields = {"key_command": command, "key_variable": "ACME_KEY", "key_kind": kind, "service": service}
    return Account(name=name, base_url="https://x.example", key_home=home, **fields)


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Every home, with nothing in it."""
    vault = vault_at(tmp_path / "keys.vault", PASSPHRASE)
    return Keys(SessionKeys(), SessionKeys(), {}, vault=vault, commands=CommandKeys())


@pytest.mark.parametrize("home", KEPT)
async def test_a_key_is_in_its_home_alone(keys: Keys, home: KeyHome) -> None:
    await keys.put(account(home), SECRET)
    assert [other for other in KEPT if await keys.find(account(other))] == [home]
    assert await keys.get(account(home)) == SECRET
    await keys.remove(account(home))
    assert await keys.find(account(home)) is None


async def test_a_vault_without_the_key_is_told(keys: Keys) -> None:
    with pytest.raises(KeyStoreError, match=r"The vault holds no key for ACME.*Enter the key again"):
        await keys.get(account(KeyHome.VAULT))


async def test_a_commands_key_is_found_checked_and_left(keys: Keys, tmp_path: Path) -> None:
    program = written(tmp_path)
    acme = account(KeyHome.COMMAND, str(program), "prints")
    assert await keys.get(acme) == await keys.find(acme) == SECRET
    await keys.put(acme, SECRET)
    with pytest.raises(KeyStoreError, match="prints another key"):
        await keys.put(acme, Secret("another"))
    before = runs(program)
    await keys.remove(acme)
    assert await keys.get(acme) == SECRET
    assert runs(program) == before + 1


async def test_a_key_that_the_service_refused_is_asked_of_the_command_again(
    keys: Keys, tmp_path: Path
) -> None:
    program = written(tmp_path)
    acme = account(KeyHome.COMMAND, str(program), "prints")
    await keys.get(acme)
    await keys.get(acme)
    assert runs(program) == 1
    keys.forget(acme)
    await keys.get(acme)
    assert runs(program) == 2


async def test_forgetting_what_was_printed_removes_no_kept_key(keys: Keys) -> None:
    for home in KEPT:
        await keys.put(account(home), SECRET)
        keys.forget(account(home))
        assert await keys.get(account(home)) == SECRET


async def test_a_users_address_in_a_variable_is_taken_apart() -> None:
    found = Keys(SessionKeys(), environ={"ACME_KEY": "user://ann:secret@\n"})
    assert await found.get(account(KeyHome.ENVIRONMENT, kind=KeyKind.USER)) == Secret("ann:secret")


def test_only_what_is_read_elsewhere_is_not_kept() -> None:
    assert [home for home in KeyHome if Keys.keeps(home)] == KEPT


async def test_the_operator_is_asked_through_the_door(tmp_path: Path) -> None:
    keys = Keys(SessionKeys(), vault=vault_at(tmp_path / "keys.vault"))
    assert keys.ask is None
    keys.ask = operator = Operator(PASSPHRASE)
    await keys.put(account(KeyHome.VAULT), SECRET)
    assert [wanted.new for wanted in operator.asked] == [True]
    status = await keys.vault_status()
    assert (status.exists, status.unlocked, status.path) == (True, True, str(tmp_path / "keys.vault"))


async def test_in_memory_nothing_on_the_machine_is_touched_or_run(tmp_path: Path) -> None:
    program = written(tmp_path)
    keys = Keys.in_memory({"ACME": SECRET})
    keys.ask = Operator(PASSPHRASE)
    with pytest.raises(KeyStoreError, match=r"There is no vault here.*for this session only"):
        await keys.put(account(KeyHome.VAULT), SECRET)
    with pytest.raises(KeyStoreError, match=r"No command is run here.*for this session only"):
        await keys.get(account(KeyHome.COMMAND, str(program), "prints"))
    with pytest.raises(KeyStoreError, match="ACME_KEY is not set"):
        await keys.get(account(KeyHome.ENVIRONMENT))
    assert runs(program) == 0
    assert not (await keys.vault_status()).exists
    assert keys.vault is None


async def test_this_machines_vault_is_with_its_state(tmp_path: Path) -> None:
    keys = Keys.of_this_machine(Paths(tmp_path / "config", tmp_path / "state"))
    assert (await keys.vault_status()).path == str(tmp_path / "state" / "keys.vault")
    assert await keys.find(account(KeyHome.VAULT)) is None
    assert list(tmp_path.iterdir()) == []
