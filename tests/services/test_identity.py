"""Whose key it is, told apart by each service itself."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from ue_console.errors import KeyRefused
from ue_console.models.account import Account, KeyHome, KeyKind, Service
from ue_console.models.secret import Secret
from ue_console.sandbox.options import Options
from ue_console.sandbox.server import SandboxThread
from ue_console.services.accounts import Accounts
from ue_console.services.connect import Connector
from ue_console.services.identity import Identity
from ue_console.store.config import ConfigFile
from ue_console.store.secrets import Keys

APP = Secret("8481eeb9c8304ce0:4cc366b8be84a072")
DASHED_APP = Secret("my-app-with-dashes:4cc366b8be84a072")
ACCOUNT = Account(name="ACME", base_url="eu1", user_id="7", key_kind=KeyKind.ACCOUNT)


@pytest.fixture
async def channels() -> AsyncIterator[Account]:
    """An account of a sandbox with two apps."""
    pairs = [tuple(app.reveal().split(":")) for app in (APP, DASHED_APP)]
    thread = SandboxThread(Options(seed="empty", ue_apps=tuple((key, secret) for key, secret in pairs)))
    url = await asyncio.to_thread(thread.start)
    yield Account(name="Channels", service=Service.UNIFICATION, base_url=f"{url}/v2")
    await asyncio.to_thread(thread.stop)


def accounts() -> Accounts:
    return Accounts(ConfigFile(None), Keys.in_memory(), Connector())


@pytest.mark.parametrize("app", [APP, DASHED_APP])
async def test_an_app_tells_how_many_users_it_has(channels: Account, app: Secret) -> None:
    identity = await accounts().verify(channels, app)
    assert identity == Identity(KeyKind.APP, count=0)
    assert identity.sentence() == "This is the key of an app with 0 users."


def test_a_user_whose_id_is_not_known_is_a_user() -> None:
    assert Identity(KeyKind.USER, count=3).sentence() == "This is a user with 3 connections."


async def test_a_user_is_told_from_an_app(channels: Account) -> None:
    user = await Connector().unification(channels, APP).users.create()
    identity = await accounts().verify(channels, user.secret)
    assert (identity.kind, identity.user_id, identity.count) == (KeyKind.USER, user.id, 0)
    added = await accounts().add(channels, user.secret, identity)
    assert (added.key_kind, added.user_id) == (KeyKind.USER, user.id)


async def test_a_pair_that_is_neither_is_refused(channels: Account) -> None:
    with pytest.raises(KeyRefused, match="does not accept"):
        await accounts().verify(channels, Secret("8481eeb9c8304ce0:wrong0secret0000"))


def test_another_owner_is_told() -> None:
    same = Identity(KeyKind.ACCOUNT, "ops@acme.example", "7")
    assert same.differs(ACCOUNT) == ""
    assert same.differs(ACCOUNT.model_copy(update={"user_id": ""})) == ""
    other = Identity(KeyKind.ACCOUNT, "ops@other.example", "8")
    assert "ops@other.example" in other.differs(ACCOUNT)
    project = Identity(KeyKind.PROJECT, "ops@acme.example", "7", "612", "News")
    assert "the project News" in project.differs(ACCOUNT)


def test_an_id_that_can_be_none_is_not_kept() -> None:
    hostile = Identity(KeyKind.PROJECT, "ops@acme.example", "7", "\ud83d\x1b[31m", "News")
    assert hostile.marked(ACCOUNT).project_id == ""
    assert hostile.marked(ACCOUNT).user_id == "7"


async def test_a_project_added_under_a_read_only_account_is_read_only() -> None:
    known = accounts()
    owner = ACCOUNT.model_copy(update={"read_only": True, "key_home": KeyHome.SESSION})
    await known.add(owner, Secret("6w7xsi5g9o4xyo3j9f2c"))
    project = Identity(KeyKind.PROJECT, "ops@acme.example", "7", "612", "News")
    pasted = Account(name="News", base_url="eu1", key_home=KeyHome.SESSION)
    added = await known.add(pasted, Secret("0123456789abcdefghij"), project)
    assert (added.parent, added.read_only) == ("ACME", True)
