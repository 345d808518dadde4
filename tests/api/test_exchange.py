"""A writing call tells what it sent, what came of it and how it ended; a reading one tells none of it."""

import asyncio
import json

import pytest

from tests.api.conftest import KEY, QUICK, Line, Lines
from tests.api.scripted import Exchange as Exchanging
from tests.api.scripted import ScriptedServer, close, hang, refusal, reply, success
from ue_console.api.exchange import Exchange
from ue_console.api.methods import EMAIL_SEND, PROJECT_CREATE, TEMPLATE_LIST, WEBHOOK_SET
from ue_console.errors import ConsoleError, OutcomeUnknown, ReadOnly, ServiceFault, Unreachable

BODY = {"url": "https://shop.example/unione"}


def told(line: Line) -> Exchange:
    [call] = line.calls
    assert call.exchange is not None
    return call.exchange


async def test_what_was_done(server: ScriptedServer, line: Line) -> None:
    server.steps = [success(object={"id": 7})]
    await line.transport.call(WEBHOOK_SET, BODY)
    exchange = told(line)
    assert (exchange.request, exchange.whole, exchange.result) == (BODY, True, "done")
    assert exchange.answer == {"status": "success", "object": {"id": 7}}
    assert (exchange.cause, exchange.remedy) == ("", "")


async def test_reading_tells_nothing_of_it(server: ScriptedServer, line: Line) -> None:
    server.steps = [success(templates=[])]
    await line.transport.call(TEMPLATE_LIST, {"limit": 1})
    assert line.calls[0].exchange is None


async def test_a_refusal_in_the_services_words_without_the_key(server: ScriptedServer, line: Line) -> None:
    server.steps = [refusal(401, 102, f"Can not decode key {KEY}")]
    with pytest.raises(ConsoleError) as caught:
        await line.transport.call(WEBHOOK_SET, {**BODY, KEY: f"mine is {KEY}"})
    exchange = told(line)
    assert exchange.result == "refused"
    assert exchange.answer is not None
    assert exchange.answer["message"] == "Can not decode key ••••9f2c"
    assert (exchange.cause, exchange.remedy) == (caught.value.cause, caught.value.remedy)
    assert not exchange.whole
    assert KEY not in repr(exchange)


async def test_a_key_that_comes_once_is_masked(server: ScriptedServer, line: Line) -> None:
    new = "5y3zf8s6mjstx9gwi7qj8eni6m77hfiiw6"
    server.steps = [success(project_id="1", project_api_key=new)]
    answer = await line.transport.call(PROJECT_CREATE, {"project": {"name": "Shop"}})
    assert answer["project_api_key"] == new, "the caller gets it"
    assert told(line).answer == {"status": "success", "project_id": "1", "project_api_key": "••••iiw6"}
    assert new not in repr(line.calls)


async def test_a_lost_answer_is_unknown(server: ScriptedServer, lines: Lines) -> None:
    line = lines.open(times=QUICK)
    server.steps = [hang]
    with pytest.raises(OutcomeUnknown):
        await line.transport.call(EMAIL_SEND, {"message": {"recipients": [{}, {}, {}]}})
    exchange = told(line)
    assert (exchange.result, exchange.answer, exchange.people) == ("unknown", None, 3)
    assert "may or may not have been done" in exchange.cause


async def test_a_fault_of_the_service_and_a_strangers_page_leave_it_in_doubt(
    server: ScriptedServer, line: Line
) -> None:
    server.steps = [refusal(500, 1), reply(502, b"<title>Bad gateway</title>"), close]
    for error in (ServiceFault, OutcomeUnknown, OutcomeUnknown):
        with pytest.raises(error):
            await line.transport.call(WEBHOOK_SET, BODY)
    assert [call.exchange and call.exchange.result for call in line.calls] == ["unknown"] * 3


async def test_without_a_connection_nothing_was_sent(lines: Lines) -> None:
    line = lines.open("http://127.0.0.1:1")
    with pytest.raises(Unreachable):
        await line.transport.call(WEBHOOK_SET, BODY)
    assert told(line).result == "not sent"


async def test_a_cancelled_call_is_unknown_once_it_has_left(server: ScriptedServer, line: Line) -> None:
    came = asyncio.Event()

    async def keep_waiting(exchange: Exchanging) -> None:
        await exchange.read_body()
        came.set()
        await asyncio.Event().wait()

    server.steps = [keep_waiting]
    calling = asyncio.ensure_future(line.transport.call(WEBHOOK_SET, BODY))
    await came.wait()
    calling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await calling
    assert json.loads(server.seen[0].body) == BODY
    assert told(line).result == "unknown"


async def test_what_is_refused_here_is_no_call(lines: Lines) -> None:
    line = lines.open(read_only=True)
    with pytest.raises(ReadOnly):
        await line.transport.call(WEBHOOK_SET, BODY)
    assert line.calls == []
