"""What Home puts together: the needs of an account, and a look at the key store where one is needed."""

from datetime import datetime, timedelta

import pytest

from tests.console import NOON, channels_workspace, demo_account, demo_workspace
from ue_console.errors import ApiError
from ue_console.models.account import Account, KeyHome
from ue_console.models.secret import Secret
from ue_console.services.attention import Kind
from ue_console.services.connections import Verdict
from ue_console.services.here import Here
from ue_console.services.workspace import Workspace
from ue_console.store.secrets import Keys, KeyStoreStatus

GONE = KeyStoreStatus(usable=False, backend="", why="No key store answers here.")


class Looked(Keys):
    """Keys in memory, of a key store that may be out of reach; looks at it are counted."""

    looks = 0
    state = GONE

    async def status(self) -> KeyStoreStatus:
        """As told."""
        self.looks += 1
        return self.state


class Clock:
    """A clock that is moved by hand."""

    time: datetime = NOON

    def __call__(self) -> datetime:
        return self.time


def shown(workspace: Workspace, here: Here | None = None, listening: str = "") -> dict[Kind, str]:
    found = workspace.home.needs(workspace.account, here or Here(), listening)
    return {need.kind: need.text for need in found}


async def read(workspace: Workspace) -> None:
    await workspace.home.of(workspace.account).read(lambda: None)


def stored(home: KeyHome, *, active: KeyHome = KeyHome.SESSION) -> tuple[Workspace, Looked]:
    """A console on the demo's account, beside another one whose key is somewhere."""
    accounts = {
        "ACME Mail": demo_account().model_copy(update={"key_home": active}),
        "Shop": demo_account(name="Shop").model_copy(update={"key_home": home}),
    }
    workspace = demo_workspace(accounts)
    keys = Looked.in_memory({name: Secret("x" * 20) for name in accounts})
    workspace.home._keys = keys
    return workspace, keys


async def test_nothing_is_known_before_anything_is_asked() -> None:
    assert shown(demo_workspace()) == {}


async def test_the_demo_has_something_to_do() -> None:
    workspace = demo_workspace()
    await read(workspace)
    found = shown(workspace, Here(begun=1), "The console listens to webhooks of ACME Mail.")
    assert list(found) == [
        Kind.PERIOD,
        Kind.WEBHOOKS,
        Kind.DOMAINS,
        Kind.PROJECTS,
        Kind.MESSAGE,
        Kind.LISTENING,
    ]
    assert found[Kind.LISTENING] == "The console listens to webhooks of ACME Mail"


async def test_read_only_is_told() -> None:
    assert Kind.READ_ONLY in shown(demo_workspace(read_only=True))


async def test_an_app_and_its_user() -> None:
    app = channels_workspace()
    await read(app)
    assert list(shown(app)) == [Kind.USERS]
    user = channels_workspace("Shop")
    await read(user)
    assert shown(user) == {}
    connection = (user.home.of(user.account).connections.value or [])[0]
    refused = Verdict(connection, NOON, ApiError("Refused.", http_status=200, code=418))
    user.home.tested["Shop"] = {connection.name: refused}
    assert list(shown(user)) == [Kind.CONNECTIONS]


async def test_the_key_store_is_looked_at_where_an_account_needs_it() -> None:
    workspace, keys = stored(KeyHome.KEYRING)
    assert await workspace.home.look_at_key_store()
    assert shown(workspace)[Kind.KEY_STORE].startswith("Shop keeps its key in the key store")
    assert not await workspace.home.look_at_key_store()
    assert keys.looks == 1


@pytest.mark.parametrize("home", [each for each in KeyHome if each is not KeyHome.KEYRING])
async def test_who_needs_none_is_not_bothered(home: KeyHome) -> None:
    workspace, keys = stored(home)
    assert not await workspace.home.look_at_key_store()
    assert (keys.looks, shown(workspace)) == (0, {})


async def test_a_key_store_that_is_back_is_seen_later() -> None:
    workspace, keys = stored(KeyHome.KEYRING)
    workspace.home._now = clock = Clock()
    await workspace.home.look_at_key_store()
    keys.state = KeyStoreStatus(usable=True, backend="memory")
    clock.time += timedelta(minutes=10)
    assert await workspace.home.look_at_key_store()
    assert shown(workspace) == {}


async def test_a_locked_one_is_there() -> None:
    workspace, keys = stored(KeyHome.KEYRING)
    keys.state = KeyStoreStatus(usable=True, backend="memory", why="It is locked.", locked=True)
    assert not await workspace.home.look_at_key_store()
    assert shown(workspace) == {}


async def test_an_answer_with_a_key_from_it_proves_the_key_store() -> None:
    workspace, keys = stored(KeyHome.KEYRING, active=KeyHome.KEYRING)
    account: Account = workspace.account
    workspace.home.listed(account, [])
    assert not await workspace.home.look_at_key_store()
    assert keys.looks == 0
