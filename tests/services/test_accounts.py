"""Accounts: kept with their keys or not at all, one active, one client each."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.services.accounts_parts import ACME, OTHER, SECRET, SHOP, Desk, LockedKeys
from ue_console.errors import ConfigError, InputError, KeyRefused, KeyStoreError
from ue_console.models.account import REGIONS, Account, Environment, KeyHome
from ue_console.sandbox.options import Options
from ue_console.sandbox.server import SandboxThread
from ue_console.services.accounts import Accounts
from ue_console.services.connect import Connector
from ue_console.store.config import ConfigFile
from ue_console.store.secrets import Keys


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


async def test_an_added_account_is_there_for_the_next_console(desk: Desk) -> None:
    added = await desk.accounts.add(ACME.model_copy(update={"name": " ACME "}), SECRET)
    assert added == Account(name="ACME", base_url=REGIONS["eu1"], key_hint="••••9f2c")
    assert desk.console().list() == (added,)
    assert await desk.keys.get(added) == SECRET
    assert SECRET.reveal() not in desk.path.read_text()


@pytest.mark.parametrize("name", ["ACME", "acme", " Acme "])
async def test_a_taken_name_is_refused_before_the_key_is_touched(desk: Desk, name: str) -> None:
    added = await desk.accounts.add(ACME, SECRET)
    with pytest.raises(InputError, match="already an account ACME") as caught:
        await desk.accounts.add(SHOP.model_copy(update={"name": name}), OTHER)
    assert caught.value.field == "name"
    assert await desk.keys.get(added) == SECRET
    assert desk.accounts.list() == (added,)


async def test_a_taken_name_is_told_before_a_locked_key_store(desk: Desk) -> None:
    await desk.accounts.add(ACME, SECRET)
    desk.keys = Keys(LockedKeys())
    with pytest.raises(InputError, match="already an account ACME"):
        await desk.console().add(ACME, SECRET)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x\x1b[31m"}, "name"),
        ({"base_url": "http://example.com"}, "base_url"),
        ({"key_home": KeyHome.ENVIRONMENT, "key_variable": "no name"}, "key_variable"),
    ],
)
async def test_what_is_wrong_is_refused_with_its_field(
    desk: Desk, change: dict[str, object], field: str
) -> None:
    with pytest.raises(InputError) as caught:
        await desk.accounts.add(ACME.model_copy(update=change), SECRET)
    assert caught.value.field == field
    assert not desk.path.exists()


async def test_nothing_is_saved_when_the_key_store_refuses(desk: Desk) -> None:
    desk.keys = Keys(LockedKeys())
    with pytest.raises(KeyStoreError, match="this session only"):
        await desk.console().add(ACME, SECRET)
    assert not desk.path.exists()


async def test_the_key_is_as_before_when_the_config_cannot_be_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.break_config(monkeypatch)
    with pytest.raises(ConfigError):
        await desk.accounts.add(ACME, SECRET)
    assert await desk.store.get("ACME") is None
    await desk.store.put("ACME", OTHER)
    with pytest.raises(ConfigError):
        await desk.accounts.add(ACME, SECRET)
    assert await desk.store.get("ACME") == OTHER


async def test_a_key_in_a_variable_is_not_stored(desk: Desk) -> None:
    account = ACME.model_copy(update={"key_home": KeyHome.ENVIRONMENT, "key_variable": "ACME_KEY"})
    with pytest.raises(KeyStoreError, match="ACME_KEY is not set"):
        await desk.accounts.add(account, SECRET)
    assert not desk.path.exists()
    desk.environ["ACME_KEY"] = SECRET.reveal()
    added = await desk.accounts.add(account, SECRET)
    assert desk.console().list() == (added,)
    assert await desk.store.get("ACME") is None


async def test_verify_keeps_nothing_and_closes_its_client(desk: Desk) -> None:
    info = await desk.accounts.verify(ACME, SECRET)
    assert info.who == "ops@acme.example"
    desk.opened.error = KeyRefused("No such key.", code=102)
    with pytest.raises(KeyRefused):
        await desk.accounts.verify(ACME, SECRET)
    assert [client.closed for client in desk.opened] == [True, True]
    assert desk.opened[0].account.base_url == REGIONS["eu1"]
    assert not desk.path.exists()


async def test_a_console_begins_with_the_account_used_last(desk: Desk) -> None:
    assert desk.accounts.active is None
    acme, shop = await desk.accounts.add(ACME, SECRET), await desk.accounts.add(SHOP, OTHER)
    assert desk.console().active == acme
    await desk.accounts.switch("Shop")
    assert desk.accounts.active == desk.console().active == shop


async def test_a_default_opens_every_start_whatever_was_used_last(desk: Desk) -> None:
    acme, shop = await desk.accounts.add(ACME, SECRET), await desk.accounts.add(SHOP, OTHER)
    await desk.accounts.set_default("ACME")
    await desk.accounts.switch("Shop")
    assert desk.console().active == acme
    renamed = await desk.accounts.change("ACME", acme.model_copy(update={"name": "Acme Mail"}))
    assert (desk.console().active, desk.console().default) == (renamed, "Acme Mail")
    await desk.accounts.set_default("")
    assert desk.console().active == shop
    await desk.accounts.set_default("Acme Mail")
    await desk.accounts.remove("Acme Mail", forget_key=True)
    assert (desk.console().active, desk.console().default) == (shop, "")
    with pytest.raises(InputError, match="no account Nobody"):
        await desk.accounts.set_default("Nobody")


async def test_another_consoles_switch_is_not_ours(desk: Desk) -> None:
    acme, shop = await desk.accounts.add(ACME, SECRET), await desk.accounts.add(SHOP, OTHER)
    ours, theirs = desk.console(), desk.console()
    assert ours.active == acme
    await theirs.switch("Shop")
    assert ours.list() == (acme, shop)
    assert ours.active == acme


async def test_a_switch_holds_even_if_it_cannot_be_remembered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.accounts.add(ACME, SECRET)
    shop = await desk.accounts.add(SHOP, OTHER)
    desk.break_config(monkeypatch)
    with pytest.raises(ConfigError):
        await desk.accounts.switch("Shop")
    assert desk.accounts.active == shop
    with pytest.raises(InputError, match="no account Nobody"):
        await desk.accounts.switch("Nobody")


async def test_one_client_an_account_until_it_changes(desk: Desk) -> None:
    acme = await desk.accounts.add(ACME, SECRET)
    clients = await asyncio.gather(*(desk.accounts.client(acme) for _ in range(5)))
    assert len(desk.opened) == 1
    assert all(client is clients[0] for client in clients)
    assert desk.opened[0].secret == SECRET
    changed = await desk.accounts.change("ACME", acme.model_copy(update={"read_only": True}))
    await desk.accounts.client(changed)
    assert [client.closed for client in desk.opened] == [True, False]
    assert desk.opened[1].account.read_only
    await desk.accounts.aclose()
    assert desk.opened[1].closed


async def test_a_client_is_opened_anew_where_another_console_changed_the_account(desk: Desk) -> None:
    acme = await desk.accounts.add(ACME, SECRET)
    await desk.accounts.client(acme)
    await desk.console().change("ACME", acme.model_copy(update={"read_only": True}))
    await desk.accounts.client(desk.accounts.list()[0])
    assert [client.account.read_only for client in desk.opened] == [False, True]
    assert desk.opened[0].closed


async def test_a_switch_closes_the_other_accounts_clients(desk: Desk) -> None:
    acme, shop = await desk.accounts.add(ACME, SECRET), await desk.accounts.add(SHOP, OTHER)
    await desk.accounts.client(acme)
    await desk.accounts.client(shop)
    await desk.accounts.switch("Shop")
    assert [client.closed for client in desk.opened] == [True, False]


@pytest.mark.parametrize("forget", [True, False])
async def test_remove(desk: Desk, forget: bool) -> None:
    acme, shop = await desk.accounts.add(ACME, SECRET), await desk.accounts.add(SHOP, OTHER)
    await desk.accounts.switch("ACME")
    await desk.accounts.client(acme)
    await desk.accounts.remove("ACME", forget_key=forget)
    assert desk.console().list() == (shop,)
    assert desk.accounts.active is None
    assert desk.opened[0].closed
    assert await desk.store.get("ACME") == (None if forget else SECRET)


async def test_an_account_stays_if_its_key_or_the_config_refuses(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = LockedKeys({"ACME": SECRET})
    store.locked = False
    desk.keys = Keys(store)
    desk.accounts = desk.console()
    acme = await desk.accounts.add(ACME, SECRET)
    store.locked = True
    with pytest.raises(KeyStoreError):
        await desk.accounts.remove("ACME", forget_key=True)
    assert desk.console().list() == (acme,)
    store.locked = False
    desk.break_config(monkeypatch)
    with pytest.raises(ConfigError):
        await desk.accounts.remove("ACME", forget_key=True)
    assert await store.get("ACME") == SECRET


@pytest.fixture
async def sandbox() -> AsyncIterator[str]:
    """A sandbox on a real socket, and its base URL."""
    thread = SandboxThread(Options(seed="demo", unione_keys=(SECRET.reveal(),)))
    yield await asyncio.to_thread(thread.start)
    await asyncio.to_thread(thread.stop)


async def test_verify_and_a_client_against_the_sandbox(sandbox: str) -> None:
    accounts = Accounts(ConfigFile(None), Keys.in_memory(), Connector())
    account = Account(name="Sandbox", base_url=sandbox, environment=Environment.SANDBOX)
    assert (await accounts.verify(account, SECRET)).who
    with pytest.raises(KeyRefused):
        await accounts.verify(account, OTHER)
    added = await accounts.add(account, SECRET)
    client = await accounts.client(added)
    assert (await client.system.info()).user_id
    await accounts.aclose()
