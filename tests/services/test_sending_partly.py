"""Requests that are refused, or leave somebody out."""

from tests.services.sends import Script, accepted, message_to, sending
from ue_console.errors import Rejected
from ue_console.models.unione.message import Message, SendResult
from ue_console.store.sends import Sends


async def test_a_refused_request_stops_the_rest(sends: Sends) -> None:
    no_body = Rejected("The body is missing.", "Write one.", http_status=400, code=201)
    client = Script(no_body)
    service = sending(client, sends)
    report = await service.send(service.plan(message_to(501)))
    assert len(client.sent) == 1
    assert (report.count("refused"), report.count("not sent")) == (500, 1)
    assert report.retryable == ("r500@example.com",)
    assert report.troubles == ("The body is missing. Write one.",)


async def test_a_batch_whose_addresses_all_failed_does_not_stop_the_rest(sends: Sends) -> None:
    failed = {f"r{number}@example.com": "unsubscribed" for number in range(500)}
    nobody = Rejected("Nobody is left.", "", http_status=400, code=204, failed_emails=failed)
    client = Script(nobody)
    service = sending(client, sends)
    report = await service.send(service.plan(message_to(501)))
    assert len(client.sent) == 2
    assert (report.count("refused"), report.count("accepted")) == (500, 1)
    assert "unsubscribed" in report.rows[0].reason
    assert report.summary.state == "partly"


async def test_a_send_that_left_somebody_out_is_partly_sent(sends: Sends) -> None:
    def without_the_first(message: Message) -> SendResult:
        given = accepted(message)
        failed = {given.emails[0]: "unsubscribed"}
        return given.model_copy(update={"emails": given.emails[1:], "failed_emails": failed})

    service = sending(Script(accepted, without_the_first), sends)
    report = await service.send(service.plan(message_to(502)))
    assert (report.count("accepted"), report.count("refused")) == (501, 1)
    assert [send.state for send in await sends.list()] == ["partly"]
    finding = await service.twin_finding(service.plan(message_to(502)))
    assert finding is not None and finding.cause.endswith("10:32 UTC; not all were accepted.")
