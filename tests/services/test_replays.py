"""Kept calls go out again: byte by byte, or with a signature that another key gives."""

import gzip
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import pytest

from tests.api.scripted import ScriptedServer, reply
from ue_console.errors import InputError
from ue_console.models.secret import MASK, Secret
from ue_console.models.unione.signature import Verdict, check, signed
from ue_console.services.ping_hiding import Held
from ue_console.services.ping_verdicts import Signer
from ue_console.services.replays import replay
from ue_console.services.samples import Owner, payload
from ue_console.store.event_records import KeptCall

NOW: Final = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
OLD: Final = Secret("6mjstx9gwi7qj8eni6m77hfiiw6aif9f2c")
NEW: Final = Secret("k3y0of0the0other0handler")
PLAIN: Final = signed(payload("err_mailbox_full", Owner(), NOW, count=2), OLD)
HEADERS: Final = (("Content-Type", "application/json"), ("ID", "7f"), ("User-Agent", "Service/1"))
CALL: Final = KeptCall(12, NOW, Verdict.GOOD, "ACME", HEADERS, PLAIN, 0, "", gzip=False)
PACKED: Final = replace(
    CALL, headers=(*HEADERS, ("Content-Encoding", "gzip")), body=gzip.compress(PLAIN), gzip=True
)


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    running = ScriptedServer()
    await running.start()
    running.steps = [reply(200, b"")]
    yield running
    await running.stop()


@pytest.mark.parametrize("call", [CALL, PACKED])
async def test_as_it_came_is_byte_by_byte(server: ScriptedServer, call: KeptCall) -> None:
    assert (await replay(call, f"{server.url}/hook")).ok
    seen = server.seen[0]
    assert (seen.line, seen.body) == ("POST /hook HTTP/1.1", call.body)
    assert (seen.headers["id"], seen.headers["content-type"]) == ("7f", "application/json")
    assert seen.headers.get("content-encoding") == ("gzip" if call.gzip else None)
    assert seen.headers["user-agent"].startswith("ue-console/")


@pytest.mark.parametrize("call", [CALL, PACKED])
async def test_a_new_signature_changes_nothing_else(server: ScriptedServer, call: KeptCall) -> None:
    await replay(call, server.url, Signer(NEW, "Other"))
    sent = server.seen[0].body
    plain = gzip.decompress(sent) if call.gzip else sent
    assert check(plain, NEW) is Verdict.GOOD
    assert plain[len('{"auth":"') + 32 :] == PLAIN[len('{"auth":"') + 32 :]


async def test_a_refusal_names_the_key_that_signed(server: ScriptedServer) -> None:
    server.steps = [reply(403, b""), reply(403, b"")]
    assert "key of Other" in (await replay(CALL, server.url, Signer(NEW, "Other"))).remedy
    assert "key of the webhook's account" in (await replay(CALL, server.url)).remedy


async def test_what_is_dots_in_the_url_is_dots_in_the_answer(server: ScriptedServer) -> None:
    server.steps = [reply(404, b"nothing at /in?token=PLAYtok12")] * 2
    for signer in (None, Signer(NEW, "Other")):
        result = await replay(CALL, f"{server.url}/in?token=PLAYtok12", signer)
        assert result.body == f"nothing at /in?token={MASK}"


async def test_what_is_answered_to_a_call_as_it_came_shows_no_key(server: ScriptedServer) -> None:
    server.steps = [reply(403, f"my key: {OLD.reveal()}".encode())] * 2
    assert (await replay(CALL, server.url)).body == "my key: ••••9f2c"
    assert (await replay(CALL, server.url, held=Held((OLD,), whole=True))).body == "my key: ••••9f2c"


async def test_what_has_no_signature_can_not_have_another(server: ScriptedServer) -> None:
    bare = replace(CALL, body=b'{"events_by_user":[{"events":[]}]}')
    with pytest.raises(InputError, match="Call 12 has no signature"):
        await replay(bare, server.url, Signer(NEW))
    assert (await replay(bare, server.url)).ok


@pytest.mark.parametrize("verdict", [Verdict.BAD, Verdict.MISSING, Verdict.UNCHECKED])
async def test_what_anybody_may_have_sent_is_not_signed_unless_that_is_wanted(
    server: ScriptedServer, verdict: Verdict
) -> None:
    forged = replace(CALL, verdict=verdict)
    with pytest.raises(InputError, match=r"Call 12 is unproven: .* anybody may have sent it"):
        await replay(forged, server.url, Signer(NEW))
    assert server.seen == []
    assert (await replay(forged, server.url, Signer(NEW), unproven=True)).ok
    assert check(server.seen[0].body, NEW) is Verdict.GOOD


async def test_a_call_that_was_not_checked_is_proven_by_the_key_that_signs(server: ScriptedServer) -> None:
    assert (await replay(replace(CALL, verdict=Verdict.UNCHECKED), server.url, Signer(OLD))).ok


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (replace(CALL, verdict=Verdict.BAD), "when the call came, its signature was bad. Renew it."),
        (replace(CALL, verdict=Verdict.MISSING), "when the call came, it had no signature. Renew it."),
        (replace(CALL, body=PLAIN.replace(b"sample", MASK.encode())), "fits no more. Renew it."),
        (replace(CALL, body=PLAIN.replace(b"sample", b"\\u2022" * 4)), "fits no more. Renew it."),
        (CALL, "Look whether it digests the body's exact bytes"),
        (replace(CALL, verdict=Verdict.UNCHECKED), "Look whether it digests the body's exact bytes"),
    ],
)
async def test_a_refusal_names_the_reason_that_is_known(
    server: ScriptedServer, call: KeptCall, told: str
) -> None:
    server.steps = [reply(403, b"")]
    result = await replay(call, server.url, renewing="Renew it.")
    assert told in result.remedy


async def test_dots_that_the_service_itself_sent_break_no_signature(server: ScriptedServer) -> None:
    data = {"event_name": "transactional_email_status", "event_data": {"comment": MASK}}
    call = replace(CALL, body=signed(data, OLD))
    server.steps = [reply(403, b"")]
    assert "exact bytes" in (await replay(call, server.url, held=Held((OLD,)))).remedy


async def test_another_trouble_than_a_refusal_has_its_own_advice(server: ScriptedServer) -> None:
    server.steps = [reply(500, b"")]
    assert "log" in (await replay(replace(CALL, verdict=Verdict.BAD), server.url)).remedy
