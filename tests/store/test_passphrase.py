"""A passphrase from a file, for servers on which nobody types it."""

import os
from pathlib import Path

import pytest

from tests.store.vault_parts import PASSPHRASE, SECRET, made, operator_of, vault_at
from ue_console.errors import KeyStoreError
from ue_console.store.passphrase import read_passphrase
from ue_console.store.vault import Vault


def private(path: Path, data: bytes, mode: int = 0o600) -> Path:
    path.write_bytes(data)
    path.chmod(mode)
    return path


@pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n"])
@pytest.mark.parametrize("mode", [0o600, 0o400])
async def test_it_opens_the_vault_and_nobody_is_asked(tmp_path: Path, ending: bytes, mode: int) -> None:
    file = private(tmp_path / "pass", PASSPHRASE.encode() + ending, mode)
    await made(tmp_path / "v" / "keys.vault")
    vault = vault_at(tmp_path / "v" / "keys.vault", None, passphrase_file=file)
    assert await vault.get("ACME") == SECRET
    assert operator_of(vault).asked == []


def test_spaces_in_it_count(tmp_path: Path) -> None:
    assert read_passphrase(private(tmp_path / "pass", b" a b \n")) == " a b "


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o660, 0o644])
def test_one_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(KeyStoreError, match=r"Other users may read .*chmod 600"):
        read_passphrase(private(tmp_path / "pass", b"x" * 9, mode))


@pytest.mark.parametrize("data", [b"", b"\n", b"one\ntwo\n", b"\xffLEAKED\n", b"x" * 5000])
def test_one_that_holds_no_passphrase_is_told_without_showing_it(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(KeyStoreError, match="does not hold one line of text") as caught:
        read_passphrase(private(tmp_path / "pass", data))
    assert caught.value.__context__ is None


def test_one_that_is_not_there_or_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(KeyStoreError, match=r"can't be read \(No such file or directory\)"):
        read_passphrase(tmp_path / "pass")
    os.mkfifo(tmp_path / "pipe", 0o600)
    with pytest.raises(KeyStoreError, match="is no ordinary file"):
        read_passphrase(tmp_path / "pipe")


async def test_a_wrong_one_is_told_once_and_named(tmp_path: Path) -> None:
    file = private(tmp_path / "pass", b"wrong one")
    await made(tmp_path / "v" / "keys.vault")
    with pytest.raises(KeyStoreError, match=r"The passphrase is wrong\. It was read from .*pass"):
        await vault_at(tmp_path / "v" / "keys.vault", passphrase_file=file).get("ACME")


async def test_one_too_short_makes_no_vault(tmp_path: Path) -> None:
    file = private(tmp_path / "pass", b"short")
    with pytest.raises(KeyStoreError, match="fewer than 8 characters"):
        await vault_at(tmp_path / "v" / "keys.vault", passphrase_file=file).put("ACME", SECRET)
    assert not (tmp_path / "v").exists()


async def test_the_environment_names_it(tmp_path: Path) -> None:
    file = private(tmp_path / "pass", PASSPHRASE.encode())
    await made(tmp_path / "keys.vault")
    named = Vault.of_environment(tmp_path / "keys.vault", {"UE_CONSOLE_VAULT_PASSPHRASE_FILE": str(file)})
    assert await named.get("ACME") == SECRET
    with pytest.raises(KeyStoreError, match="is locked"):
        await Vault.of_environment(tmp_path / "keys.vault", {}).get("ACME")
