"""A held key in a call is neither told nor kept."""

import json
from pathlib import Path

import pytest

from tests.services.listening.parts import KEY, PROJECT, Post, body, event
from ue_console.models.unione.signature import Verdict
from ue_console.services.listening.hiding import NOTE
from ue_console.store.events import EventStore

CLEAR = KEY.reveal()
SPELLED = "".join(f"\\u{ord(letter):04x}" for letter in CLEAR)


@pytest.mark.parametrize(
    "content",
    [
        b'{"auth":"%s","events_by_user":[{"events":[]}]}' % CLEAR.encode(),
        json.dumps({"auth": "x", "event_name": "e", "event_data": {"metadata": {CLEAR: CLEAR}}}).encode(),
        b'{"auth":"x","event_name":"%s"}' % SPELLED.encode(),
        json.dumps({"auth": "x", "event_name": CLEAR}).encode("utf-16"),
        body(event(metadata={"key": CLEAR})),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
async def test_a_key_is_dots_in_what_is_told_and_kept(tmp_path: Path, content: bytes, packed: bool) -> None:
    async with Post(tmp_path / "events.sqlite") as post:
        if packed:
            await post.send_packed(content)
        else:
            await post.send(content)
        told = await post.last()
    async with EventStore(post.file) as store:
        kept = await store.call(told.number)
    assert (told.note.removeprefix("its auth is not 32 hex digits; "), told.problem) == (NOTE, "")
    assert CLEAR not in repr((told, kept))
    assert CLEAR not in json.dumps(json.loads(kept.plain))
    assert KEY.hint in json.dumps(json.loads(kept.plain), ensure_ascii=False)


async def test_a_key_in_a_header_or_a_refusal_is_dots(tmp_path: Path) -> None:
    async with Post(tmp_path / "events.sqlite") as post:
        await post.send(body(), User_Agent=f"spy {CLEAR}")
        first = await post.last()
        await post.send(b"", Content_Encoding=CLEAR)
        assert CLEAR not in repr(await post.last())
    async with EventStore(post.file) as store:
        kept = await store.call(first.number)
    assert f"spy {KEY.hint}" in dict(kept.headers).values()


async def test_other_calls_stay_as_they_are(tmp_path: Path) -> None:
    content = body(event(email="д\u00e9@example.com"), key=PROJECT)
    async with Post(tmp_path / "events.sqlite") as post:
        await post.send_packed(content)
        told = await post.last()
    async with EventStore(post.file) as store:
        kept = await store.call(told.number)
    assert (told.verdict, told.note, kept.plain, kept.gzip) == (Verdict.GOOD, "", content, True)
