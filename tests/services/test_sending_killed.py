"""kill -9 in the middle of a send: the batch under way stays in doubt, and nothing goes out twice."""

import asyncio
import json
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.services.sends import Clock, message_to
from ue_console.api.transport import Transport
from ue_console.api.unione.client import UniOneClient
from ue_console.errors import InputError, StateError
from ue_console.models.secret import Secret
from ue_console.services.sending import Sending
from ue_console.store.database import Database
from ue_console.store.sends import Sends

SENDER = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from tests.services.sends import message_to
from ue_console.api.transport import Transport
from ue_console.api.unione.client import UniOneClient
from ue_console.models.secret import Secret
from ue_console.services.sending import Sending
from ue_console.store.database import Database
from ue_console.store.sends import Sends

async def main(url, path):
    client = UniOneClient(Transport(url, Secret("key")))
    now = lambda: datetime(2030, 5, 17, 10, 32, tzinfo=UTC)
    sending = Sending(client, Sends(Database(Path(path)), now), now, "ACME")
    await sending.send(sending.plan(message_to(1200)))

asyncio.run(main(sys.argv[1], sys.argv[2]))
"""


class Service:
    """A service on a socket: answers the first request, and takes the second without a word."""

    def __init__(self) -> None:
        self.addresses: Counter[str] = Counter()
        self.requests = 0
        self.silent_at = 2
        self.reached = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(reader, writer):
                pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        except asyncio.IncompleteReadError:
            return False
        length = int(head.split("content-length:")[1].split("\r\n")[0])
        people = json.loads(await reader.readexactly(length))["message"]["recipients"]
        emails = [item["email"] for item in people]
        self.addresses.update(emails)
        self.requests += 1
        if self.requests == self.silent_at:
            self.reached.set()
            await reader.read()
            return False
        body = json.dumps({"status": "success", "job_id": f"job-{self.requests}", "emails": emails}).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
        writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        await writer.drain()
        return True


@pytest.fixture
async def service() -> AsyncIterator[tuple[Service, str]]:
    fake = Service()
    server = await asyncio.start_server(fake.serve, "127.0.0.1", limit=1 << 20)
    host, port = server.sockets[0].getsockname()
    yield fake, f"http://{host}:{port}/en/transactional/api/v1"
    server.close()


async def killed_in_the_second_batch(fake: Service, url: str, path: Path) -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", SENDER, url, str(path))
    async with asyncio.timeout(60):
        await fake.reached.wait()
        process.kill()
        assert await process.wait() == -signal.SIGKILL


async def test_a_killed_send_leaves_doubt_and_sends_nothing_twice(
    service: tuple[Service, str], tmp_path: Path
) -> None:
    fake, url = service
    path = tmp_path / "state.db"
    await killed_in_the_second_batch(fake, url, path)

    clock = Clock()
    database, client = Database(path), UniOneClient(Transport(url, Secret("key")))
    sends = Sends(database, clock)
    sending = Sending(client, sends, clock, "ACME")
    [ended] = await sends.unfinished()
    assert ended.state == "unknown"
    report = await sending.report(ended.id)
    assert [report.count(word) for word in ("accepted", "unknown", "not sent")] == [500, 500, 200]
    assert "Check whether the mails arrived" in report.rows[500].reason

    # The same message once more, as from the draft that is still there, needs a word first.
    with pytest.raises(InputError, match="unknown outcome"):
        await sending.send(sending.plan(message_to(1200)))
    for number in (1, 2, 3):
        with pytest.raises(StateError):
            await sends.begin(ended.id, number)
    assert fake.requests == 2

    await sending.send(await sending.plan_retry(ended.id))
    assert set(fake.addresses.values()) == {1}
    assert len(fake.addresses) == 1200
    await client.aclose()
    await database.close()
