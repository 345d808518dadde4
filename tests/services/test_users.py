"""Users against a real sandbox: made, imported, deleted, worked as; their secrets kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked

from tests.services.accounts_parts import LockedKeys
from tests.services.channels_house import APP, OTHER_APP, house
from ue_console.errors import ConfigError, InputError, KeyRefused, KeyStoreError
from ue_console.models.account import Environment, KeyHome, KeyKind
from ue_console.models.secret import Secret
from ue_console.models.unification.credentials import halves
from ue_console.services.users import SecretNotKept, User, Users
from ue_console.store import files
from ue_console.store.keyring_backend import choose_backend, explained
from ue_console.store.secrets import SessionKeys
from ue_console.store.system_keyring import SystemKeyStore


def address_of(secret: Secret) -> str:
    name, half = halves(secret)
    return f"user://{name}:{half}@"


async def test_a_new_users_secret_is_kept_and_opens_it(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        users = await here.open()
        made = await users.create("  Night shift ")
        assert (made.name, made.parent, made.key_kind) == ("Night shift", "ACME", KeyKind.USER)
        assert (made.environment, made.base_url) == (Environment.STAGING, here.url)
        secret = await here.store.get("Night shift")
        assert secret is not None
        assert halves(secret)[0] == made.user_id
        assert await users.all() == [User(made.user_id, made)]
        assert await users.connections(User(made.user_id, made)) == 0
        assert halves(secret)[1] not in here.config.read_text() + repr(made) + repr(users)


@pytest.mark.parametrize("name", ["", "   ", "x" * 65, "a\x1b[31mb", "two\nlines", "acme", "ACME"])
async def test_a_name_that_cannot_be_is_refused_before_anything_is_created(tmp_path: Path, name: str) -> None:
    async with house(tmp_path) as here:
        users = await here.open()
        with pytest.raises(InputError) as caught:
            await users.create(name)
        assert caught.value.field == "name"
        assert await users.all() == []


async def test_a_secret_that_cannot_be_kept_is_in_the_error_alone_and_can_go_elsewhere(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as here:
        store = LockedKeys()
        here.use(store, environ={"APP": APP.reveal()})
        users = await here.open(key_home=KeyHome.ENVIRONMENT, key_variable="APP")
        assert users.home is KeyHome.KEYRING
        with pytest.raises(SecretNotKept, match="locked") as caught:
            await users.create("Night shift")
        error = caught.value
        assert (error.name, error.made) == ("Night shift", True)
        assert [known.held for known in await users.all()] == [False]
        assert halves(error.user.secret)[1] not in f"{error!r}{error}{error.user!r}"
        with pytest.raises(SecretNotKept):
            await users.keep(error.user, error.name, made=True)
        with pytest.raises(SecretNotKept, match="no vault"):
            await users.keep(error.user, error.name, KeyHome.VAULT, made=True)
        held = await users.keep(error.user, error.name, KeyHome.SESSION, made=True)
        assert (held.name, held.key_home) == ("Night shift", KeyHome.SESSION)
        assert await here.keys.get(held) == error.user.secret
        assert await users.connections(User(held.user_id, held)) == 0


NONE: Final = fail.Keyring()  # type: ignore[no-untyped-call]


def unlocked() -> KeyringBackend:
    """What becomes of a key store that nothing here can unlock."""
    raise explained(KeyringLocked(), NONE)


@pytest.mark.parametrize(
    ("choose", "remedy"),
    [(choose_backend, ""), (unlocked, "Unlock it and try again.")],
    ids=["none", "locked"],
)
async def test_homes_that_are_not_offered_are_not_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    choose: Callable[[], KeyringBackend],
    remedy: str,
) -> None:
    monkeypatch.setattr("keyring.core._detect_backend", lambda limit: NONE)
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    async with house(tmp_path) as here:
        here.use(SystemKeyStore(choose=choose), environ={"APP": APP.reveal()})
        users = await here.open(key_home=KeyHome.ENVIRONMENT, key_variable="APP")
        with pytest.raises(SecretNotKept) as caught:
            await users.create("Night shift")
        assert caught.value.remedy == remedy


async def test_a_config_file_that_cannot_be_written_loses_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    async with house(tmp_path) as here:
        users = await here.open()
        with monkeypatch.context() as broken:
            broken.setattr(files, "write_private", full)
            with pytest.raises(SecretNotKept) as caught:
                await users.create("Night shift")
            assert isinstance(caught.value.__cause__, ConfigError)
        held = await users.keep(caught.value.user, caught.value.name, made=True)
        assert await users.all() == [User(held.user_id, held)]


async def test_a_name_taken_meanwhile_gives_way_rather_than_lose_the_secret(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        store = LockedKeys()
        here.use(store, environ={"APP": APP.reveal()})
        users = await here.open(key_home=KeyHome.ENVIRONMENT, key_variable="APP")
        with pytest.raises(SecretNotKept) as caught:
            await users.create("Shop")
        store.locked = False
        await here.open(OTHER_APP, name="Shop")
        held = await users.keep(caught.value.user, "Shop", made=True)
        assert held.name == "Shop (ACME)"


async def test_a_deleted_users_secret_is_forgotten_and_one_already_gone_is_fine(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        users = await here.open()
        made = await users.create("Night shift")
        secret = await here.keys.get(made)
        await users.delete(made.user_id)
        assert await users.all() == []
        assert [account.name for account in here.accounts.list()] == ["ACME"]
        assert await here.store.get("Night shift") is None
        with pytest.raises(KeyRefused):
            await here.accounts.verify(made, secret)
        await users.delete(made.user_id)


async def test_a_secret_that_cannot_be_forgotten_is_told_and_the_user_is_gone(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        store = LockedKeys()
        store.locked = False
        here.use(store, environ={"APP": APP.reveal()})
        users = await here.open(key_home=KeyHome.ENVIRONMENT, key_variable="APP")
        made = await users.create("Night shift")
        store.locked = True
        with pytest.raises(KeyStoreError, match="deleted, but its secret is still kept"):
            await users.delete(made.user_id)
        assert await users.all() == []


async def test_an_imported_user_goes_under_the_app_that_has_it(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        users = await here.open()
        made = await users.create("Night shift")
        secret = await here.keys.get(made)
        await here.accounts.remove(made.name, forget_key=True)
        user, known = await users.verify(f" {address_of(secret)}\n")
        assert known == User(made.user_id)
        with pytest.raises(InputError, match="already an app ACME"):
            await users.keep(user, "ACME")
        held = await users.keep(user, "Day shift")
        assert (held.name, held.parent, held.user_id) == ("Day shift", "ACME", made.user_id)
        assert await here.keys.get(held) == secret


async def test_an_import_renews_what_is_held(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        users = await here.open()
        made = await users.create("Night shift")
        secret = await here.keys.get(made)
        await here.store.remove("Night shift")
        user, known = await users.verify(secret.reveal())
        assert known is not None
        assert (await users.keep(user, "Another name")).name == "Night shift"
        assert await here.keys.get(made) == secret
        assert len(here.accounts.list()) == 2


async def test_a_user_of_another_app_stands_alone(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        users = await here.open()
        others = await here.open(OTHER_APP, name="Other")
        made = await others.create("Theirs")
        secret = await here.keys.get(made)
        await here.accounts.remove("Other", forget_key=True)
        user, known = await users.verify(address_of(secret))
        assert known is None
        held = await users.keep(user, "Theirs", own=False)
        assert (held.parent, held.key_kind) == ("", KeyKind.USER)
        again = await here.open(OTHER_APP, name="Other")
        (listed,) = await again.all()
        assert listed.account == held
        used = await again.use(listed)
        assert used.parent == "Other"
        assert await here.keys.get(used) == secret


@pytest.mark.parametrize(
    "pasted",
    ["", "user://", "user://5eed@", "nothing", "user://ä:c@", "user://a/b:c@", APP.reveal()],
)
async def test_what_is_no_users_address_is_refused_without_showing_it(tmp_path: Path, pasted: str) -> None:
    async with house(tmp_path) as here:
        users = await here.open()
        with pytest.raises(InputError) as caught:
            await users.verify(pasted)
        assert len(pasted) < 8 or pasted not in str(caught.value)
        assert len(here.accounts.list()) == 1


async def test_an_address_that_opens_nothing_is_refused(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        users = await here.open()
        made = await users.create("Night shift")
        with pytest.raises(KeyRefused):
            await users.verify(f"user://{made.user_id}:de305ec2-0000-4d30-8d30-0be45e7ca11e@")


async def test_a_secret_kept_for_a_session_that_ended_is_not_held(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        users = await here.open(key_home=KeyHome.SESSION)
        made = await users.create("Night shift")
        assert [known.held for known in await users.all()] == [True]
        here.use(SessionKeys(), environ={})
        await here.accounts.rotate("ACME", APP)
        again = Users(here.accounts, here.accounts.list()[0])
        (listed,) = await again.all()
        assert (listed.over, listed.held, listed.name) == (True, False, "Night shift")
        with pytest.raises(InputError, match="not held here"):
            await again.use(listed)
        assert made.key_home is KeyHome.SESSION


async def test_only_what_costs_no_question_is_counted(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        users = await here.open()
        made = await users.create("Night shift")
        assert users.may_count(User(made.user_id, made))
        for home in (KeyHome.VAULT, KeyHome.COMMAND):
            assert not users.may_count(User(made.user_id, made.model_copy(update={"key_home": home})))
        assert not users.may_count(User(made.user_id))
        assert not users.may_count(User(made.user_id, made, over=True))


async def test_read_only_for_one_run_is_not_kept_with_a_user(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        users = await here.open()
        made = await users.create("Night shift")
        secret = await here.keys.get(made)
        await here.accounts.remove(made.name, forget_key=True)
        here.accounts.begin_with("ACME")
        here.accounts.read_only = True
        active = here.accounts.active
        assert active is not None
        assert active.read_only
        user, _ = await Users(here.accounts, active).verify(secret.reveal())
        assert not (await Users(here.accounts, active).keep(user, "Night shift")).read_only


async def test_free_names_skip_those_that_are_taken(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        users = await here.open(name="user 1")
        assert users.free_name() == "User 2"
        await users.create("User 2")
        assert users.free_name() == "User 3"
