"""What may be tried again of a send, by a scripted client and a real journal."""

import pytest

from tests.services.sends import Script, accepted, message_to, sending
from ue_console.errors import OutcomeUnknown, StateError, Unreachable
from ue_console.store.sends import Sends


async def test_a_retry_takes_what_certainly_got_nothing(sends: Sends) -> None:
    lost = OutcomeUnknown("The answer is lost.", "Look.")
    client = Script(accepted, lost)
    service = sending(client, sends)
    first = service.plan(message_to(1200))
    report = await service.send(first)
    # The lost answer is followed by no further request.
    assert [report.count(word) for word in ("accepted", "unknown", "not sent")] == [500, 500, 200]
    retry = await service.plan_retry(first.id)
    await service.send(retry)
    assert client.addresses[1000:] == [f"r{number}@example.com" for number in range(1000, 1200)]
    with pytest.raises(StateError, match="2030-05-17 at 10:32 UTC took 200 addresses over already"):
        await service.plan_retry(first.id)


async def test_one_retry_planned_twice_is_sent_once(sends: Sends) -> None:
    client = Script(Unreachable("down"))
    service = sending(client, sends)
    first = service.plan(message_to(2))
    await service.send(first)
    one, two = await service.plan_retry(first.id), await service.plan_retry(first.id)
    await service.send(one)
    with pytest.raises(StateError, match="sent before"):
        await service.send(two, twin_confirmed=True)
    assert client.addresses.count("r0@example.com") == 2


async def test_a_settled_doubt_can_be_retried_without_those_retried_before(sends: Sends) -> None:
    lost = OutcomeUnknown("The answer is lost.", "Look.")
    client = Script(lost)
    service = sending(client, sends)
    first = service.plan(message_to(501))
    await service.send(first)
    await service.send(await service.plan_retry(first.id))
    await sends.settle(first.id, 1, arrived=False)
    again = await service.plan_retry(first.id)
    assert again.recipients == 500
    await service.send(again)
    assert client.addresses[500:] == ["r500@example.com"] + [f"r{n}@example.com" for n in range(500)]


async def test_a_retry_sends_the_same_content(sends: Sends) -> None:
    client = Script(Unreachable("down"))
    service = sending(client, sends)
    given = message_to(
        1,
        template_id="t",
        body={},
        headers={"X-Id": 5},
        options={"unsubscribe_url": "https://acme.example/u"},
    )
    given.recipients[0].substitutions["n"] = 5
    first = service.plan(given, template_name="welcome")
    await service.send(first)
    retry = await service.plan_retry(first.id)
    assert (retry.content, retry.template_name) == (first.content, "welcome")
    await service.send(retry)
    assert client.sent[1].recipients == given.recipients


async def test_a_send_under_way_can_t_be_retried(sends: Sends) -> None:
    service = sending(Script(), sends)
    plan = service.plan(message_to(1))
    await sends.record(plan.record(), twin_since=None)
    with pytest.raises(StateError, match="under way"):
        await service.plan_retry(plan.id)
