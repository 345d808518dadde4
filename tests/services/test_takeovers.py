"""What a newer send has taken over is not offered again by the report of the older one."""

import csv
import io

import pytest

from tests.services.channels.messages import Script as Channels
from tests.services.channels.messages import made, refused
from tests.services.channels.messages import sending as channel_sending
from tests.services.sends import Clock, Script, message_to, sending
from ue_console.errors import OutcomeUnknown, StateError, Unreachable
from ue_console.models.unione.message import SendResult
from ue_console.services.reports import Report
from ue_console.store.sends import Sends

DOWN = Unreachable("down")


def told(report: Report) -> str:
    """Why the report offers no retry; empty when it offers one."""
    return str(report.no_retry or "")


async def test_a_report_offers_a_retry_until_a_newer_send_has_it(sends: Sends, clock: Clock) -> None:
    service = sending(Script(DOWN), sends, clock)
    first = service.plan(message_to(2))
    assert told(await service.send(first)) == ""
    clock.pass_by(hours=4)
    await service.send(await service.plan_retry(first.id))
    report = await service.report(first.id)
    assert report.retryable == ()
    assert told(report) == (
        "The send of 2030-05-17 at 14:32 UTC took 2 addresses over already. Open that send in Home."
    )
    assert [row["retry"] for row in csv.DictReader(io.StringIO(report.to_csv(), newline=""))] == ["no", "no"]
    assert [row.outcome for row in report.rows] == ["not sent", "not sent"]


async def test_the_newer_send_offers_its_own_retry(sends: Sends, clock: Clock) -> None:
    client = Script(DOWN, DOWN)
    service = sending(client, sends, clock)
    first = service.plan(message_to(2))
    await service.send(first)
    second = await service.plan_retry(first.id)
    assert told(await service.send(second)) == ""
    third = await service.plan_retry(second.id)
    await service.send(third)
    assert "took 2 addresses" in told(await service.report(second.id))
    assert told(await service.report(third.id)) == (
        "No address of this report can be tried again. Each row says why."
    )


async def test_the_same_mail_sent_anew_takes_over_what_the_first_left(sends: Sends, clock: Clock) -> None:
    """As from the draft, which is kept while nothing of it has left."""
    client = Script(DOWN)
    service = sending(client, sends, clock)
    first = service.plan(message_to(2))
    await service.send(first)
    clock.pass_by(days=1)
    await service.send(service.plan(message_to(2)))
    with pytest.raises(StateError, match="2030-05-18 at 10:32 UTC took 2 addresses over"):
        await service.plan_retry(first.id)
    assert len(client.sent) == 2


async def test_other_content_or_an_older_send_takes_nothing_over(sends: Sends, clock: Clock) -> None:
    service = sending(Script(), sends, clock)
    await service.send(service.plan(message_to(2)))
    clock.pass_by(days=1)
    down = sending(Script(DOWN), sends, clock)
    first = down.plan(message_to(2))
    await down.send(first)
    await service.send(service.plan(message_to(2, subject="Other")))
    assert (await service.report(first.id)).retryable == ("r0@example.com", "r1@example.com")


async def test_only_what_no_newer_send_has_can_be_tried_again(sends: Sends, clock: Clock) -> None:
    service = sending(Script(OutcomeUnknown("lost")), sends, clock)
    first = service.plan(message_to(501))
    await service.send(first)
    await service.send(await service.plan_retry(first.id))
    await sends.settle(first.id, 1, arrived=False)
    report = await service.report(first.id)
    assert report.takeover is not None
    assert (told(report), len(report.retryable), report.takeover.rows) == ("", 500, 1)
    clock.pass_by(minutes=5)
    await service.send(await service.plan_retry(first.id))
    assert told(await service.report(first.id)) == (
        "Newer sends took 501 addresses over already, the last one on 2030-05-17 at 10:37 UTC. "
        "Open those sends in Home."
    )


async def test_only_what_could_be_tried_again_is_told_as_taken_over(sends: Sends, clock: Clock) -> None:
    result = SendResult(
        job_id="j", emails=["r0@example.com"], failed_emails={"r1@example.com": "temporary_unavailable"}
    )
    service = sending(Script(lambda message: result), sends, clock)
    first = service.plan(message_to(2))
    await service.send(first)
    await service.send(service.plan(message_to(2)), twin_confirmed=True)
    assert "took 1 address over already" in told(await service.report(first.id))


async def test_what_was_accepted_is_not_told_as_taken_over(sends: Sends, clock: Clock) -> None:
    service = sending(Script(), sends, clock)
    first = service.plan(message_to(1))
    await service.send(first)
    await service.send(service.plan(message_to(1)), twin_confirmed=True)
    assert (await service.report(first.id)).takeover is None


async def test_a_channel_is_taken_over_by_the_send_that_retries_it(sends: Sends, clock: Clock) -> None:
    client = Channels(refused(418))
    service = channel_sending(client, sends, clock)
    first = service.plan(made())
    report = await service.send(first)
    assert (told(report), report.retryable) == ("", ("117", ""))
    clock.pass_by(minutes=1)
    await service.send(await service.plan_retry(first.id))
    assert told(await service.report(first.id)) == (
        "The send of 2030-05-17 at 10:33 UTC took 2 receivers over already. Open that send in Home."
    )
    assert client.channels == ["page", "newsletter", "page"]
