"""A listener on a real socket with a real file, and calls to it."""

import asyncio
import gzip
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ue_console.api.handler import HandlerAnswer, call_handler
from ue_console.models.secret import Secret
from ue_console.models.unione.signature import signed
from ue_console.services.listening.listener import Listener
from ue_console.services.listening.values import Forwarded, Received
from ue_console.store.events import EventStore

KEY = Secret("account0key0account0key0account0")
PROJECT = Secret("project0key0project0key0project0")
OTHER = Secret("another0key0another0key0another0")
KEYS = {"Shop": KEY, "Shop / Blog": PROJECT}


def event(email: str = "a@example.com", status: str = "delivered", **more: Any) -> dict[str, Any]:
    data = {"job_id": "job-1", "email": email, "status": status, "event_time": "2026-11-08 12:00:00", **more}
    return {"event_name": "transactional_email_status", "event_data": data}


def body(*events: dict[str, Any], key: Secret = KEY, **more: Any) -> bytes:
    """A grouped call as the service signs it."""
    return signed({**more, "events_by_user": [{"user_id": 456, "events": list(events or [event()])}]}, key)


class Post:
    """A listener that has started, with what it told."""

    def __init__(self, file: Path, keys: Mapping[str, Secret] | None = None, **settings: Any) -> None:
        self.file = file
        self.told: list[Received] = []
        self.forwarded: list[Forwarded] = []
        self.times: list[float] = []
        self.listener = Listener(KEYS if keys is None else keys, file, **settings)
        self.url = ""

    async def __aenter__(self) -> "Post":
        self.url = await self.listener.start()
        self.listener.subscribe(self._tell)
        self.listener.subscribe_forwarded(self.forwarded.extend)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.listener.stop()

    def _tell(self, calls: Sequence[Received]) -> None:
        self.times.append(asyncio.get_running_loop().time())
        self.told += calls

    async def send(self, content: bytes, *, method: str = "POST", **headers: str) -> int:
        """The status of the answer."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = await call_handler(f"{self.url}/hook", content, named, method=method, seconds=10)
        assert isinstance(answer, HandlerAnswer), answer
        return answer.status

    async def send_packed(self, content: bytes) -> int:
        return await self.send(gzip.compress(content), Content_Encoding="gzip")

    async def last(self) -> Received:
        """The newest that was told, once it is."""
        await until(lambda: len(self.told) >= self.listener.totals.calls)
        return self.told[-1]

    async def kept(self) -> int:
        """Calls in the file, read by somebody else."""
        async with EventStore(self.file) as store:
            return (await store.count()).calls

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0


async def until(condition: Callable[[], object]) -> None:
    """Wait for something to become true."""
    end = asyncio.get_running_loop().time() + 5
    while not condition():
        assert asyncio.get_running_loop().time() < end
        await asyncio.sleep(0.005)
