"""A webhook for the time of listening, against a real sandbox: set, put back, and left alone if not ours."""

import asyncio
import shlex
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.services.accounts_parts import SECRET
from tests.services.registering_parts import URL, Hanging, Here, Late, Later, Odd, Stopped
from ue_console.cli.commands import parser
from ue_console.cli.webhooks_set import _statuses, _wanted
from ue_console.errors import ConsoleError, InputError, OutcomeUnknown, Rejected, StateError, Unreachable
from ue_console.models.account import Account, Environment, KeyHome
from ue_console.models.unione.webhook import EMAIL_STATUSES, Events, WebhookSettings
from ue_console.sandbox.options import Options
from ue_console.sandbox.server import SandboxThread
from ue_console.services.accounts import Accounts
from ue_console.services.connect import Connector
from ue_console.services.registering import Registration, settings_of
from ue_console.services.webhooks import Webhooks, changed
from ue_console.store.config import ConfigFile
from ue_console.store.registrations import Record, Registered
from ue_console.store.secrets import Keys, SessionKeys

OWN = WebhookSettings(url=URL, status="disabled", max_parallel=7, events=Events(email_status=["spam"]))


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Here]:
    options = Options(seed="empty", unione_keys=(SECRET.reveal(),), webhook_check=False)
    thread = SandboxThread(options)
    url = await asyncio.to_thread(thread.start)
    accounts = Accounts(ConfigFile(None), Keys(SessionKeys()), Connector())
    account = Account(name="ACME", base_url=url, environment=Environment.SANDBOX, key_home=KeyHome.SESSION)
    account = await accounts.add(account, SECRET, await accounts.verify(account, SECRET))
    yield Here(Webhooks(accounts, account), account, tmp_path / "listening")
    await accounts.aclose()
    await asyncio.to_thread(thread.stop)


async def test_it_asks_for_everything_and_is_gone_afterwards(here: Here) -> None:
    registration = here.registration()
    assert await registration.begin() == f"The webhook {URL} of ACME is set for the time of listening."
    made = await here.webhooks.get(URL)
    assert made
    assert (made.status, made.delivery_info, made.events.spam_block) == ("active", 1, ["*"])
    assert made.events.email_status == list(EMAIL_STATUSES)
    assert made.max_parallel >= 10
    (file,) = here.files
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert SECRET.reveal() not in file.read_text()
    assert await registration.end() == f"The webhook {URL} is removed."
    assert await here.webhooks.all() == []
    assert here.files == []
    assert await registration.end() == ""


async def test_what_stood_before_stands_again(here: Here) -> None:
    before = await here.webhooks.save(OWN)
    registration = here.registration()
    assert "then put back as it was" in await registration.begin()
    assert (await here.webhooks.all())[0].status == "active"
    assert await registration.end() == f"The webhook {URL} is as it was."
    (after,) = await here.webhooks.all()
    assert after.model_copy(update={"updated_at": ""}) == before.model_copy(update={"updated_at": ""})


async def test_what_stands_as_before_is_not_called_changed_whoever_set_it(here: Here) -> None:
    before = await here.webhooks.save(OWN)
    registration = here.registration()
    await registration.begin()
    await here.webhooks.save(settings_of(before))
    assert await registration.end() == f"The webhook {URL} is as it was."


async def test_a_stopped_webhook_becomes_a_disabled_one(here: Here) -> None:
    await here.webhooks.save(OWN)
    registration = here.registration()
    await registration.begin()
    assert registration._known
    assert registration._known.before
    registration._known.before.status = "stopped"
    assert "but disabled: the service had stopped it" in await registration.end()
    assert (await here.webhooks.all())[0].status == "disabled"


async def test_somebody_elses_change_is_left_alone(here: Here) -> None:
    registration = here.registration()
    await registration.begin()
    theirs = await here.webhooks.save(WebhookSettings(url=URL, max_parallel=99))
    assert await registration.end() == (
        f"The webhook {URL} was changed meanwhile, and stays as it is. "
        f"There was none before; this removes it: ue-console webhooks delete {URL} --account ACME"
    )
    assert await here.webhooks.all() == [theirs]
    assert here.files == []


async def test_how_to_have_a_changed_one_as_it_was_is_told(here: Here) -> None:
    before = await here.webhooks.save(OWN)
    await here.killed()
    await here.webhooks.switch(URL, "disabled")
    (told,) = await here.left()
    words = shlex.split(told.partition("This sets it as it was before: ue-console ")[2])
    typed = parser().parse_args(words)
    wanted = _wanted(typed, typed.url, _statuses(typed.events), before)
    assert typed.as_account == "ACME"
    assert not changed(before, wanted)


async def test_one_that_is_gone_is_fine(here: Here) -> None:
    registration = here.registration()
    await registration.begin()
    await here.webhooks.delete(URL)
    assert "gone already" in await registration.end()


async def test_what_a_killed_listener_left_is_put_back_once(here: Here) -> None:
    await here.killed()
    assert len(await here.webhooks.all()) == 1
    assert await here.left() == [f"An earlier listener had left a webhook. The webhook {URL} is removed."]
    assert await here.webhooks.all() == []
    assert here.files == []
    assert await here.left() == []


async def test_what_the_service_has_stopped_meanwhile_is_still_ours(here: Here) -> None:
    await here.killed()
    here.webhooks = Stopped(here.webhooks._accounts, here.account)
    assert "is removed" in (await here.left())[0]
    assert await here.webhooks.all() == []


async def test_a_listener_that_lives_keeps_what_is_its_own(here: Here) -> None:
    registration = here.registration()
    await registration.begin()
    assert await here.left() == []
    assert len(await here.webhooks.all()) == 1
    with pytest.raises(ConsoleError, match="Another listener") as caught:
        await here.registration().begin()
    assert not isinstance(caught.value, InputError)
    await registration.end()


async def test_another_accounts_webhook_waits_for_it(here: Here) -> None:
    await here.killed()
    assert await here.left(here.account.model_copy(update={"name": "Other"})) == []
    assert len(here.files) == 1
    assert len(await here.left()) == 1


async def test_a_file_without_a_whole_line_is_swept_away(here: Here) -> None:
    here.folder.mkdir()
    (here.folder / "torn.json").write_text('{"account": "ACME", "base_')
    assert await here.left() == []
    assert here.files == []


async def test_a_torn_last_line_leaves_the_one_before(here: Here) -> None:
    await here.killed()
    (file,) = here.files
    file.write_bytes(file.read_bytes()[:-20])
    assert len(await here.left()) == 1
    assert await here.webhooks.all() == []


async def test_what_the_service_refuses_leaves_nothing(here: Here) -> None:
    refusing = Odd(here, saving=Rejected("No.", code=305))
    with pytest.raises(Rejected):
        await here.registration(webhooks=refusing).begin()
    assert here.files == []


async def test_what_never_left_this_machine_leaves_nothing(here: Here) -> None:
    with pytest.raises(Unreachable):
        await here.registration(webhooks=Odd(here, saving=Unreachable("No."))).begin()
    assert here.files == []


async def test_a_lost_answer_is_undone_at_once(here: Here) -> None:
    with pytest.raises(OutcomeUnknown):
        await here.registration(webhooks=Odd(here, saved=OutcomeUnknown("Lost."))).begin()
    assert await here.webhooks.all() == []
    assert here.files == []


async def test_a_lost_answer_on_a_lost_line_is_undone_by_the_next_listener(here: Here) -> None:
    lost = Odd(here, saved=OutcomeUnknown("Lost."), getting=Unreachable("No."))
    with pytest.raises(OutcomeUnknown):
        await here.registration(webhooks=lost).begin()
    assert len(await here.webhooks.all()) == 1
    assert "is removed" in (await here.left())[0]
    assert await here.webhooks.all() == []


async def test_killed_before_it_was_set(here: Here) -> None:
    before = await here.webhooks.save(OWN)
    record = Record.new(here.folder, Registered("ACME", here.account.base_url, URL, before))
    record.close()
    assert await here.left() == []
    here.aged()
    assert "is as it was" in (await here.left())[0]
    assert await here.webhooks.all() == [before]
    assert here.files == []


async def broken_off(here: Here) -> tuple[Late, Registration, asyncio.Task[str]]:
    """A registration whose end waits for what the service has not answered."""
    late = Late(here.webhooks._accounts, here.account)
    registration = here.registration(webhooks=late)
    beginning = asyncio.create_task(registration.begin())
    await late.asked.wait()
    beginning.cancel()
    ending = asyncio.create_task(registration.end())
    await late.looked.wait()
    assert not ending.done()
    return late, registration, ending


async def test_one_that_is_set_after_the_end_began_is_removed(here: Here) -> None:
    late, _, ending = await broken_off(here)
    await late.carry_out()
    assert await ending == f"The webhook {URL} is removed."
    assert await here.webhooks.all() == []
    assert here.files == []


async def test_one_that_is_set_after_the_end_is_removed_by_the_next_listener(here: Here) -> None:
    late, registration, ending = await broken_off(here)
    ending.cancel()
    await asyncio.wait((ending,))
    assert registration.pending
    assert await here.left() == []
    await late.carry_out()
    assert "is removed" in (await here.left())[0]
    assert await here.webhooks.all() == []


async def test_what_may_be_set_late_waits_while_another_listener_has_the_url(here: Here) -> None:
    Record.new(here.folder, Registered("ACME", here.account.base_url, URL, None)).close()
    registration = here.registration()
    await registration.begin()
    here.aged()
    assert await here.left() == []
    assert len(await here.webhooks.all()) == 1
    await registration.end()
    assert "is gone already" in (await here.left())[0]


async def test_without_an_answer_another_webhook_is_not_taken_for_ours(here: Here) -> None:
    Record.new(here.folder, Registered("ACME", here.account.base_url, URL, None)).close()
    theirs = await here.webhooks.save(OWN)
    assert "stays as it is" in (await here.left())[0]
    assert await here.webhooks.all() == [theirs]


async def test_an_end_that_is_cut_short_is_left_to_the_next(here: Here) -> None:
    registration = here.registration()
    await registration.begin()
    registration._webhooks = Hanging(here.webhooks._accounts, here.account)
    ending = asyncio.create_task(registration.end())
    await asyncio.sleep(0)
    ending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ending
    assert len(await here.left()) == 1
    assert await here.webhooks.all() == []


async def test_a_time_that_differs_is_another_change(here: Here) -> None:
    await here.killed()
    here.webhooks = Later(here.webhooks._accounts, here.account)
    assert "changed meanwhile" in (await here.left())[0]
    assert len(await here.webhooks.all()) == 1


async def test_a_folder_that_can_not_be_written_keeps_the_webhook_unset(here: Here) -> None:
    here.folder.write_text("")
    with pytest.raises(StateError, match="can't be written"):
        await here.registration().begin()
    assert await here.webhooks.all() == []
