"""Every call that changes something is kept, beside the calls: none waits for it, and none fails with it."""

import asyncio
from pathlib import Path

import pytest

from tests.console import NOON, channels_workspace, demo_workspace
from tests.services.activity.house import HOOK, OFF, Broken, answering, listed, newest, on_file
from tests.services.channels.messages import TWO, made
from ue_console.api.exchange import Exchange
from ue_console.api.transport import Call
from ue_console.errors import ApiError, ConsoleError, OutcomeUnknown, ReadOnly
from ue_console.models.account import Account
from ue_console.models.unione.message import Message, Recipient
from ue_console.models.unione.template import Template
from ue_console.services.activity import Facts, Sought
from ue_console.services.plans import make_plan

MESSAGE = Message(
    recipients=[Recipient(email=f"r{number}@example.com") for number in range(3)],
    subject="Hello",
    from_email="hello@acme.example",
)
ON_PAGE = TWO.model_copy(update={"receivers": "page: Me"})


async def test_a_change_is_kept_with_its_request_and_its_answer() -> None:
    workspace = demo_workspace()
    await workspace.webhooks().save(OFF)
    entry = await newest(workspace)
    facts = entry.facts
    assert (facts.at, facts.account, facts.service) == (NOON, "ACME Mail", "unione")
    assert (facts.method, facts.what, facts.result, facts.code) == ("webhook/set", HOOK, "done", None)
    assert (facts.http_status, facts.job_id) == (200, "")
    kept = await workspace.activity().exchanged(entry)
    assert kept.request == {"url": HOOK, "status": "disabled"}
    assert kept.answer is not None
    assert kept.answer["object"]["status"] == "disabled"
    assert kept.base_url == workspace.account.base_url
    await workspace.close()


async def test_reading_is_not_kept() -> None:
    workspace = demo_workspace()
    await workspace.webhooks().all()
    await workspace.info()
    assert await listed(workspace) == []
    await workspace.close()


async def test_what_is_refused_here_is_not_kept() -> None:
    workspace = demo_workspace(read_only=True)
    with pytest.raises(ReadOnly):
        await workspace.webhooks().save(OFF)
    assert await listed(workspace) == []
    await workspace.close()


async def test_a_refusal_is_kept_with_its_code_and_its_remedy() -> None:
    workspace = demo_workspace()
    templates = await workspace.templates()
    with pytest.raises(ApiError) as caught:
        await (await workspace.client()).templates.delete("nothing")
    assert templates
    entry = await newest(workspace)
    assert (entry.facts.result, entry.facts.code) == ("refused", caught.value.code)
    kept = await workspace.activity().exchanged(entry)
    assert (kept.cause, kept.remedy) == (caught.value.cause, caught.value.remedy)
    await workspace.close()


async def test_all_is_on_the_disk_once_the_console_is_closed(tmp_path: Path) -> None:
    workspace = on_file(tmp_path / "state.db")
    await workspace.webhooks().save(OFF)
    await workspace.close()
    again = on_file(tmp_path / "state.db")
    assert [facts.what for facts in await listed(again)] == [HOOK]
    await again.close()


async def test_a_call_that_ends_with_the_console_is_kept(tmp_path: Path) -> None:
    workspace = on_file(tmp_path / "state.db")
    exchange = Exchange({"url": HOOK}, True, None, "unknown", "Lost.")
    workspace.recorder(workspace.account, Call("webhook/set", 1, None, None, "Lost.", 1, exchange=exchange))
    await workspace.close()
    again = on_file(tmp_path / "state.db")
    assert [facts.result for facts in await listed(again)] == ["unknown"]
    await again.close()


async def test_calls_at_once_are_each_kept() -> None:
    workspace = demo_workspace()
    client = await workspace.client()
    names = [f"t{number}" for number in range(20)]
    await asyncio.gather(
        *(client.templates.set(Template(name=name)) for name in names), return_exceptions=True
    )
    assert sorted(facts.what for facts in await listed(workspace)) == sorted(names)
    await workspace.close()


async def test_what_can_not_be_kept_is_told_once_and_fails_no_call() -> None:
    workspace = demo_workspace(database=Broken(None))
    told: list[ConsoleError] = []
    workspace.recorder.tell = told.append
    for _ in range(3):
        assert (await workspace.webhooks().save(OFF)).status == "disabled"
        await workspace.recorder.drain()
    [error] = told
    assert error.cause.startswith("What is done here can't be kept in Activity. The database can't be used")
    assert error.remedy == "Make room."
    await workspace.close()


async def test_the_account_is_the_one_that_made_the_call() -> None:
    workspace = demo_workspace()
    await workspace.webhooks().save(OFF)
    await workspace.recorder.drain()
    acme = workspace.account
    await workspace.accounts.change(acme.name, acme.model_copy(update={"name": "Renamed"}))
    await workspace.webhooks().save(OFF)
    assert {facts.account for facts in await listed(workspace)} == {"Renamed"}
    assert await workspace.activity().count(Sought(account="Renamed")) == 2
    await workspace.close()


@pytest.mark.parametrize(
    ("status", "answer", "result", "code", "job"),
    [
        (200, {"status": "success", "job_id": "j-1", "emails": ["r0@example.com"]}, "done", None, "j-1"),
        (
            200,
            {
                "status": "success",
                "job_id": "j-1",
                "emails": [],
                "failed_emails": {"r0@example.com": "invalid"},
            },
            "refused",
            None,
            "j-1",
        ),
        (400, {"status": "error", "code": 204, "message": "no"}, "refused", 204, ""),
        (500, {"status": "error", "code": 1, "message": "no"}, "unknown", 1, ""),
        (502, {}, "unknown", None, ""),
    ],
)
async def test_a_send_is_kept_as_what_became_of_it(
    status: int, answer: dict[str, object], result: str, code: int | None, job: str
) -> None:
    workspace = demo_workspace(transport=answering(email_send=(status, answer)))
    try:
        await (await workspace.client()).email.send(MESSAGE)
    except (ApiError, OutcomeUnknown):
        assert result != "done"
    facts: Facts = (await newest(workspace)).facts
    assert (facts.method, facts.what) == ("email/send", "3 recipients: Hello")
    assert (facts.result, facts.code, facts.job_id) == (result, code, job)
    await workspace.close()


@pytest.mark.parametrize(
    ("answer", "result", "code"),
    [
        ({"Status": {"page": {"status": 200, "info": "OK"}}}, "done", None),
        ({"Status": {"page": {"status": 418, "info": "Expired"}}}, "refused", 418),
        ({"Status": {"page": {"status": 504, "info": "Timeout"}}}, "unknown", 504),
        ({"Status": {"page": {}}}, "unknown", None),
        ({"status": 418, "info": "Expired"}, "refused", 418),
        ({"status": 504, "info": "Timeout"}, "unknown", 504),
    ],
)
async def test_a_message_is_kept_as_its_report_has_it(
    answer: dict[str, object], result: str, code: int | None
) -> None:
    transport = answering(message_send=(200, answer), connection_list=(200, {"status": 200}))
    workspace = channels_workspace("Shop", transport=transport)
    sending = await workspace.channel_sending()
    report = await sending.send(sending.plan(made(ON_PAGE)))
    facts = (await newest(workspace)).facts
    assert (facts.what, facts.result, facts.code) == ("1 receiver on page: Lamps", result, code)
    assert report.rows[0].outcome == ("accepted" if result == "done" else result)
    await workspace.close()


async def test_an_account_that_is_not_kept_yet_makes_no_entry() -> None:
    workspace = demo_workspace()
    new = Account(name="New", base_url=workspace.account.base_url)
    await workspace.accounts.verify(new, await workspace.key_of(workspace.account))
    assert await listed(workspace) == []
    await workspace.close()


async def test_a_send_of_a_template_is_kept_by_its_name() -> None:
    workspace = demo_workspace()
    client = await workspace.client()
    [template, *_] = await client.templates.list()
    message = MESSAGE.model_copy(update={"subject": "", "template_id": template.id})
    plan = make_plan(message, account=workspace.account.name, template_name="pickup-ready-ja")
    await workspace.sends.record(plan.record(), twin_since=None)
    await client.email.send(message)
    with pytest.raises(ApiError):
        await client.email.send(message.model_copy(update={"template_id": "another"}))
    found = [facts.what for facts in await listed(workspace)]
    assert found == ["3 recipients: another", "3 recipients: pickup-ready-ja"]
    await workspace.close()
