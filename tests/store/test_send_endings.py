"""How a send has ended, in one word."""

from dataclasses import replace

import pytest

from tests.store.send_parts import Now, plan, states
from ue_console.store.database import Database
from ue_console.store.send_records import BatchState
from ue_console.store.sends import Sends


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def sends(database: Database, now: Now) -> Sends:
    return Sends(database, now)


@pytest.mark.parametrize(
    ("outcomes", "state"),
    [
        (("sent", "sent"), "done"),
        (("sent", "refused"), "partly"),
        (("refused", "refused"), "refused"),
        (("sent", None), "stopped"),
        (("unknown", None), "unknown"),
        (("sending", None), "unknown"),
    ],
)
async def test_a_send_ends_in_a_word(
    sends: Sends, outcomes: tuple[BatchState | None, ...], state: str
) -> None:
    await sends.record(plan(), twin_since=None)
    for batch, outcome in zip(plan().batches, outcomes, strict=True):
        if outcome:
            await sends.begin("s1", batch.number)
        if outcome and outcome != "sending":
            await sends.finish("s1", replace(batch, state=outcome))
    assert await sends.close("s1") == state
    assert (await sends.get("s1")).summary.state == state
    assert "sending" not in await states(sends)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ({"emails": ["a1@example.com"], "failed_emails": {}, "left_out": 0}, "done"),
        ({"emails": ["a1@example.com"], "failed_emails": {"b1@example.com": "invalid"}}, "partly"),
        ({"emails": ["a1@example.com"], "failed_emails": {}, "left_out": 1}, "partly"),
        (
            {"emails": ["a1@example.com"], "failed_emails": {"A1@example.com": "duplicate"}, "left_out": 0},
            "done",
        ),
        ({"uris": ["x://example.com/1"]}, "done"),
    ],
)
async def test_a_request_that_left_somebody_out_is_not_wholly_sent(
    sends: Sends, answer: dict[str, object], state: str
) -> None:
    await sends.record(plan(batches=1), twin_since=None)
    await sends.begin("s1", 1)
    await sends.finish("s1", replace(plan().batches[0], state="sent", answer=answer))
    assert await sends.close("s1") == state


async def test_a_settled_doubt_beside_a_refusal_is_partly_sent(sends: Sends) -> None:
    await sends.record(plan(), twin_since=None)
    states: tuple[BatchState, ...] = ("refused", "unknown")
    for batch, state in zip(plan().batches, states, strict=True):
        await sends.begin("s1", batch.number)
        await sends.finish("s1", replace(batch, state=state))
    assert await sends.close("s1") == "unknown"
    await sends.settle("s1", 2, arrived=True)
    assert (await sends.get("s1")).summary.state == "partly"
