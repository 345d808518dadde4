"""Webhooks against a real sandbox over a socket: set, changed, switched, deleted, one's own project's too."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.services.accounts_parts import SECRET
from ue_console.errors import InputError, Rejected
from ue_console.models.account import Account, Environment, KeyHome
from ue_console.models.unione.project import ProjectSettings
from ue_console.models.unione.webhook import EMAIL_STATUSES, SPAM_BLOCK, Events, WebhookSettings
from ue_console.sandbox.options import Options
from ue_console.sandbox.server import SandboxThread
from ue_console.services.accounts import Accounts
from ue_console.services.connect import Connector
from ue_console.services.projects import Projects
from ue_console.services.webhooks import WebhookChanged, Webhooks
from ue_console.store.config import ConfigFile
from ue_console.store.secrets import Keys, SessionKeys

URL = "https://shop.acme.example/unione"
EVERY = Events(email_status=list(EMAIL_STATUSES), spam_block=SPAM_BLOCK)


@pytest.fixture
async def here() -> AsyncIterator[tuple[Accounts, Account]]:
    """An account on a sandbox that asks no handlers."""
    thread = SandboxThread(Options(seed="empty", unione_keys=(SECRET.reveal(),), webhook_check=False))
    url = await asyncio.to_thread(thread.start)
    accounts = Accounts(ConfigFile(None), Keys(SessionKeys()), Connector())
    account = Account(name="ACME", base_url=url, environment=Environment.SANDBOX, key_home=KeyHome.SESSION)
    identity = await accounts.verify(account, SECRET)
    yield accounts, await accounts.add(account, SECRET, identity)
    await accounts.aclose()
    await asyncio.to_thread(thread.stop)


async def test_a_webhook_lives_in_the_sandbox(here: tuple[Accounts, Account]) -> None:
    webhooks = Webhooks(*here)
    made = await webhooks.add(WebhookSettings(url=URL, max_parallel=20, events=EVERY))
    assert (made.status, made.max_parallel, made.events.email_status) == ("active", 20, list(EMAIL_STATUSES))
    with pytest.raises(InputError, match="already"):
        await webhooks.add(WebhookSettings(url=URL))
    changed = await webhooks.change(made, WebhookSettings(url=URL, single_event=1, max_parallel=20))
    assert (changed.single_event, changed.max_parallel, changed.events) == (1, 20, made.events)
    with pytest.raises(WebhookChanged):
        await webhooks.change(made, WebhookSettings(url=URL, delivery_info=1))
    off = await webhooks.switch(URL, "disabled")
    assert (off.status, off.single_event, off.events) == ("disabled", 1, made.events)
    still = await webhooks.change(off, WebhookSettings(url=URL, delivery_info=1))
    assert (still.status, still.delivery_info) == ("disabled", 1)
    assert await webhooks.all() == [still]
    await webhooks.delete(URL)
    await webhooks.delete(URL)
    assert await webhooks.get(URL) is None


async def test_spam_blocks_go_alone_and_go_again(here: tuple[Accounts, Account]) -> None:
    webhooks = Webhooks(*here)
    made = await webhooks.add(WebhookSettings(url=URL, events=Events(spam_block=SPAM_BLOCK)))
    assert (made.events.email_status or [], made.events.spam_block) == ([], SPAM_BLOCK)
    changed = await webhooks.change(made, WebhookSettings(url=URL, events=Events(email_status=["sent"])))
    assert (changed.events.email_status, changed.events.spam_block or []) == (["sent"], [])


async def test_more_than_a_page_is_read(here: tuple[Accounts, Account]) -> None:
    webhooks = Webhooks(*here)
    urls = [f"{URL}/{number}" for number in range(53)]
    for url in urls:
        await webhooks.save(WebhookSettings(url=url, status="disabled"))
    assert [webhook.url for webhook in await webhooks.all()] == urls


async def test_the_services_refusal_names_its_field(here: tuple[Accounts, Account]) -> None:
    with pytest.raises(Rejected) as caught:
        await Webhooks(*here).save(WebhookSettings(url=URL, events=Events(email_status=["accepted"])))
    assert (caught.value.code, caught.value.field) == (2711, "events.email_status")


async def test_a_projects_webhooks_are_its_own(here: tuple[Accounts, Account]) -> None:
    accounts, owner = here
    projects = Projects(accounts, owner)
    made = await projects.create(ProjectSettings(name="Newsletter"))
    held = projects.held(made)
    assert held is not None
    await Webhooks(accounts, held).add(WebhookSettings(url=URL, events=EVERY))
    assert await Webhooks(accounts, owner).all() == []
    assert [webhook.url for webhook in await Webhooks(accounts, held).all()] == [URL]
