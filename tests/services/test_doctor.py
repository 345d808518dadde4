"""Accounts are tried side by side, each in its own time; nobody is asked for anything."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.sandbox.running import KEY, Running, running
from ue_console.models.account import Account, KeyHome
from ue_console.models.secret import Secret
from ue_console.services.connect import Connector
from ue_console.services.doctor.accounts import Trial
from ue_console.services.doctor.looks import AccountLook, KeyStoreLook, Problem, State
from ue_console.store.passphrase import PassphraseWanted
from ue_console.store.secrets import Keys, SessionKeys
from ue_console.store.vault import Vault
from ue_console.store.vault_file import Cost

SECRET = Secret(KEY)
USABLE = KeyStoreLook("memory", reachable=True, locked=False, needed_by=1)


def account(name: str, url: str, home: KeyHome = KeyHome.KEYRING) -> Account:
    return Account(name=name, base_url=f"{url}/en/transactional/api/v1", key_home=home)


async def looks(trial: Trial, *accounts: Account, store: KeyStoreLook = USABLE) -> tuple[AccountLook, ...]:
    """What comes of trying these accounts."""

    async def known() -> KeyStoreLook:
        return store

    return await trial.all(accounts, asyncio.create_task(known()))


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    with running() as found:
        yield found


@pytest.fixture
def silent() -> Iterator[str]:
    """The URL of a port that takes connections and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def keys_for(*names: str) -> Keys:
    store = SessionKeys(dict.fromkeys(names, SECRET))
    return Keys(store, store, {})


async def test_a_service_that_hangs_holds_no_other_up(service: Running, silent: str) -> None:
    trial = Trial(keys_for("Silent", "ACME"), seconds=1.0, at_once=2)
    hung, good = await looks(trial, account("Silent", silent), account("ACME", service.url))
    assert (hung.state, hung.key_read, hung.answers) == (State.BROKEN, True, False)
    assert [problem.cause for problem in hung.problems] == ["Asking its service gave no answer for 1 s."]
    assert hung.reach.connect is not None
    assert hung.reach.http is None
    assert (good.state, good.answers) == (State.OK, True)


async def test_a_service_that_is_slow_to_come_takes_no_turn_for_ever(service: Running, silent: str) -> None:
    names = [f"Silent {number}" for number in range(3)]
    trial = Trial(keys_for(*names, "ACME"), seconds=0.3, at_once=1)
    *hung, good = await looks(trial, *(account(name, silent) for name in names), account("ACME", service.url))
    assert {look.state for look in hung} == {State.BROKEN}
    assert good.answers is True


class Counting(SessionKeys):
    """Keys that take their time, and know how many were asked for at once."""

    def __init__(self) -> None:
        super().__init__()
        self.now = self.most = 0

    async def get(self, name: str) -> Secret | None:
        self.now += 1
        self.most = max(self.most, self.now)
        for _ in range(5):
            await asyncio.sleep(0)
        self.now -= 1
        return None


async def test_there_is_a_bound_to_how_many_are_tried_at_once() -> None:
    counting = Counting()
    trial = Trial(Keys(counting, counting, {}), at_once=3)
    found = await looks(trial, *(account(str(number), "http://127.0.0.1:1") for number in range(12)))
    assert counting.most == 3
    assert {look.key_read for look in found} == {False}


class Hanging(SessionKeys):
    """A key store that never answers."""

    async def get(self, name: str) -> Secret | None:
        await asyncio.Event().wait()
        return None


async def test_a_key_that_never_comes(service: Running) -> None:
    trial = Trial(Keys(Hanging(), Hanging(), {}), seconds=0.1)
    (found,) = await looks(trial, account("ACME", service.url))
    assert (found.state, found.key_read, found.answers) == (State.BROKEN, False, None)
    assert found.problems[0].cause == "Reading its key gave no answer for 0.1 s."


async def test_a_locked_vault_is_told_and_not_asked_for(tmp_path: Path, service: Running) -> None:
    async def typed(wanted: PassphraseWanted) -> str:
        return "correct horse battery"

    path, kept = tmp_path / "keys.vault", account("ACME", service.url, KeyHome.VAULT)
    store = SessionKeys()
    first = Keys(store, store, {}, vault=Vault(path, cost=Cost(log_n=10)))
    first.ask = typed
    await first.put(kept, SECRET)
    (found,) = await looks(Trial(Keys(store, store, {}, vault=Vault(path))), kept)
    assert (found.state, found.key_read) == (State.WARNING, False)
    assert "The vault is locked" in found.problems[0].cause


async def test_a_key_store_that_is_locked_is_not_touched(service: Running) -> None:
    counting = Counting()
    locked = KeyStoreLook("SecretService", True, True, 1, (Problem("It is locked.", "Unlock it."),))
    (found,) = await looks(Trial(Keys(counting, counting, {})), account("ACME", service.url), store=locked)
    assert (found.state, found.key_read, counting.most) == (State.BROKEN, False, 0)


async def test_another_owners_key_is_a_warning(service: Running) -> None:
    other = account("ACME", service.url).model_copy(update={"user_id": "999999"})
    (found,) = await looks(Trial(keys_for("ACME"), Connector), other)
    assert (found.state, found.answers) == (State.WARNING, True)
    assert "another owner" in found.problems[0].cause
