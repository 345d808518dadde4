"""Sending across channels by a scripted client and a real journal."""

import csv
import io

import pytest

from tests.services.channels.messages import TWO, Script, made, refused, sending
from ue_console.api.unification.message import message_body
from ue_console.errors import (
    InputError,
    KeyRefused,
    OutcomeUnknown,
    ReadOnly,
    Rejected,
    ServiceFault,
    StateError,
    Unreachable,
)
from ue_console.models.unification.message import Message, SendResult
from ue_console.services.controls import Controls
from ue_console.services.dispatch import Progress
from ue_console.services.reports import Report
from ue_console.store.sends import Sends

LOST = OutcomeUnknown("The answer is lost.", "Look for the message on each channel.")


def outcomes(report: Report) -> list[tuple[str, str]]:
    """Channel and outcome of each receiver."""
    return [(row.channel, row.outcome) for row in report.rows]


async def test_each_channel_is_one_request_and_one_outcome(sends: Sends) -> None:
    client = Script(refused(412, "Bad receivers specified"))
    service = sending(client, sends)
    report = await service.send(service.plan(made()))
    assert client.channels == ["page", "newsletter"]
    assert outcomes(report) == [
        ("page", "refused"),
        ("page", "refused"),
        ("newsletter", "accepted"),
    ]
    page, _, mail = report.rows
    assert (page.name, page.email, page.code, page.retry) == ("Ann Berger", "117", 412, False)
    assert "can't use one of the receivers" in page.reason
    assert "“Bad receivers specified”" in page.reason
    assert mail.job_id == "x://example.com/newsletter"
    assert report.troubles[0].startswith("page: ")
    assert report.summary.state == "partly"


@pytest.mark.parametrize(
    ("code", "outcome", "retry"),
    [
        (411, "refused", True),
        (412, "refused", False),
        (415, "refused", False),
        (416, "refused", False),
        (417, "refused", False),
        (418, "refused", True),
        (500, "refused", True),
        (504, "unknown", False),
        (1000, "unknown", False),
        (499, "refused", False),
    ],
)
async def test_a_code_gives_an_outcome(sends: Sends, code: int, outcome: str, retry: bool) -> None:
    service = sending(Script(refused(code)), sends)
    report = await service.send(service.plan(made()))
    row = report.rows[0]
    assert (row.outcome, row.code, row.retry) == (outcome, code, retry)
    assert row.reason
    assert report.rows[2].outcome == "accepted"


@pytest.mark.parametrize(
    ("error", "first", "second"),
    [
        (LOST, "unknown", "accepted"),
        (Unreachable("down"), "not sent", "not sent"),
        (ReadOnly("read-only"), "not sent", "not sent"),
        (KeyRefused("no", http_status=401, code=401), "refused", "not sent"),
        (Rejected("no", http_status=200, code=412), "refused", "accepted"),
        (ServiceFault("off", http_status=200, code=500), "refused", "accepted"),
        (ServiceFault("broken", http_status=200, code=1000), "unknown", "not sent"),
        (ServiceFault("gate", http_status=500), "unknown", "not sent"),
    ],
    ids=lambda value: str(value),
)
async def test_an_error_concerns_its_channel_or_all(
    sends: Sends, error: Exception, first: str, second: str
) -> None:
    client = Script(error)
    service = sending(client, sends)
    report = await service.send(service.plan(made()))
    assert (report.rows[0].outcome, report.rows[2].outcome) == (first, second)
    assert len(client.sent) == (1 if second == "not sent" else 2)


async def test_an_answer_that_names_nobody_is_in_doubt(sends: Sends) -> None:
    service = sending(Script(lambda message: SendResult()), sends)
    report = await service.send(service.plan(made()))
    assert report.rows[0].outcome == "unknown"
    assert "Look for the message on the channel" in report.rows[0].reason


async def test_a_lost_answer_is_never_repeated_and_asks_before_the_same_goes_again(sends: Sends) -> None:
    client = Script(LOST)
    service = sending(client, sends)
    first = service.plan(made())
    await service.send(first)
    with pytest.raises(StateError, match="sent before"):
        await service.send(first, twin_confirmed=True)
    again = service.plan(made())
    finding = await service.twin_finding(again)
    assert finding is not None
    told = "went out on 2030-05-17 at 10:32 UTC: accepted by newsletter; unknown on page."
    assert told in finding.cause
    with pytest.raises(InputError, match="unknown on page"):
        await service.send(again)
    with pytest.raises(StateError, match="No receiver"):
        await service.plan_retry(first.id)
    assert client.channels == ["page", "newsletter"]


async def test_a_retry_takes_only_channels_that_certainly_got_nothing(sends: Sends) -> None:
    draft = TWO.model_copy(update={"receivers": "a: 1\nb: 2\nc: 3\nd: 4\ne: 5"})
    client = Script(refused(418), LOST, refused(412))
    service = sending(client, sends)
    first = service.plan(made(draft))
    controls = Controls()

    def stop_at_the_fourth(progress: Progress) -> None:
        if progress.batch == 4 and progress.state == "sent":
            controls.stop()

    report = await service.send(first, stop_at_the_fourth, controls=controls)
    assert [outcome for _, outcome in outcomes(report)] == [
        "refused",
        "unknown",
        "refused",
        "accepted",
        "not sent",
    ]
    retry = await service.plan_retry(first.id)
    await service.send(retry)
    assert client.channels == ["a", "b", "c", "d", "a", "e"]
    assert message_body(client.sent[4]) == message_body(client.sent[0])
    with pytest.raises(StateError, match="UTC took 2 receivers over already"):
        await service.plan_retry(first.id)
    await sends.settle(first.id, 2, arrived=False)
    assert [batch.channel for batch in (await service.plan_retry(first.id)).batches] == ["b"]


async def test_what_a_stop_leaves_is_not_sent(sends: Sends) -> None:
    client = Script()
    service = sending(client, sends)
    controls = Controls()
    told: list[Progress] = []

    def stop(progress: Progress) -> None:
        told.append(progress)
        controls.stop()

    report = await service.send(service.plan(made()), stop, controls=controls)
    assert client.channels == ["page"]
    assert report.rows[2].outcome == "not sent"
    assert [(step.batch, step.batches, step.done, step.recipients) for step in told] == [
        (1, 2, 0, 3),
        (1, 2, 2, 3),
    ]


async def test_a_bug_in_the_client_leaves_doubt_about_its_channel(sends: Sends) -> None:
    class Broken(Script):
        async def send(self, message: Message) -> SendResult:
            raise ValueError("bug")

    service = sending(Broken(), sends)
    plan = service.plan(made())
    with pytest.raises(ValueError, match="bug"):
        await service.send(plan)
    report = await service.report(plan.id)
    assert outcomes(report)[::2] == [("page", "unknown"), ("newsletter", "not sent")]
    assert "on the channel" in report.rows[0].reason


async def test_the_export_has_channel_receiver_code_and_uri(sends: Sends) -> None:
    service = sending(Script(refused(412)), sends)
    report = await service.send(service.plan(made()))
    rows = list(csv.DictReader(io.StringIO(report.to_csv(), newline="")))
    assert [row["channel"] for row in rows] == ["page", "page", "newsletter"]
    assert (rows[0]["name"], rows[0]["address"], rows[0]["code"]) == ("Ann Berger", "117", "412")
    assert (rows[2]["outcome"], rows[2]["uri"]) == ("accepted", "x://example.com/newsletter")
