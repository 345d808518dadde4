"""kill -9 in the middle of a send: the batch under way stays in doubt, and nothing goes out twice."""

from collections import Counter
from pathlib import Path
from typing import Any

from tests.services.killed import nothing_goes_out_twice, serving
from tests.services.sends import Clock, message_to
from ue_console.api.transport import Transport
from ue_console.api.unione.client import UniOneClient
from ue_console.models.secret import Secret
from ue_console.services.sending import Sending
from ue_console.store.database import Database
from ue_console.store.sends import Sends

SENDER = """
import asyncio, sys
from pathlib import Path
from tests.services.sends import Clock, message_to
from tests.services.test_sending_killed import client_at
from ue_console.services.sending import Sending
from ue_console.store.database import Database
from ue_console.store.sends import Sends

async def main(url, path):
    sending = Sending(client_at(url), Sends(Database(Path(path)), Clock()), Clock(), "ACME")
    await sending.send(sending.plan(message_to(1200)))

asyncio.run(main(sys.argv[1], sys.argv[2]))
"""


def client_at(url: str) -> UniOneClient:
    """An account's client."""
    return UniOneClient(Transport(url, Secret("key")))


def emails(message: dict[str, Any]) -> list[str]:
    """Whom a request goes to."""
    return [item["email"] for item in message["recipients"]]


def accepted(message: dict[str, Any], number: int) -> dict[str, Any]:
    """The answer that takes everything."""
    return {"status": "success", "job_id": f"job-{number}", "emails": emails(message)}


async def test_a_killed_send_leaves_doubt_and_sends_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    async with serving(accepted, "/en/transactional/api/v1") as service:
        await service.killing(SENDER, path)

        clock, client = Clock(), client_at(service.url)
        database = Database(path)
        sends = Sends(database, clock)
        sending = Sending(client, sends, clock, "ACME")
        [ended] = await sends.unfinished()
        report = await sending.report(ended.id)
        assert [report.count(word) for word in ("accepted", "unknown", "not sent")] == [500, 500, 200]
        assert "Check whether the mails arrived" in report.rows[500].reason
        await nothing_goes_out_twice(sends, ended, sending, sending.plan(message_to(1200)))
        assert len(service.messages) == 2

        await sending.send(await sending.plan_retry(ended.id))
        addresses = Counter(email for message in service.messages for email in emails(message))
        assert set(addresses.values()) == {1}
        assert len(addresses) == 1200
        await client.aclose()
        await database.close()
