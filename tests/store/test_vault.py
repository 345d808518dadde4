"""The vault as a console uses it: asked once, opened, filled, closed with another passphrase."""

import asyncio
import resource
import stat
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.store.vault_parts import PASSPHRASE, SECRET, Operator, made, operator_of, vault_at
from ue_console.errors import InputError, KeyStoreError
from ue_console.models.secret import Secret
from ue_console.store.passphrase import PassphraseWanted
from ue_console.store.vault import Vault
from ue_console.store.vault_file import Cost
from ue_console.store.vault_store import VaultStore

SHORT = "The passphrase has fewer than 8 characters."
WRONG = "The passphrase is wrong."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A place for a vault, in a folder that doesn't exist yet."""
    return tmp_path / "state" / "keys.vault"


async def test_a_key_is_there_for_the_next_console_and_gone_after_remove(path: Path) -> None:
    await vault_at(path, PASSPHRASE).put("ACME", SECRET)
    other = vault_at(path, PASSPHRASE)
    assert await other.get("ACME") == SECRET
    assert await other.get("Shop") is None
    await other.remove("ACME")
    await other.remove("ACME")
    assert await vault_at(path, PASSPHRASE).get("ACME") is None


async def test_neither_keys_nor_names_can_be_read_in_the_file(path: Path) -> None:
    await made(path, ACME=SECRET.reveal())
    data = path.read_bytes()
    assert SECRET.reveal().encode() not in data
    assert b"ACME" not in data
    assert PASSPHRASE.encode() not in data
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["keys.vault"]


async def test_the_same_keys_are_never_written_the_same_way(path: Path) -> None:
    vault = vault_at(path, PASSPHRASE)
    await vault.put("ACME", SECRET)
    first = path.read_bytes()
    await vault.put("ACME", Secret("another"))
    await vault.put("ACME", SECRET)
    header = 11
    assert path.read_bytes()[: header + 16] == first[: header + 16]
    assert path.read_bytes()[header + 16 :][:12] != first[header + 16 :][:12]


async def test_without_a_vault_nothing_is_asked_for_nothing(path: Path) -> None:
    vault = vault_at(path, PASSPHRASE)
    assert await vault.get("ACME") is None
    await vault.remove("ACME")
    assert operator_of(vault).asked == []
    assert not path.parent.exists()


async def test_the_passphrase_is_asked_once_and_not_kept(path: Path) -> None:
    await made(path)
    vault = vault_at(path, PASSPHRASE)
    await vault.get("ACME")
    await vault.put("Shop", SECRET)
    await vault.remove("Shop")
    assert operator_of(vault).asked == [PassphraseWanted(new=False, wrong="", path=str(path))]
    assert PASSPHRASE not in repr(vars(vault))
    assert "derived" not in repr(vault._key)


async def test_many_callers_make_one_question(path: Path) -> None:
    await made(path)
    vault = vault_at(path, PASSPHRASE)
    assert await asyncio.gather(*(vault.get("ACME") for _ in range(10))) == [SECRET] * 10
    assert len(operator_of(vault).asked) == 1


async def test_a_wrong_passphrase_is_told_and_asked_again(path: Path) -> None:
    await made(path)
    vault = vault_at(path, "wrong", "", "also wrong", PASSPHRASE)
    assert await vault.get("ACME") == SECRET
    assert operator_of(vault).refusals == ["", WRONG, WRONG, WRONG]


async def test_a_new_passphrase_must_not_be_short(path: Path) -> None:
    vault = vault_at(path, "1234567", "", "12345678")
    await vault.put("ACME", SECRET)
    assert operator_of(vault).refusals == ["", SHORT, SHORT]
    assert all(wanted.new for wanted in operator_of(vault).asked)
    assert await vault_at(path, "12345678").get("ACME") == SECRET


async def test_no_answer_leaves_it_locked_for_all_who_waited_and_the_next_is_asked(path: Path) -> None:
    await made(path)
    vault = vault_at(path, None, PASSPHRASE)
    results = await asyncio.gather(*(vault.get("ACME") for _ in range(5)), return_exceptions=True)
    assert [str(error)[:20] for error in results] == ["The vault is locked."] * 5
    assert len(operator_of(vault).asked) == 1
    assert await vault.get("ACME") == SECRET


async def test_a_caller_that_gives_up_lets_the_next_one_ask(path: Path) -> None:
    await made(path)
    vault = vault_at(path)
    open_dialogs = asyncio.Event()
    answers = Operator(PASSPHRASE)

    async def ask(wanted: PassphraseWanted) -> str | None:
        if not open_dialogs.is_set():
            open_dialogs.set()
            await asyncio.Event().wait()
        return await answers(wanted)

    vault.ask = ask
    first = asyncio.create_task(vault.get("ACME"))
    await open_dialogs.wait()
    second = asyncio.create_task(vault.get("ACME"))
    first.cancel()
    assert await second == SECRET


@pytest.mark.parametrize("exists", [True, False])
async def test_where_nobody_can_be_asked_the_way_out_is_named(path: Path, exists: bool) -> None:
    if exists:
        await made(path)
    told = "The vault is locked" if exists else "The vault has no passphrase yet"
    with pytest.raises(KeyStoreError, match=f"{told}.*UE_CONSOLE_VAULT_PASSPHRASE_FILE"):
        await vault_at(path).put("ACME", SECRET)


async def test_the_same_letters_from_another_keyboard_open_it(path: Path) -> None:
    await vault_at(path, "caf\u00e9 au lait").put("ACME", SECRET)
    assert await vault_at(path, "cafe\u0301 au lait").get("ACME") == SECRET


async def test_odd_names_keys_and_passphrases_are_kept_as_they_are(path: Path) -> None:
    names = ["x" * 200, "a/b/../c", "[b]", "🇪🇺 👩‍👩‍👧", "\x1b[2J", "", "\ud83d", '"', "\\"]
    vault = vault_at(path, "\ud83d 🔑 \x00\n long")
    for name in names:
        await vault.put(name, Secret(f"~!@#$%^&*()_+`-={{}}|[]\\:\";'<>?,./{len(name)}"))
    other = vault_at(path, "\ud83d 🔑 \x00\n long")
    for name in names:
        assert (await other.get(name)) == Secret(f"~!@#$%^&*()_+`-={{}}|[]\\:\";'<>?,./{len(name)}")


@pytest.fixture
def full_disk() -> Iterator[None]:
    """Every write to a file is refused by the system."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)


async def test_a_full_disk_harms_nothing_and_tells_nothing_secret(
    path: Path, request: pytest.FixtureRequest
) -> None:
    await made(path)
    before = path.read_bytes()
    vault = vault_at(path, PASSPHRASE)
    await vault.get("ACME")
    another = Secret("".join(["another", "key", "of", "shop"]))
    request.getfixturevalue("full_disk")
    with pytest.raises(KeyStoreError, match=r"can't be written \(File too large\)") as caught:
        await vault.put("Shop", another)
    shown = "".join(traceback.format_exception(caught.value))
    assert not [text for text in (PASSPHRASE, SECRET.reveal(), another.reveal()) if text in shown]
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["keys.vault"]


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    with pytest.raises(KeyStoreError, match=r"The vault .* can't be read \(Not a directory\)"):
        await vault_at(tmp_path / "state" / "keys.vault", PASSPHRASE).put("ACME", SECRET)


async def test_status(path: Path) -> None:
    vault = vault_at(path, PASSPHRASE)
    status = await vault.status()
    assert (status.exists, status.unlocked, status.path) == (False, False, str(path))
    await made(path)
    status = await vault.status()
    assert (status.exists, status.unlocked) == (True, False)
    await vault.get("ACME")
    assert (await vault.status()).unlocked
    assert len(operator_of(vault).asked) == 1


async def test_the_passphrase_changes_and_the_keys_stay(path: Path) -> None:
    await made(path)
    old, changing = vault_at(path, PASSPHRASE, "another one"), vault_at(path)
    await old.get("ACME")
    await changing.change_passphrase(PASSPHRASE, "another one")
    assert await changing.get("ACME") == SECRET
    assert await old.get("ACME") == SECRET
    assert len(operator_of(old).asked) == 2
    with pytest.raises(KeyStoreError):
        await vault_at(path, PASSPHRASE, None).get("ACME")


async def late(vault: Vault, seconds: float) -> Secret | None:
    await asyncio.sleep(seconds)
    return await vault.get("ACME")


async def test_a_passphrase_change_asks_nobody_who_reads_meanwhile(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await made(path)
    vault = vault_at(path, PASSPHRASE)
    await vault.get("ACME")
    change = VaultStore.change

    def slow(*arguments: Any, **named: Any) -> None:
        change(*arguments, **named)
        time.sleep(0.1)

    monkeypatch.setattr(VaultStore, "change", slow)
    results = await asyncio.gather(
        vault.change_passphrase(PASSPHRASE, "another one"), *(late(vault, wait / 20) for wait in range(8))
    )
    assert results[1:] == [SECRET] * 8
    assert len(operator_of(vault).asked) == 1


@pytest.mark.parametrize(
    ("old", "new", "field"), [("wrong", "another one", "old"), (PASSPHRASE, "short", "passphrase")]
)
async def test_a_passphrase_change_with_a_wrong_entry_changes_nothing(
    path: Path, old: str, new: str, field: str
) -> None:
    await made(path)
    before = path.read_bytes()
    with pytest.raises(InputError) as caught:
        await vault_at(path).change_passphrase(old, new)
    assert caught.value.field == field
    assert path.read_bytes() == before


async def test_there_is_no_passphrase_to_change_before_there_is_a_vault(path: Path) -> None:
    with pytest.raises(KeyStoreError, match="There is no vault yet"):
        await vault_at(path).change_passphrase(PASSPHRASE, "another one")


async def test_a_vault_that_was_deleted_is_made_anew_without_a_question(path: Path) -> None:
    vault = vault_at(path, PASSPHRASE)
    await vault.put("ACME", SECRET)
    path.unlink()
    assert await vault.get("ACME") is None
    await vault.put("Shop", SECRET)
    assert await vault_at(path, PASSPHRASE).get("Shop") == SECRET
    assert len(operator_of(vault).asked) == 1


async def test_too_little_memory_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def starve(*arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr("ue_console.store.vault.new_key", starve)
    with pytest.raises(KeyStoreError, match="too little memory"):
        await vault_at(path, PASSPHRASE).put("ACME", SECRET)


async def test_a_real_vault_costs_an_attacker_64_megabytes_a_guess() -> None:
    cost = Cost()
    assert 128 * cost.r * 2**cost.log_n == 64 * 2**20
    assert cost.is_bearable()
