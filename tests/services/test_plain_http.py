"""Leave for plain http: what comes under the account has it too, and it goes with the URL that needed it."""

from pathlib import Path
from typing import Final, NoReturn

import pytest

from tests.services.accounts_parts import OTHER, SECRET, Desk, LockedKeys
from tests.services.channels_house import house
from tests.services.test_projects import agency, only
from ue_console.errors import InputError, KeyStoreError
from ue_console.models.account import REGIONS, Account, KeyHome, KeyKind
from ue_console.models.unione.project import ProjectSettings
from ue_console.services.account_exchange import export_text, read_accounts
from ue_console.store.secrets import Keys, SystemKeyStore
from ue_console.store.vault import Vault

URL: Final = "http://10.0.0.7:8025/en/transactional/api/v1"
PLAIN: Final = Account(name="ACME", base_url=URL, plain_http=True, user_id="11344")
NEWS: Final = PLAIN.model_copy(
    update={"name": "News", "key_kind": KeyKind.PROJECT, "parent": "ACME", "project_id": "6123462132634"}
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def outside(url: str) -> str:
    """The same server at an address that is none of the loopback's."""
    return url.replace("127.0.0.1", "0.0.0.0")


async def test_without_its_leave_nothing_is_asked_or_kept(desk: Desk) -> None:
    account = PLAIN.model_copy(update={"plain_http": False})
    with pytest.raises(InputError, match="would send the key unencrypted"):
        await desk.accounts.verify(account, SECRET)
    with pytest.raises(InputError, match="would send the key unencrypted"):
        await desk.accounts.add(account, SECRET)
    assert (desk.opened, desk.accounts.list()) == ([], ())


async def test_it_comes_and_goes_with_the_url_and_for_those_under_it(desk: Desk) -> None:
    acme = await desk.accounts.add(PLAIN, SECRET)
    await desk.accounts.add(NEWS, OTHER)
    assert [account.plain_http for account in desk.console().list()] == [True, True]
    await desk.accounts.change("ACME", acme.model_copy(update={"base_url": "eu1"}))
    assert [(account.plain_http, account.base_url) for account in desk.console().list()] == [
        (False, REGIONS["eu1"])
    ] * 2
    assert "plain_http" not in desk.path.read_text()
    await desk.accounts.change("ACME", acme)
    assert [account.in_clear and account.plain_http for account in desk.console().list()] == [True, True]


async def test_a_project_goes_the_way_of_its_account(tmp_path: Path) -> None:
    async with agency(tmp_path) as here:
        here.url = outside(here.url)
        projects = await here.open(plain_http=True)
        await projects.create(ProjectSettings(name="News"))
        held = projects.held(await only(projects))
        assert held is not None
        assert held.in_clear
        assert (await here.accounts.check(held)).kind is KeyKind.PROJECT


async def test_a_user_goes_the_way_of_its_app(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.url = outside(here.url)
        users = await here.open(plain_http=True)
        made = await users.create("Night shift")
        assert (made.plain_http, made.in_clear) == (True, True)
        assert (await here.accounts.check(made)).kind is KeyKind.USER


def test_it_goes_along_to_another_machine() -> None:
    text = export_text([PLAIN, NEWS])
    assert text.count("plain_http = true") == 2
    assert read_accounts(text.encode(), []).added == (PLAIN, NEWS)
    assert read_accounts(text.encode(), [PLAIN, NEWS]).added == ()
    with pytest.raises(InputError, match=r"base_url of account 1 is wrong: An http URL .* \(line \d+\)"):
        read_accounts(text.replace("plain_http = true\n", "").encode(), [])


async def test_where_a_new_key_is_kept_best(tmp_path: Path, desk: Desk) -> None:
    def choose() -> NoReturn:
        raise KeyStoreError("No bus is running.", "Keep it in the vault.")

    missing = SystemKeyStore(choose=choose)
    assert await desk.accounts.home_for_new() == (KeyHome.KEYRING, "")
    desk.keys = Keys(LockedKeys())
    assert await desk.console().home_for_new() == (KeyHome.KEYRING, "")
    desk.keys = Keys(missing, vault=Vault(tmp_path / "keys.vault"))
    assert await desk.console().home_for_new() == (KeyHome.VAULT, "No bus is running.")
    desk.keys = Keys(missing)
    assert await desk.console().home_for_new() == (KeyHome.SESSION, "No bus is running.")


async def test_an_id_that_a_config_would_refuse_is_not_written(desk: Desk) -> None:
    for field in ("user_id", "project_id"):
        account = NEWS.model_copy(update={"parent": "", field: "6w7xsi5g9o4xyo3j1a2b"})
        with pytest.raises(InputError, match="made like an API key"):
            await desk.accounts.add(account, SECRET)
    assert desk.accounts.list() == ()
