"""Each account keeps to its own key and its own place, whatever happens around this console."""

from pathlib import Path

import pytest

from tests.services.accounts_parts import ACME, OTHER, SECRET, SHOP, Desk
from ue_console.errors import InputError, KeyStoreError
from ue_console.models.account import Account, Environment, KeyHome
from ue_console.services.account_exchange import import_accounts
from ue_console.store.config import ConfigFile

VARIABLE = {"key_home": KeyHome.ENVIRONMENT}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


async def swapped(desk: Desk) -> Account:
    """Two accounts of which this console works as the second; then their names are swapped."""
    desk.environ |= {"PROD_KEY": SECRET.reveal(), "TEST_KEY": OTHER.reveal()}
    prod = {"name": "Prod", "key_variable": "PROD_KEY", "environment": Environment.PRODUCTION}
    test = {"name": "Tests", "key_variable": "TEST_KEY", "environment": Environment.STAGING}
    await desk.accounts.add(ACME.model_copy(update=VARIABLE | prod), SECRET)
    await desk.accounts.add(ACME.model_copy(update=VARIABLE | test), OTHER)
    active = await desk.accounts.switch("Tests")
    text = desk.path.read_text()
    text = text.replace('name = "Prod"', 'name = "X"').replace('name = "Tests"', 'name = "Prod"')
    desk.path.write_text(text.replace('name = "X"', 'name = "Tests"'))
    return active


async def test_an_account_that_leads_elsewhere_now_is_not_used_until_chosen_again(desk: Desk) -> None:
    await swapped(desk)
    desk.accounts.list()
    now = desk.accounts.active
    assert now is not None
    with pytest.raises(InputError, match="changed outside this console"):
        await desk.accounts.client(now)
    assert desk.opened == []
    again = await desk.accounts.switch("Tests")
    await desk.accounts.client(again)
    assert desk.opened[0].secret == SECRET


async def test_an_account_that_is_gone_is_not_used(desk: Desk) -> None:
    acme = await desk.accounts.add(ACME, SECRET)
    await desk.accounts.switch("ACME")
    await desk.console().change("ACME", acme.model_copy(update={"name": "Renamed"}))
    with pytest.raises(InputError, match="removed or renamed outside"):
        await desk.accounts.client(acme)


async def test_what_this_console_changes_itself_is_taken_along(desk: Desk) -> None:
    acme = await desk.accounts.add(ACME, SECRET)
    await desk.accounts.switch("ACME")
    changed = await desk.accounts.change(
        "ACME", acme.model_copy(update={"base_url": "us1", "environment": Environment.SANDBOX})
    )
    await desk.accounts.client(changed)
    rotated = await desk.accounts.rotate("ACME", OTHER)
    await desk.accounts.client(rotated)
    assert [client.secret for client in desk.opened] == [SECRET, OTHER]


async def test_another_configs_key_is_not_overwritten(desk: Desk, tmp_path: Path) -> None:
    await desk.accounts.add(ACME, SECRET)
    desk.path = tmp_path / "elsewhere.toml"
    other = desk.console()
    added = await other.add(ACME, OTHER)
    assert (await desk.store.get("ACME"), await desk.keys.get(added)) == (SECRET, OTHER)
    await other.remove("ACME", forget_key=True)
    assert await desk.store.get("ACME") == SECRET


async def test_a_key_that_is_not_its_own_is_not_used(desk: Desk) -> None:
    acme = await desk.accounts.add(ACME, SECRET)
    await desk.store.put("ACME", OTHER)
    with pytest.raises(KeyStoreError, match="is not its own"):
        await desk.accounts.client(acme)
    rotated = await desk.accounts.rotate("ACME", SECRET)
    await desk.accounts.client(rotated)
    assert await desk.store.get("ACME") == OTHER, "it may be another console's"


async def test_an_imported_account_has_no_key_until_one_is_entered(desk: Desk) -> None:
    await desk.accounts.add(ACME, SECRET)
    await desk.accounts.remove("ACME", forget_key=False)
    data = b'[[accounts]]\nname = "ACME"\nbase_url = "http://localhost:1"\nkey_home = "keyring"\n'
    (imported,) = import_accounts(ConfigFile(desk.path), data).added
    with pytest.raises(KeyStoreError, match="holds no key"):
        await desk.accounts.client(imported)
    assert desk.opened == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", f"ACME {SECRET.reveal()}"),
        ("base_url", f"https://eu1.unione.io/{SECRET.reveal()}"),
        ("key_command", ("echo", SECRET.reveal())),
    ],
)
async def test_a_key_in_the_wrong_field_is_refused(desk: Desk, field: str, value: object) -> None:
    home = KeyHome.COMMAND if field == "key_command" else KeyHome.KEYRING
    with pytest.raises(InputError) as caught:
        await desk.accounts.add(SHOP.model_copy(update={field: value, "key_home": home}), SECRET)
    assert caught.value.field == field
    assert SECRET.reveal() not in str(caught.value)
    assert not desk.path.exists()
