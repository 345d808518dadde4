"""Unsubscribed addresses on a real sandbox over a socket, from the list to the way back."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest

from tests.sandbox.running import parsed, texts
from tests.services.accounts_parts import SECRET
from ue_console.errors import ApiError, InputError, OutcomeUnknown, ReadOnly, Rejected, TooMuchData
from ue_console.models.account import Account, Environment, KeyHome
from ue_console.models.unione.message import Invitation
from ue_console.sandbox.options import Options
from ue_console.sandbox.server import SandboxThread
from ue_console.services.accounts import Accounts
from ue_console.services.connect import Connector
from ue_console.services.unsubscribed.service import UnsubscribedService
from ue_console.store.config import ConfigFile
from ue_console.store.database import Database
from ue_console.store.drafts import Drafts
from ue_console.store.secrets import Keys, SessionKeys

INVITATION = Invitation(from_email="shop@acme.example", from_name="ACME", to_email="gone@example.com")


@dataclass
class Here:
    url: str
    account: Account
    accounts: Accounts
    drafts: Drafts
    now: datetime

    @property
    def service(self) -> UnsubscribedService:
        return UnsubscribedService(self.accounts, self.account, self.drafts, lambda: self.now)

    async def unsubscribe(self, *addresses: str) -> None:
        job = await self.service.jobs.create(addresses)
        await self.service.unsubscribing.run(job)


@pytest.fixture
async def here() -> AsyncIterator[Here]:
    thread = SandboxThread(Options(seed="empty", unione_keys=(SECRET.reveal(),), domains=("acme.example",)))
    url = await asyncio.to_thread(thread.start)
    accounts = Accounts(ConfigFile(None), Keys(SessionKeys()), Connector())
    account = Account(name="ACME", base_url=url, environment=Environment.SANDBOX, key_home=KeyHome.SESSION)
    identity = await accounts.verify(account, SECRET)
    added = await accounts.add(account, SECRET, identity)
    yield Here(url, added, accounts, Drafts(Database(None)), datetime.now(UTC))
    await accounts.aclose()
    await asyncio.to_thread(thread.stop)


async def test_addresses_are_set_listed_and_checked(here: Here) -> None:
    addresses = [f"reader{number}@example.com" for number in range(30)]
    await here.unsubscribe(*addresses)
    job = await here.service.jobs.load()
    assert job is not None
    assert {(entry.state, entry.told) for entry in job.entries} == {("done", "added and unsubscribed")}
    today = date.today()
    rows = await here.service.since(today - timedelta(days=1))
    assert sorted(row["address"] for row in rows) == sorted(addresses)
    assert await here.service.since(today + timedelta(days=2)) == []
    assert await here.service.check("READER7@example.com") is True
    assert await here.service.check("other@example.com") is False
    with pytest.raises(InputError, match="is no address") as caught:
        await here.service.check("other")
    assert caught.value.field == "address"


async def test_a_list_that_is_too_long_asks_for_a_later_date(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    await here.unsubscribe("ann@example.com")
    client = await here.accounts.client(here.account)
    monkeypatch.setattr(client._transport, "_answer_limit", 60)
    await client._transport.aclose()
    client._transport._wire = None
    with pytest.raises(TooMuchData, match="since 2026-01-02 is larger") as caught:
        await here.service.since(date(2026, 1, 2))
    assert caught.value.remedy == "Choose a later date: press D."


async def test_a_read_only_account_changes_nothing(here: Here) -> None:
    account = here.account.model_copy(update={"read_only": True})
    service = UnsubscribedService(here.accounts, account, here.drafts, lambda: here.now)
    job = await service.jobs.create(["ann@example.com"])
    with pytest.raises(ReadOnly):
        await service.unsubscribing.run(job)
    assert [entry.state for entry in job.entries] == ["waiting"]
    with pytest.raises(ReadOnly):
        await service.invitations.invite(INVITATION)
    assert await service.check("ann@example.com") is False
    await here.service.invitations.invite(INVITATION)


async def test_an_invitation_brings_an_address_back(here: Here) -> None:
    await here.unsubscribe("gone@example.com")
    await here.service.invitations.invite(INVITATION)
    async with httpx.AsyncClient() as client:
        (mail,) = (await client.get(f"{here.url}/_sandbox/mail")).json()["mail"]
        raw = (await client.get(f"{here.url}/_sandbox/mail/{mail['id']}")).content
        link = texts(parsed(raw))["text/plain"].rsplit(maxsplit=1)[1]
        assert (await client.get(link)).status_code == 200
    assert await here.service.check("gone@example.com") is False
    assert await here.service.invitations.last_sender() == ("shop@acme.example", "ACME")


async def test_once_a_day_even_where_the_service_would_take_it(here: Here) -> None:
    invitations = here.service.invitations
    await invitations.invite(INVITATION)
    with pytest.raises(InputError, match="was invited today already") as caught:
        await invitations.invite(INVITATION.model_copy(update={"to_email": "GONE@Example.com"}))
    assert caught.value.field == "to_email"
    await invitations.invite(INVITATION.model_copy(update={"to_email": "other@example.com"}))
    here.now += timedelta(days=1)
    with pytest.raises(Rejected) as told:  # the sandbox's own day is not over
        await here.service.invitations.invite(INVITATION)
    assert told.value.code == 1006


async def test_a_lost_answer_is_not_followed_by_a_second_mail(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await here.accounts.client(here.account)
    sent: list[str] = []

    async def lost(invitation: Invitation) -> None:
        sent.append(invitation.to_email)
        raise OutcomeUnknown("The answer is lost.")

    monkeypatch.setattr(client.email, "subscribe", lost)
    with pytest.raises(OutcomeUnknown):
        await here.service.invitations.invite(INVITATION)
    with pytest.raises(InputError, match="whether it was sent is not known"):
        await here.service.invitations.invite(INVITATION)
    assert sent == ["gone@example.com"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"to_email": ""}, "to_email"),
        ({"to_email": "x"}, "to_email"),
        ({"from_email": ""}, "from_email"),
        ({"from_email": "shop@acme"}, "from_email"),
        ({"from_name": ""}, "from_name"),
    ],
)
async def test_what_can_be_seen_here_is_not_asked(here: Here, fields: dict[str, str], field: str) -> None:
    with pytest.raises(InputError) as caught:
        await here.service.invitations.check(INVITATION.model_copy(update=fields))
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"from_email": "shop@other.example"}, 1003, "from_email"),
        ({"from_name": "x" * 256}, 1005, "from_name"),
    ],
)
async def test_what_the_service_refuses_can_be_mended_the_same_day(
    here: Here, fields: dict[str, str], code: int, field: str
) -> None:
    with pytest.raises(ApiError) as caught:
        await here.service.invitations.invite(INVITATION.model_copy(update=fields))
    assert (caught.value.code, caught.value.field) == (code, field)
    await here.service.invitations.invite(INVITATION)


async def test_what_is_typed_is_kept(here: Here) -> None:
    await here.service.keep_draft("ann@example.com\nno")
    assert await here.service.draft() == "ann@example.com\nno"
    await here.service.keep_draft(" \n")
    assert await here.service.draft() == ""
    await here.service.invitations.keep_sender("hello@acme.example", "ACME")
    assert await here.service.invitations.last_sender() == ("hello@acme.example", "ACME")
