"""Sending by a scripted client and a real journal."""

import asyncio
from pathlib import Path

import pytest

from tests.services.sends import Clock, Script, accepted, message_to, sending
from ue_console.errors import InputError, OutcomeUnknown, StateError, Unreachable
from ue_console.models.unione.message import Message, SendResult
from ue_console.services.controls import Controls
from ue_console.services.sending import Progress
from ue_console.store.database import Database
from ue_console.store.sends import Sends


async def states(sends: Sends, send_id: str) -> list[str]:
    return [batch.state for batch in (await sends.get(send_id)).batches]


async def test_every_recipient_gets_one_request(sends: Sends) -> None:
    client = Script()
    service = sending(client, sends)
    message = message_to(1100)
    plan = service.plan(message)
    report = await service.send(plan)
    assert client.addresses == [recipient.email for recipient in message.recipients]
    assert report.count("accepted") == 1100
    assert report.summary.state == "done"
    assert report.jobs == ("job-r0@example.com", "job-r500@example.com", "job-r1000@example.com")


async def test_the_batch_is_on_disk_as_sending_while_its_request_runs(sends: Sends) -> None:
    seen: list[list[str]] = []

    class Looking(Script):
        async def send(self, message: Message) -> SendResult:
            seen.append(await states(sends, plan.id))
            return await super().send(message)

    service = sending(Looking(), sends)
    plan = service.plan(message_to(501))
    await service.send(plan)
    assert seen == [["sending", "planned"], ["sent", "sending"]]


async def test_changes_after_planning_are_not_sent(sends: Sends) -> None:
    client = Script()
    service = sending(client, sends)
    message = message_to(1, global_substitutions={"a": "1"})
    plan = service.plan(message)
    message.subject = "Changed"
    message.global_substitutions["a"] = "2"
    message.recipients[0].substitutions["to_name"] = "Changed"
    await service.send(plan)
    assert client.sent == [message_to(1, global_substitutions={"a": "1"})]


async def test_a_plan_is_sent_once(sends: Sends) -> None:
    client = Script()
    service = sending(client, sends)
    plan = service.plan(message_to(1))
    await service.send(plan)
    with pytest.raises(StateError, match="sent before"):
        await service.send(plan, twin_confirmed=True)
    assert len(client.sent) == 1


async def test_two_sends_of_a_plan_at_once_are_one(sends: Sends) -> None:
    client = Script()
    service = sending(client, sends)
    plan = service.plan(message_to(1))
    results = await asyncio.gather(
        service.send(plan, twin_confirmed=True),
        service.send(plan, twin_confirmed=True),
        return_exceptions=True,
    )
    assert [isinstance(result, StateError) for result in results].count(True) == 1
    assert len(client.sent) == 1


async def test_a_plan_of_another_account_is_refused(sends: Sends) -> None:
    client = Script()
    plan = sending(client, sends, account="Other").plan(message_to(1))
    with pytest.raises(StateError, match="account Other"):
        await sending(client, sends).send(plan)
    assert client.sent == []


async def test_the_same_mail_within_ten_minutes_needs_a_word(sends: Sends, clock: Clock) -> None:
    client = Script()
    service = sending(client, sends, clock)
    await service.send(service.plan(message_to(3)))
    again = message_to(3)
    again.recipients.reverse()
    plan = service.plan(again)
    finding = await service.twin_finding(plan)
    assert finding is not None and "3 recipients on 2030-05-17 at 10:32 UTC" in finding.cause
    with pytest.raises(InputError, match="The same mail"):
        await service.send(plan)
    assert len(client.sent) == 1
    await service.send(plan, twin_confirmed=True)
    assert len(client.sent) == 2


async def test_other_content_or_a_later_time_needs_no_word(sends: Sends, clock: Clock) -> None:
    service = sending(Script(), sends, clock)
    await service.send(service.plan(message_to(1)))
    assert await service.twin_finding(service.plan(message_to(1, subject="Other"))) is None
    others = message_to(2)
    del others.recipients[0]
    assert await service.twin_finding(service.plan(others)) is None
    clock.pass_by(minutes=11)
    assert await service.twin_finding(service.plan(message_to(1))) is None


async def test_while_an_outcome_is_unknown_the_same_mail_needs_a_word_at_any_time(
    sends: Sends, clock: Clock
) -> None:
    service = sending(Script(OutcomeUnknown("lost")), sends, clock)
    first = service.plan(message_to(1))
    await service.send(first)
    clock.pass_by(days=3)
    finding = await service.twin_finding(service.plan(message_to(1)))
    assert finding is not None and "unknown outcome" in finding.cause
    await sends.settle(first.id, 1, arrived=True)
    assert await service.twin_finding(service.plan(message_to(1))) is None


async def test_stop_between_batches_leaves_the_rest_unsent(sends: Sends) -> None:
    client = Script()
    service = sending(client, sends)
    controls = Controls()
    plan = service.plan(message_to(1500))

    def stop_after_the_first(progress: Progress) -> None:
        if progress.state == "sent":
            controls.stop()

    report = await service.send(plan, stop_after_the_first, controls=controls)
    assert len(client.sent) == 1
    assert (report.count("accepted"), report.count("not sent")) == (500, 1000)
    assert report.summary.state == "stopped"


async def test_pause_holds_the_next_batch(sends: Sends) -> None:
    client = Script()
    service = sending(client, sends)
    controls = Controls()
    paused = asyncio.Event()

    def pause_after_the_first(progress: Progress) -> None:
        if progress.state == "sent" and progress.batch == 1:
            controls.pause()
            paused.set()

    task = asyncio.create_task(
        service.send(service.plan(message_to(501)), pause_after_the_first, controls=controls)
    )
    await paused.wait()
    for _ in range(20):
        await asyncio.sleep(0)
    assert len(client.sent) == 1 and not task.done()
    controls.resume()
    report = await task
    assert report.count("accepted") == 501


async def test_cancelling_in_a_request_leaves_doubt(sends: Sends) -> None:
    begun = asyncio.Event()

    class Hanging(Script):
        async def send(self, message: Message) -> SendResult:
            self.sent.append(message)
            begun.set()
            await asyncio.Event().wait()
            raise AssertionError

    client = Hanging()
    service = sending(client, sends)
    plan = service.plan(message_to(501))
    task = asyncio.create_task(service.send(plan))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await states(sends, plan.id) == ["unknown", "planned"]
    report = await service.report(plan.id)
    assert (report.count("unknown"), report.count("not sent")) == (500, 1)
    assert report.retryable == ("r500@example.com",)


async def test_cancelling_while_paused_leaves_nothing_in_doubt(sends: Sends) -> None:
    waiting = asyncio.Event()

    class Watched(Controls):
        async def may_go_on(self) -> bool:
            waiting.set()
            return await super().may_go_on()

    service = sending(Script(), sends)
    controls = Watched()
    controls.pause()
    plan = service.plan(message_to(1))
    task = asyncio.create_task(service.send(plan, controls=controls))
    await waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    report = await service.report(plan.id)
    assert (report.summary.state, report.count("not sent")) == ("stopped", 1)


async def test_cancelling_while_the_plan_is_written_leaves_nothing_open(sends: Sends) -> None:
    client = Script()
    service = sending(client, sends)
    plan = service.plan(message_to(1))
    task = asyncio.create_task(service.send(plan))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [send.state for send in await sends.list()] == ["stopped"]
    assert client.sent == []


async def test_a_bug_in_the_client_leaves_doubt_and_goes_on_up(sends: Sends) -> None:
    service = sending(Script(ValueError("bug")), sends)
    plan = service.plan(message_to(1))
    with pytest.raises(ValueError, match="bug"):
        await service.send(plan)
    assert await states(sends, plan.id) == ["unknown"]


async def test_a_journal_that_can_t_be_written_stops_before_the_first_byte(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    database = Database(tmp_path / "file" / "state.db")
    client = Script()
    service = sending(client, Sends(database, Clock()))
    with pytest.raises(StateError):
        await service.send(service.plan(message_to(1)))
    assert client.sent == []
    await database.close()


async def test_an_outcome_that_can_t_be_noted_is_told_and_nothing_follows(
    sends: Sends, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise StateError("The disk is full.", "Make room.")

    monkeypatch.setattr(sends, "finish", full)
    client = Script()
    service = sending(client, sends)
    plan = service.plan(message_to(501))
    with pytest.raises(StateError, match=r"Batch 1 is sent as job job-r0@example\.com"):
        await service.send(plan)
    assert len(client.sent) == 1
    assert await states(sends, plan.id) == ["unknown", "planned"]


async def test_progress_counts_recipients(sends: Sends) -> None:
    told: list[Progress] = []
    service = sending(Script(accepted, Unreachable("down")), sends)
    await service.send(service.plan(message_to(501)), told.append)
    assert [(step.batch, step.state, step.done) for step in told] == [
        (1, "sending", 0),
        (1, "sent", 500),
        (2, "sending", 500),
        (2, "planned", 500),
    ]
    assert {(step.batches, step.recipients) for step in told} == {(2, 501)}


async def test_nobody_to_send_to_is_no_plan(sends: Sends) -> None:
    with pytest.raises(InputError, match="no recipients"):
        sending(Script(), sends).plan(message_to(0))
