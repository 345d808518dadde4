"""One open client an account; callers at once share what became of opening it."""

import asyncio
from pathlib import Path

import pytest

from tests.services.accounts_parts import ACME, SECRET, SHOP, Opened
from tests.store.vault_parts import CHEAP
from ue_console.errors import KeyStoreError
from ue_console.models.account import Account, KeyHome
from ue_console.services.clients import Clients
from ue_console.store.passphrase import PassphraseWanted
from ue_console.store.secrets import Keys, SessionKeys
from ue_console.store.vault import Vault

PASSPHRASE = "correct horse"


class Operator:
    """Answers every question in turn."""

    def __init__(self, *answers: str | None) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, wanted: PassphraseWanted) -> str | None:
        self.asked += 1
        await asyncio.sleep(0)
        return self.answers.pop(0)


def in_vault(account: Account) -> Account:
    return account.model_copy(update={"key_home": KeyHome.VAULT})


async def clients(folder: Path, operator: Operator) -> Clients:
    path = folder / "keys.vault"
    filled = Keys(SessionKeys(), vault=Vault(path, cost=CHEAP))
    filled.ask = Operator(PASSPHRASE)
    for account in (ACME, SHOP):
        await filled.put(in_vault(account), SECRET)
    keys = Keys(SessionKeys(), vault=Vault(path, cost=CHEAP))
    keys.ask = operator
    return Clients(keys, Opened())


async def refused(clients: Clients, *accounts: Account) -> None:
    found = await asyncio.gather(
        *(clients.of(in_vault(account)) for account in accounts), return_exceptions=True
    )
    assert [type(error) for error in found] == [KeyStoreError] * len(accounts)


async def test_callers_of_one_account_share_a_question_that_was_left(tmp_path: Path) -> None:
    operator = Operator(None)
    await refused(await clients(tmp_path, operator), ACME, ACME, ACME)
    assert operator.asked == 1


async def test_callers_of_two_accounts_share_it_too(tmp_path: Path) -> None:
    operator = Operator(None)
    await refused(await clients(tmp_path, operator), ACME, SHOP, ACME, SHOP)
    assert operator.asked == 1


async def test_who_comes_later_is_asked_again(tmp_path: Path) -> None:
    operator = Operator(None, PASSPHRASE)
    opener = await clients(tmp_path, operator)
    await refused(opener, ACME, ACME)
    assert await opener.of(in_vault(ACME)) is await opener.of(in_vault(ACME))
    assert operator.asked == 2


@pytest.mark.parametrize("count", [2, 5])
async def test_callers_at_once_get_one_client(tmp_path: Path, count: int) -> None:
    opener = await clients(tmp_path, Operator(PASSPHRASE))
    found = await asyncio.gather(*(opener.of(in_vault(ACME)) for number in range(count)))
    assert len({id(client) for client in found}) == 1
