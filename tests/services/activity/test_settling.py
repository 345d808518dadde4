"""What the operator says in a report of a lost answer stands in activity, too, in the same words."""

import csv
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from tests.console import NOON, channels_workspace, demo_workspace
from tests.services.activity.house import listed, newest
from tests.services.channels.messages import TWO, made
from tests.services.sends import message_to
from ue_console.services.activity import Sought
from ue_console.services.activity_words import told
from ue_console.services.report_row import ARRIVED, NOT_ARRIVED
from ue_console.services.workspace import Workspace


def losing() -> httpx.MockTransport:
    """A service from which no answer comes back."""

    def handle(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("lost", request=request)

    return httpx.MockTransport(handle)


def ticking() -> Workspace:
    """A console that gets no answer; its clock moves whenever it is looked at."""
    seconds = iter(range(10_000))
    return demo_workspace(transport=losing(), now=lambda: NOON + timedelta(seconds=next(seconds)))


@pytest.mark.parametrize(
    ("arrived", "result", "settled", "outcome", "why"),
    [
        (True, "done", "accepted", "accepted", ARRIVED),
        (False, "not sent", "not sent", "not sent", NOT_ARRIVED),
    ],
)
async def test_a_mail_is_settled_in_report_and_activity(
    arrived: bool, result: str, settled: str, outcome: str, why: str, tmp_path: Path
) -> None:
    workspace = ticking()
    sending = await workspace.sending()
    others = message_to(3)
    del others.recipients[0]
    other, plan = sending.plan(others), sending.plan(message_to(1))
    for each in (other, plan):
        assert (await sending.send(each)).rows[0].outcome == "unknown"
    await workspace.settle(plan.id, 1, arrived=arrived)
    [row] = (await sending.report(plan.id)).rows
    assert (row.outcome, row.reason, row.retry) == (outcome, why, not arrived)
    entry = await newest(workspace)
    assert (entry.facts.result, entry.facts.settled) == (result, settled)
    assert told(entry) == "send mail to 1 recipient (you said so): Hello"
    assert await workspace.activity().send_of(entry) == plan.id
    [before] = await workspace.activity().newest(Sought(results=("unknown",)))
    assert told(before) == "send mail to 2 recipients: Hello"
    path, _ = await workspace.activity().export(str(tmp_path / "a.csv"), Sought())
    with path.open(newline="", encoding="utf-8") as file:
        assert [row["settled"] for row in csv.DictReader(file)] == [settled, ""]
    await workspace.close()


async def test_the_messages_of_a_send_are_settled_channel_by_channel() -> None:
    workspace = channels_workspace("Shop", transport=losing())
    seconds = iter(range(10_000))
    workspace.sends._now = workspace.recorder._now = lambda: NOON + timedelta(seconds=next(seconds))
    sending = await workspace.channel_sending()
    plan = sending.plan(made(TWO))
    assert (await sending.send(plan)).count("unknown") == 3
    await workspace.settle(plan.id, 1, arrived=True)
    await workspace.settle(plan.id, 2, arrived=False)
    report = await sending.report(plan.id)
    assert {(row.channel, row.outcome, row.reason) for row in report.rows} == {
        ("page", "accepted", ARRIVED),
        ("newsletter", "not sent", NOT_ARRIVED),
    }
    assert [(facts.what, facts.settled) for facts in await listed(workspace)] == [
        ("1 receiver on newsletter: Lamps", "not sent"),
        ("2 receivers on page: Lamps", "accepted"),
    ]
    await workspace.close()


async def test_what_is_settled_at_once_waits_for_what_is_being_written() -> None:
    workspace = ticking()
    sending = await workspace.sending()
    plan = sending.plan(message_to(1))
    async with workspace.recorder._in_order:
        await sending.send(plan)
    await workspace.settle(plan.id, 1, arrived=True)
    assert [facts.settled for facts in await listed(workspace)] == ["accepted"]
    await workspace.close()
