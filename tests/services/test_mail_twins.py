"""The same mail to some of the same people: told before it goes out, and refused while the other goes out."""

import pytest

from tests.services.sends import Clock, Script, accepted, message_to, sending
from ue_console.errors import OutcomeUnknown
from ue_console.models.unione.message import Message, SendResult
from ue_console.services.controls import Controls
from ue_console.services.dispatch import TwinMet
from ue_console.services.plans import Plan
from ue_console.services.sending import Sending
from ue_console.store.sends import Sends

WHEN = "2030-05-17 at 10:32 UTC"


def to(service: Sending, *numbers: int) -> Plan:
    """A plan of the same mail to these of its recipients."""
    message = message_to(9)
    message.recipients = [message.recipients[number] for number in numbers]
    return service.plan(message)


async def said(service: Sending, *numbers: int) -> str:
    """The warning; empty for none."""
    finding = await service.twin_finding(to(service, *numbers))
    return f"{finding.severity}: {finding.cause}" if finding else ""


@pytest.mark.parametrize(
    ("numbers", "whom"),
    [
        ((2, 3, 4), "1 of these 3 recipients"),
        ((0, 1, 2, 3), "3 of these 4 recipients"),
        ((0,), "the same 1 recipient"),
        ((1, 0), "the same 2 recipients"),
    ],
)
async def test_who_has_it_is_counted(sends: Sends, clock: Clock, numbers: tuple[int, ...], whom: str) -> None:
    service = sending(Script(), sends, clock)
    await service.send(to(service, 0, 1, 2))
    assert await said(service, *numbers) == f"warning: The same mail went to {whom} on {WHEN}."
    with pytest.raises(TwinMet):
        await service.send(to(service, *numbers))
    assert (await service.send(to(service, *numbers), twin_confirmed=True)).count("accepted") == len(numbers)


async def test_who_certainly_got_nothing_needs_no_word(sends: Sends, clock: Clock) -> None:
    def two_fail(message: Message) -> SendResult:
        failed = {"R0@example.com": "temporary_unavailable", "r1@example.com": "temporary_unavailable"}
        return SendResult(job_id="j", emails=["r2@example.com"], failed_emails=failed)

    service = sending(Script(two_fail), sends, clock)
    first = to(service, 0, 1, 2)
    await service.send(first)
    assert await said(service, 0, 1, 3) == ""
    assert await service.twin_finding(await service.plan_retry(first.id)) is None
    assert await said(
        service, 1, 2
    ) == f"warning: The same mail went to 1 of these 2 recipients on {WHEN}; " + ("not all were accepted.")


async def test_what_is_unknown_counts_at_any_time(sends: Sends, clock: Clock) -> None:
    service = sending(Script(OutcomeUnknown("lost")), sends, clock)
    await service.send(to(service, 0, 1))
    clock.pass_by(days=3)
    assert "with an unknown outcome" in await said(service, 1, 2)
    assert await said(service, 2, 3) == ""


async def test_what_goes_out_now_is_not_sent_beside_it(
    sends: Sends, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sends, "_may_live", lambda _: True)
    elsewhere, service = Sends(sends._db, clock), sending(Script(accepted), sends, clock)
    plan = to(service, 0, 1, 2)
    await elsewhere.record(plan.record(), twin_since=None)
    cause = f"The same mail is going out to 2 of these 3 recipients since {WHEN}."
    assert await said(service, 1, 2, 3) == f"error: {cause}"
    with pytest.raises(TwinMet, match="is going out to 2 of these 3"):
        await service.send(to(service, 1, 2, 3), twin_confirmed=True, controls=Controls())
    assert (await service.send(to(service, 3, 4))).count("accepted") == 2
    await elsewhere.close(plan.id)
    assert await said(service, 1, 2) == ""
