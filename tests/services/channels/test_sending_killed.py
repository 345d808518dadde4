"""kill -9 in the middle of a send: that channel stays in doubt, and nothing goes out twice."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.services.channels.messages import TWO, made
from tests.services.sends import Clock
from ue_console.api.transport import Transport
from ue_console.api.unification.client import UnificationClient
from ue_console.api.unification.dialect import UNIFICATION
from ue_console.errors import InputError, StateError
from ue_console.models.secret import Secret
from ue_console.services.channels.sending import ChannelSending
from ue_console.store.database import Database
from ue_console.store.sends import Sends

THREE = TWO.model_copy(update={"receivers": "page: 1\nnewsletter: ann@example.com\nwa: 49"})
KEY = "5eed0001-ac3e-4d30-8d30-0a11ce000001:de305ec2-0001-4d30-8d30-0be45e7ca11e"

SENDER = """
import asyncio, sys
from pathlib import Path
from tests.services.channels.messages import made
from tests.services.channels.test_sending_killed import THREE, client_at
from tests.services.sends import Clock
from ue_console.services.channels.sending import ChannelSending
from ue_console.store.database import Database
from ue_console.store.sends import Sends

async def main(url, path):
    sends = Sends(Database(Path(path)), Clock())
    sending = ChannelSending(client_at(url), sends, Clock(), "Shop")
    await sending.send(sending.plan(made(THREE)))

asyncio.run(main(sys.argv[1], sys.argv[2]))
"""


def client_at(url: str) -> UnificationClient:
    """A user's client."""
    return UnificationClient(Transport(url, Secret(KEY), dialect=UNIFICATION))


class Service:
    """A service on a socket: answers the first request, and takes the second without a word."""

    def __init__(self) -> None:
        self.channels: list[str] = []
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
        [receiver] = json.loads(await reader.readexactly(length))["message"]["receivers"]
        self.channels.append(receiver["Connector"])
        if len(self.channels) == 2:
            self.reached.set()
            await reader.read()
            return False
        answer = {"Status": {receiver["Connector"]: {"status": "200", "info": "OK"}}, "URIs": ["a://b/1"]}
        body = json.dumps(answer).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
        writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        await writer.drain()
        return True


@pytest.fixture
async def service() -> AsyncIterator[tuple[Service, str]]:
    fake = Service()
    server = await asyncio.start_server(fake.serve, "127.0.0.1", limit=1 << 20)
    host, port = server.sockets[0].getsockname()
    yield fake, f"http://{host}:{port}/v2"
    server.close()


async def test_a_killed_send_leaves_doubt_and_sends_nothing_twice(
    service: tuple[Service, str], tmp_path: Path
) -> None:
    fake, url = service
    path = tmp_path / "state.db"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", SENDER, url, str(path))
    async with asyncio.timeout(60):
        await fake.reached.wait()
        process.kill()
        assert await process.wait() == -signal.SIGKILL

    clock = Clock()
    database, client = Database(path), client_at(url)
    sends = Sends(database, clock)
    sending = ChannelSending(client, sends, clock, "Shop")
    [ended] = await sends.unfinished()
    assert ended.state == "unknown"
    report = await sending.report(ended.id)
    assert [row.outcome for row in report.rows] == ["accepted", "unknown", "not sent"]
    assert report.rows[0].job_id == "a://b/1"
    assert "Look for the message on the channel" in report.rows[1].reason

    # The same message once more, as from the draft that is still there, needs a word first.
    with pytest.raises(InputError, match="unknown outcome"):
        await sending.send(sending.plan(made(THREE)))
    for number in (1, 2, 3):
        with pytest.raises(StateError):
            await sends.begin(ended.id, number)
    assert fake.channels == ["page", "newsletter"]

    await sending.send(await sending.plan_retry(ended.id))
    assert fake.channels == ["page", "newsletter", "wa"]
    await client.aclose()
    await database.close()
