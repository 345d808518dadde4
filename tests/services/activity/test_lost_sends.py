"""A send whose console was killed while an answer was out stands in Activity, as the report tells."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.console import NOON, channels_workspace, demo_workspace
from tests.services.activity.house import listed, newest
from tests.services.channels.messages import TWO, made
from tests.services.sends import message_to
from ue_console.services.activity_words import told
from ue_console.services.workspace import Workspace
from ue_console.store.activity_of_sends import FROM_THE_JOURNAL
from ue_console.store.database import Database
from ue_console.store.sends import Sends


def ticking() -> Callable[[], datetime]:
    """A clock that moves whenever it is looked at."""
    seconds = iter(range(10_000))
    return lambda: NOON + timedelta(seconds=next(seconds))


def at(path: Path, service: str, transport: httpx.AsyncBaseTransport | None = None) -> Workspace:
    """A console on a service; no other one lives."""
    database = Database(path)
    if service == "unione":
        workspace = demo_workspace(database=database, transport=transport)
    else:
        workspace = channels_workspace("Shop", database=database, transport=transport)
    clock = ticking()
    workspace.sends._now = workspace.recorder._now = clock
    workspace.sends._may_live = lambda owner: False
    return workspace


async def plan_of(workspace: Workspace, service: str) -> Any:
    """A message that is to go out."""
    if service == "unione":
        return (await workspace.sending()).plan(message_to(2))
    return (await workspace.channel_sending()).plan(made(PAGE))


async def killed(workspace: Workspace, service: str) -> Any:
    """Begin the first request of a plan as a console does that is killed then."""
    plan = await plan_of(workspace, service)
    before = Sends(workspace._database, workspace.sends._now)
    await before.record(plan.record(), twin_since=None)
    await before.begin(plan.id, 1)
    return plan


PAGE: Final = TWO.model_copy(update={"receivers": "page: Ann Berger <117>\npage: Me"})


class Killed(Exception):
    """The console ended here."""


WORDS = {
    "unione": "send mail to 2 recipients: Hello",
    "unification": "send message to 2 receivers on page: Lamps",
}


@pytest.mark.parametrize("service", WORDS)
@pytest.mark.parametrize("arrived", [True, False])
async def test_it_stands_in_activity_once_and_as_the_operator_says(
    service: str, arrived: bool, tmp_path: Path
) -> None:
    workspace = at(tmp_path / "state.db", service)
    plan = await killed(workspace, service)
    assert await listed(workspace) == []
    for _ in range(2):
        await workspace.sends.unfinished()
    [facts] = await listed(workspace)
    entry = await newest(workspace)
    assert (told(entry), facts.result, facts.settled) == (WORDS[service], "unknown", "")
    assert await workspace.activity().send_of(entry) == plan.id
    kept = await workspace.activity().exchanged(entry)
    assert (kept.cause, kept.base_url) == (FROM_THE_JOURNAL, workspace.account.base_url)
    await workspace.settle(plan.id, 1, arrived=arrived)
    [facts] = await listed(workspace)
    assert facts.settled == ("accepted" if arrived else "not sent")
    assert facts.result == ("done" if arrived else "not sent")
    await workspace.close()


@pytest.mark.parametrize("service", WORDS)
async def test_one_whose_call_was_kept_before_the_end_does_not_come_twice(
    service: str, tmp_path: Path
) -> None:
    workspace = at(tmp_path / "state.db", service)
    plan = await plan_of(workspace, service)
    sending = await workspace.dispatch()
    workspace.sends.finish = workspace.sends.close = _stuck  # type: ignore[method-assign]
    with pytest.raises(Killed):
        await sending.send(plan)
    await workspace.recorder.drain()
    [before] = await listed(workspace)
    workspace.sends._owner = "the next console"
    await workspace.sends.unfinished()
    assert (await workspace.sends.get(plan.id)).batches[0].state == "unknown"
    assert await listed(workspace) == [before]
    await workspace.close()


async def _stuck(send_id: str, batch: object = None) -> Any:
    raise Killed


@pytest.mark.parametrize("service", WORDS)
async def test_a_console_that_lives_after_all_keeps_it_itself(service: str, tmp_path: Path) -> None:
    workspace = at(tmp_path / "state.db", service)
    other = at(tmp_path / "state.db", service)
    other.sends._now = other.recorder._now = workspace.sends._now
    sending, deliver = await workspace.dispatch(), type(await workspace.dispatch()).deliver

    async def late(plan: Any, batch: Any) -> Any:
        if batch.number == 1:
            await other.sends.unfinished()
            assert [facts.result for facts in await listed(other)] == ["unknown"]
        return await deliver(sending, plan, batch)

    sending.deliver = late  # type: ignore[method-assign]
    plan = await plan_of(workspace, service)
    await sending.send(plan)
    kept = await listed(workspace)
    assert (len(kept), [facts.result for facts in kept].count("done")) == (1, 1)
    for each in (workspace, other):
        await each.close()


async def test_what_another_send_left_at_the_time_is_not_taken_for_it(tmp_path: Path) -> None:
    workspace = at(tmp_path / "state.db", "unione")
    sending = await workspace.sending()
    plan = await killed(workspace, "unione")
    others = message_to(3)
    del others.recipients[:2]
    await sending.send(sending.plan(others))
    await workspace.sends.unfinished()
    assert sorted(facts.result for facts in await listed(workspace)) == ["done", "unknown"]
    await workspace.settle(plan.id, 1, arrived=True)
    assert [facts.settled for facts in await listed(workspace)] == ["accepted", ""]
    await workspace.close()
