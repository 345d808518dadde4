"""No receiver gets the same message twice without a word, whoever else is in the two sends."""

import pytest

from tests.services.channels.messages import TWO, Script, accepted, made, refused, sending
from tests.services.sends import Clock
from ue_console.errors import InputError, OutcomeUnknown
from ue_console.models.unification.message import Message, SendResult
from ue_console.services.channels.sending import ChannelSending
from ue_console.services.controls import Controls
from ue_console.services.dispatch import TwinMet
from ue_console.store.sends import Sends

LOST = OutcomeUnknown("The answer is lost.", "Look for the message on each channel.")
FIRST = "page: Ann Berger <117>\nnewsletter: bob@example.com\nwa: 49"
WHEN = "2030-05-17 at 10:32 UTC"


async def warned(service: ChannelSending, receivers: str, **fields: str) -> str:
    """The warning about a message to these; empty where there is none."""
    draft = TWO.model_copy(update={"receivers": receivers, **fields})
    finding = await service.twin_finding(service.plan(made(draft)))
    return f"{finding.cause} {finding.remedy}" if finding else ""


async def broken_off(sends: Sends, clock: Clock) -> ChannelSending:
    """Page has it, of the newsletter nothing is known, WhatsApp was never reached."""
    controls = Controls()

    def last(message: Message) -> SendResult:
        controls.stop()
        raise LOST

    service = sending(Script(accepted, last), sends, clock)
    plan = service.plan(made(TWO.model_copy(update={"receivers": FIRST})))
    await service.send(plan, controls=controls)
    return service


@pytest.mark.parametrize(
    ("receivers", "fates"),
    [
        (FIRST, "accepted by page; unknown on newsletter; not sent to wa."),
        ("page: 117\nnewsletter: bob@example.com", "accepted by page; unknown on newsletter."),
        (FIRST + "\ntwitter: Me", "accepted by page; unknown on newsletter; not sent to wa."),
        ("page: Somebody Else <117>\npage: 118", "accepted by page (1 of 2 receivers)."),
        ("newsletter: bob@example.com", "unknown on newsletter."),
    ],
)
async def test_a_part_or_more_of_what_went_out_is_told_by_channel(
    sends: Sends, clock: Clock, receivers: str, fates: str
) -> None:
    service = await broken_off(sends, clock)
    told = await warned(service, receivers)
    assert told.startswith(f"The same message went out on {WHEN}: {fates}")
    assert ("t in its report (Home) tries again" in told) == ("not sent" in fates)
    with pytest.raises(InputError, match="went out on"):
        await service.send(service.plan(made(TWO.model_copy(update={"receivers": receivers}))))


@pytest.mark.parametrize(
    ("receivers", "fields"),
    [
        ("wa: 49", {}),
        ("page: 118", {}),
        ("wa: 117", {}),
        (FIRST, {"body": "Something else"}),
        (FIRST, {"subject": "Something else"}),
    ],
)
async def test_what_reached_nobody_or_is_another_message_needs_no_word(
    sends: Sends, clock: Clock, receivers: str, fields: dict[str, str]
) -> None:
    service = await broken_off(sends, clock)
    assert await warned(service, receivers, **fields) == ""


async def test_what_was_accepted_is_told_for_a_while_what_is_unknown_for_ever(
    sends: Sends, clock: Clock
) -> None:
    service = await broken_off(sends, clock)
    clock.pass_by(minutes=11)
    assert await warned(service, "page: 117") == ""
    assert "unknown on newsletter." in await warned(service, "newsletter: bob@example.com")


async def test_a_refusal_alone_needs_no_word_and_a_later_success_does(sends: Sends, clock: Clock) -> None:
    service = sending(Script(refused(418)), sends, clock)
    once = service.plan(made(TWO.model_copy(update={"receivers": "page: 117"})))
    await service.send(once)
    assert await warned(service, "page: 117") == ""
    retry = await service.plan_retry(once.id)
    assert await service.twin_finding(retry) is None
    await service.send(retry)
    assert "accepted by page." in await warned(service, "page: 117\nnewsletter: bob@example.com")


async def test_many_channels_are_named_as_far_as_they_fit(sends: Sends, clock: Clock) -> None:
    service = sending(Script(), sends, clock)
    many = "\n".join(f"c{number}: 1" for number in range(7))
    await service.send(service.plan(made(TWO.model_copy(update={"receivers": many}))))
    assert "accepted by c0, c1, c2, c3 and 3 more." in await warned(service, many)


async def test_after_a_retry_each_outcome_is_told_of_the_send_that_it_is_of(
    sends: Sends, clock: Clock
) -> None:
    service = await broken_off(sends, clock)
    [first] = await sends.list()
    clock.pass_by(minutes=1)
    again = sending(Script(refused(416)), sends, clock)
    await again.send(await again.plan_retry(first.id))
    told = await warned(service, FIRST)
    assert told.startswith(
        "The same message went out more than once: 2030-05-17 at 10:33 UTC refused by wa; "
        "2030-05-17 at 10:32 UTC accepted by page; unknown on newsletter."
    )
    assert "t in the report of 10:33 UTC (Home) tries again" in told


@pytest.fixture
async def running(sends: Sends, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> ChannelSending:
    """Another console sends to page, and the rest waits for that; this one's service."""
    monkeypatch.setattr(sends, "_may_live", lambda _: True)
    elsewhere = Sends(sends._db, clock)
    plan = sending(Script(), elsewhere, clock).plan(made(TWO.model_copy(update={"receivers": FIRST})))
    await elsewhere.record(plan.record(), twin_since=None)
    await elsewhere.begin(plan.id, 1)
    return sending(Script(), sends, clock)


async def test_what_still_goes_out_is_not_sent_beside_that_whatever_is_confirmed(
    running: ChannelSending,
) -> None:
    receivers = "newsletter: bob@example.com\nwa: 49"
    plan = running.plan(made(TWO.model_copy(update={"receivers": receivers})))
    finding = await running.twin_finding(plan)
    assert finding
    assert finding.severity == "error"
    assert finding.cause == f"The same message is going out since {WHEN}: about to go to newsletter and wa."
    assert finding.remedy.startswith("Wait for its end, or stop it with x where it runs;")
    for confirmed in (False, True):
        with pytest.raises(TwinMet, match="about to go to newsletter and wa"):
            await running.send(plan, twin_confirmed=confirmed)


async def test_to_others_the_same_goes_out_beside_it(running: ChannelSending) -> None:
    plan = running.plan(made(TWO.model_copy(update={"receivers": "wa: 117"})))
    assert await running.twin_finding(plan) is None
    assert (await running.send(plan)).count("accepted") == 1


async def test_where_its_console_is_gone_it_goes_out_no_more(
    running: ChannelSending, sends: Sends, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sends, "_may_live", lambda _: False)
    assert "unknown on page; not sent to newsletter and wa." in await warned(running, FIRST)
