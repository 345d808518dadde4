"""kill -9 in the middle of a send: that channel stays in doubt, and nothing goes out twice."""

from pathlib import Path
from typing import Any

from tests.services.channels.messages import TWO, made
from tests.services.killed import Service, nothing_goes_out_twice, serving
from tests.services.sends import Clock
from ue_console.api.transport import Transport
from ue_console.api.unification.client import UnificationClient
from ue_console.api.unification.dialect import UNIFICATION
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
    sending = ChannelSending(client_at(url), Sends(Database(Path(path)), Clock()), Clock(), "Shop")
    await sending.send(sending.plan(made(THREE)))

asyncio.run(main(sys.argv[1], sys.argv[2]))
"""


def client_at(url: str) -> UnificationClient:
    """A user's client."""
    return UnificationClient(Transport(url, Secret(KEY), dialect=UNIFICATION))


def channel(message: dict[str, Any]) -> str:
    """The connection that a request goes to."""
    [receiver] = message["receivers"]
    return str(receiver["Connector"])


def accepted(message: dict[str, Any], number: int) -> dict[str, Any]:
    """The answer that takes everything."""
    return {"Status": {channel(message): {"status": "200", "info": "OK"}}, "URIs": [f"a://b/{number}"]}


def channels(service: Service) -> list[str]:
    """Of each request, in order."""
    return list(map(channel, service.messages))


async def test_a_killed_send_leaves_doubt_and_sends_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    async with serving(accepted, "/v2") as service:
        await service.killing(SENDER, path)

        clock, client = Clock(), client_at(service.url)
        database = Database(path)
        sends = Sends(database, clock)
        sending = ChannelSending(client, sends, clock, "Shop")
        [ended] = await sends.unfinished()
        report = await sending.report(ended.id)
        assert [row.outcome for row in report.rows] == ["accepted", "unknown", "not sent"]
        assert report.rows[0].job_id == "a://b/1"
        assert "Look for the message on the channel" in report.rows[1].reason
        await nothing_goes_out_twice(sends, ended, sending, sending.plan(made(THREE)))
        assert channels(service) == ["page", "newsletter"]

        await sending.send(await sending.plan_retry(ended.id))
        assert channels(service) == ["page", "newsletter", "wa"]
        await client.aclose()
        await database.close()
