"""The vault's bytes: every one is guarded, and a hostile file costs nothing."""

import hashlib
from pathlib import Path

import pytest

from tests.store.vault_parts import CHEAP, PASSPHRASE, SECRET, Operator, made, operator_of, vault_at
from ue_console.errors import KeyStoreError
from ue_console.store.vault_file import Cost, WrongPassphrase, derive, new_key, seal, take_apart, unseal
from ue_console.store.vault_store import VaultStore

VERSION_AT = 7
REGIONS = {
    "magic": range(7),
    "version": range(7, 8),
    "cost": range(8, 11),
    "salt": range(11, 27),
    "nonce": range(27, 39),
    "first of the keys": range(39, 47),
    "padding": range(300, 308),
    "tag": range(-48, -32),
    "digest": range(-32, 0),
}


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A vault that holds a key."""
    await made(tmp_path / "keys.vault")
    return tmp_path / "keys.vault"


def forged(data: bytes) -> bytes:
    """The bytes with the digest that belongs to them, as an attacker writes it."""
    return data[:-32] + hashlib.sha256(data[:-32]).digest()


@pytest.mark.parametrize("region", REGIONS)
async def test_a_changed_byte_is_found_and_never_taken_for_a_wrong_passphrase(
    path: Path, region: str
) -> None:
    good = path.read_bytes()
    for place in REGIONS[region]:
        data = bytearray(good)
        data[place] ^= 0x01
        path.write_bytes(data)
        vault = vault_at(path, PASSPHRASE)
        with pytest.raises(KeyStoreError, match=r"damaged|newer") as caught:
            await vault.get("ACME")
        assert operator_of(vault).asked == []
        assert ("newer" in caught.value.cause) <= (place == VERSION_AT)
        with pytest.raises(KeyStoreError):
            await vault.put("Shop", SECRET)
        assert path.read_bytes() == data


@pytest.mark.parametrize("region", ["salt", "nonce", "first of the keys", "padding", "tag"])
async def test_a_forged_digest_opens_nothing(path: Path, region: str) -> None:
    for place in REGIONS[region]:
        data = bytearray(path.read_bytes())
        data[place] ^= 0x80
        with pytest.raises(WrongPassphrase):
            sealed = take_apart(forged(bytes(data)), "x")
            unseal(sealed, derive(PASSPHRASE, sealed.salt, sealed.cost), "x")


async def test_a_forged_vault_under_an_open_console_is_told_as_damage(path: Path) -> None:
    vault = vault_at(path, PASSPHRASE)
    await vault.get("ACME")
    data = bytearray(path.read_bytes())
    data[50] ^= 0x80
    path.write_bytes(forged(bytes(data)))
    with pytest.raises(KeyStoreError, match="is damaged"):
        await vault.get("ACME")
    assert len(operator_of(vault).asked) == 1


@pytest.mark.parametrize("cost", [(31, 8, 1), (16, 255, 1), (16, 8, 255), (0, 8, 1), (16, 0, 1), (16, 8, 0)])
def test_a_file_that_would_take_gigabytes_is_refused_unread(path: Path, cost: tuple[int, int, int]) -> None:
    data = bytearray(path.read_bytes())
    data[8:11] = bytes(cost)
    with pytest.raises(KeyStoreError, match="is damaged"):
        take_apart(forged(bytes(data)), "x")


def test_every_cut_is_found(path: Path) -> None:
    data = path.read_bytes()
    for length in range(len(data)):
        with pytest.raises(KeyStoreError, match="is damaged"):
            take_apart(data[:length], "x")


async def test_a_newer_vault_is_left_alone(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[VERSION_AT] = 2
    path.write_bytes(forged(bytes(data)))
    with pytest.raises(KeyStoreError, match=r"A newer ue-console wrote the vault .*keys\.vault"):
        await vault_at(path, PASSPHRASE).put("ACME", SECRET)
    assert path.read_bytes() == forged(bytes(data))


@pytest.mark.parametrize("data", [b"", b"[accounts]\n", b"UEVAUL", b"UEVAULT", b"UEVAULT\x00" + b"x" * 99])
async def test_another_file_in_its_place_is_not_written_over(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "keys.vault"
    path.write_bytes(data)
    with pytest.raises(KeyStoreError, match="damaged"):
        await vault_at(path, PASSPHRASE).put("ACME", SECRET)
    assert path.read_bytes() == data


async def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys.vault").mkdir()
    with pytest.raises(KeyStoreError, match=r"can't be read \(Is a directory\)"):
        await vault_at(tmp_path / "keys.vault", PASSPHRASE).get("ACME")


def test_what_is_inside_must_be_keys() -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = new_key(PASSPHRASE, CHEAP)
    header = seal({}, key)[:39]
    for text in (b"", b"[]", b"{}", b'{"keys": 1}', b"\xff", b"{" * 9999):
        whole = header + AESGCM(key.derived).encrypt(header[-12:], text, header)
        sealed = take_apart(whole + hashlib.sha256(whole).digest(), "x")
        with pytest.raises(KeyStoreError, match="is damaged"):
            unseal(sealed, key, "x")


def test_the_size_does_not_tell_one_key_from_three() -> None:
    key = new_key(PASSPHRASE, CHEAP)
    assert len(seal({"A": "1" * 30}, key)) == len(seal(dict.fromkeys("ABC", "1" * 30), key))


def test_a_link_stays_one(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link" / "keys.vault"
    link.parent.mkdir()
    link.symlink_to(path)
    sealed = take_apart(path.read_bytes(), "x")
    VaultStore(link).change(derive(PASSPHRASE, sealed.salt, Cost(4, 8, 1)), lambda keys: keys.clear())
    assert link.is_symlink()
    assert take_apart(path.read_bytes(), "x").nonce != sealed.nonce


async def test_the_path_is_shown_harmless(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2J\nb" / "keys.vault"
    vault = vault_at(path, PASSPHRASE)
    await vault.put("ACME", SECRET)
    assert isinstance(vault.ask, Operator)
    assert "\x1b" not in vault.ask.asked[0].path
    assert "\n" not in vault.ask.asked[0].path
