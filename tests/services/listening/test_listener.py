"""A listener from its start to its end, over a real socket and on a real file."""

import asyncio
import socket
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.services.listening.parts import KEY, KEYS, OTHER, PROJECT, Post, body, event, until
from ue_console.errors import ConsoleError, InputError, StateError
from ue_console.models.unione.signature import Verdict, signed
from ue_console.services.listening.arriving import arrived
from ue_console.services.listening.listener import Listener
from ue_console.store.events import EventStore

RESETS = (
    b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
    b"\x16\x03\x01garbage\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n",
)
"""Requests that call for a farewell."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "events.sqlite"


async def test_a_signed_call_is_checked_kept_and_told(file: Path) -> None:
    async with Post(file) as post:
        content = body(event("a@x.com"), event("b@x.com", "opened"), retry_count=2)
        assert await post.send(content, ID="77", Content_Type="application/json", Cookie="secret") == 200
        told = await post.last()
        assert (told.number, told.verdict, told.owner, told.retry_count) == (1, Verdict.GOOD, "Shop", 2)
        assert [(one.email, one.status) for one in told.events] == [
            ("a@x.com", "delivered"),
            ("b@x.com", "opened"),
        ]
        assert told.problem == ""
        assert told.peer == "127.0.0.1"
        async with EventStore(file) as store:
            kept = await store.call(1)
        assert (kept.body, kept.owner, kept.at) == (content, "Shop", told.at)
        assert dict(kept.headers)["ID"] == "77"
        assert "secret" not in str(kept.headers)
        totals = post.listener.totals
        assert (totals.calls, totals.events, totals.good, totals.retries, totals.kept) == (1, 2, 1, 1, 1)


async def test_which_key_fits_is_told(file: Path) -> None:
    async with Post(file) as post:
        for key, owner in ((PROJECT, "Shop / Blog"), (KEY, "Shop"), (PROJECT, "Shop / Blog")):
            assert await post.send_packed(body(key=key)) == 200
            assert (await post.last()).owner == owner


@pytest.mark.parametrize("content", [body(key=OTHER), body(event("a@x.com")).replace(b"a@x", b"b@x")])
async def test_a_wrong_signature_is_kept_and_refused(file: Path, content: bytes) -> None:
    async with Post(file) as post:
        assert await post.send(content) == 403
        told = await post.last()
        assert (told.number, told.verdict, told.owner, len(told.events)) == (1, Verdict.BAD, "", 1)
        assert post.listener.totals.bad == 1


async def test_no_signature_is_told_apart(file: Path) -> None:
    async with Post(file) as post:
        assert await post.send(b'{"events_by_user":[{"events":[]}]}') == 403
        assert (await post.last()).verdict is Verdict.MISSING
        assert post.listener.totals.missing == 1


@pytest.mark.parametrize(
    "auth",
    ["null", "7", '""', '"rubbish"', '"' + "g" * 32 + '"', '"' + "0" * 33 + '"', '"' + "0" * 300 + '"'],
)
async def test_an_auth_that_is_no_digest_is_told_as_what_it_is(file: Path, auth: str) -> None:
    async with Post(file) as post:
        assert await post.send(f'{{"auth":{auth},"event_name":"x"}}'.encode()) == 403
        told = await post.last()
        assert (told.verdict, told.note) == (Verdict.BAD, "its auth is not 32 hex digits")
        assert post.listener.totals.bad == 1


@pytest.mark.parametrize("auth", ['"' + "0" * 32 + '"', '"\\u0030' + "F" * 31 + '"'])
async def test_a_digest_that_does_not_fit_is_told_without_more(file: Path, auth: str) -> None:
    async with Post(file) as post:
        assert await post.send(f'{{"auth":{auth},"event_name":"x"}}'.encode()) == 403
        told = await post.last()
        assert (told.verdict, told.note) == (Verdict.BAD, "")


async def test_an_auth_deep_inside_is_no_signature(file: Path) -> None:
    async with Post(file) as post:
        digest = "0" * 32
        assert await post.send(f'{{"event_name":"x","event_data":{{"auth":"{digest}"}}}}'.encode()) == 403
        assert (await post.last()).verdict is Verdict.MISSING


async def test_without_keys_everything_is_taken_unchecked(file: Path) -> None:
    async with Post(file, {}) as post:
        assert await post.send(body(key=OTHER)) == 200
        assert (await post.last()).verdict is Verdict.UNCHECKED
        assert post.listener.totals.unchecked == 1


async def test_a_single_event(file: Path) -> None:
    from ue_console.models.unione.signature import signed

    flat = {"user_id": 456, "event_name": "transactional_email_status", "email": "a@x.com", "status": "sent"}
    async with Post(file) as post:
        assert await post.send(signed(flat, KEY)) == 200
        assert (await post.last()).events[0].email == "a@x.com"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_the_check_at_set_time_is_answered(file: Path, method: str) -> None:
    async with Post(file) as post:
        assert await post.send(b"", method=method) == 200
        assert (post.listener.totals.checks, post.listener.totals.calls) == (1, 0)


async def test_what_was_answered_is_in_the_file_at_once(file: Path) -> None:
    async with Post(file) as post:
        statuses = await asyncio.gather(*(post.send(body(event(f"{n}@x.com"))) for n in range(40)))
        assert statuses == [200] * 40
        assert await post.kept() == 40
    assert await post.kept() == 40


async def test_a_burst_is_told_five_times_a_second_at_the_most(file: Path) -> None:
    async with Post(file) as post:
        for _ in range(6):
            await asyncio.gather(*(post.send(body(*[event()] * 100)) for _ in range(5)))
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.25)
        assert all(later - earlier > 0.19 for earlier, later in zip(post.times, post.times[1:], strict=False))
        assert post.listener.totals.events == 3_000
        assert [call.number for call in post.told] == sorted(call.number for call in post.told)
        assert post.told[-1].number == 30


async def test_who_unsubscribes_is_told_no_more(file: Path) -> None:
    async with Post(file) as post:
        told: list[object] = []
        end = post.listener.subscribe(told.extend)
        end()
        await post.send(body())
        await post.last()
        assert not told


async def test_a_port_in_use(file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        listener = Listener(KEYS, file, port=port)
        with pytest.raises(ConsoleError, match=f"Port {port} of 127.0.0.1 is in use"):
            await listener.start()
        await listener.stop()


async def test_a_file_or_handler_that_can_not_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError, match="can't be used"):
        await Listener(KEYS, tmp_path / "file" / "events.sqlite").start()
    with pytest.raises(InputError) as caught:
        await Listener(KEYS, tmp_path / "events.sqlite", forward_url="handler").start()
    assert caught.value.field == "url"


async def test_a_full_disk_is_503_and_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> list[int]:
        raise StateError("The database can't be used (database or disk is full).", "Make room.")

    async with Post(file) as post:
        with monkeypatch.context() as patched:
            patched.setattr(EventStore, "keep", full)
            assert await post.send(body()) == 503
            told = await post.last()
        assert (told.number, told.problem) == (0, "The database can't be used (database or disk is full).")
        assert await post.send(body()) == 200, "as soon as there is room again"
        assert post.listener.totals.refused == 1


async def test_a_bug_is_500_and_comes_out_at_the_end(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = Post(file)
    await post.__aenter__()
    monkeypatch.setattr("ue_console.services.listening.hearing.judged", lambda *_: 1 / 0)
    assert await post.send(body()) == 500
    with pytest.raises(ZeroDivisionError):
        await post.listener.stop()
    await post.listener.stop()


async def test_an_end_during_calls_loses_none(file: Path) -> None:
    post = Post(file)
    await post.__aenter__()
    answered = 0

    async def keep_sending() -> None:
        nonlocal answered
        while True:
            answered += await post.send(body()) == 200

    senders = [asyncio.create_task(keep_sending()) for _ in range(5)]
    await until(lambda: answered > 20)
    await post.listener.stop()
    await asyncio.wait(senders)
    assert await post.kept() >= answered


async def test_an_end_that_nobody_waits_for_any_more_is_no_bug(file: Path) -> None:
    listener = Post(file).listener
    await listener.start()
    ending = asyncio.create_task(listener.stop())
    await asyncio.sleep(0)
    ending.cancel()
    await asyncio.wait((ending,))
    done = listener._done
    assert done is not None
    assert not done.cancelled()
    await asyncio.wrap_future(done)


async def test_old_calls_are_pruned_at_the_start(file: Path) -> None:
    async with Post(file, now=lambda: datetime.now(UTC) - timedelta(days=31)) as post:
        await post.send(body())
        assert await post.kept() == 1
    async with Post(file) as post, EventStore(file) as store:
        for _ in range(2000):
            if not (await store.count()).calls:
                break
            await asyncio.sleep(0.01)
        assert (await store.count()).calls == 0


async def test_a_call_of_a_project_whose_key_is_missing_is_taken_unchecked(file: Path) -> None:
    async with Post(file, keyless={"77": "Blog"}) as post:
        content = signed({"events_by_user": [{"project_id": "77", "events": [event()]}]}, OTHER)
        assert await post.send(content) == 200
        told = await post.last()
        assert (told.verdict, told.note) == (
            Verdict.UNCHECKED,
            "can't be checked: the key of Blog is missing",
        )
        async with EventStore(file) as store:
            await store.prune(since=told.at - timedelta(days=1), most_bytes=10**9, most_unproven=0)
            assert (await store.count()).calls == 0, "it proves nothing"
        other = signed({"events_by_user": [{"project_id": "78", "events": [event()]}]}, OTHER)
        assert await post.send(other) == 403


async def test_a_check_that_comes_late_has_come(file: Path) -> None:
    async with Post(file) as post:
        before = post.listener.totals
        waiting = asyncio.create_task(arrived(lambda: post.listener.totals, before))
        await asyncio.sleep(0)
        await post.send(b"", method="GET")
        assert await waiting


async def test_a_check_that_does_not_come_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ue_console.services.listening.arriving._PATIENCE", 0.0)
    async with Post(file) as post:
        assert not await arrived(lambda: post.listener.totals, post.listener.totals)


async def test_senders_that_reset_at_once_are_no_bug(file: Path) -> None:
    def reset(url: str) -> None:
        place = urlsplit(url)
        for number in range(120):
            with socket.create_connection((place.hostname or "", place.port or 0)) as wire:
                wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                wire.sendall(RESETS[number % len(RESETS)])
                time.sleep((number % 5) * 0.0004)

    async with Post(file) as post:
        await asyncio.to_thread(reset, post.url)
        assert await post.send(body()) == 200
