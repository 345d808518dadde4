"""What tests of the journal share: a clock that stands, and plans."""

from datetime import UTC, datetime

from ue_console.store.send_records import BatchRecord, BatchState, SendRecord, SendSummary
from ue_console.store.sends import Sends

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


class Now:
    """A clock that stands."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


def plan(send_id: str = "s1", batches: int = 2, fingerprint: str = "f", account: str = "ACME") -> SendRecord:
    """A send of two recipients a batch."""
    summary = SendSummary(send_id, account, "", "Hello", "welcome", 2 * batches, "open", fingerprint, "")
    parts = tuple(
        BatchRecord(number, ({"email": f"a{number}@example.com"}, {"email": f"b{number}@example.com"}))
        for number in range(1, batches + 1)
    )
    content = {"subject": "Hello"} if fingerprint == "f" else {"subject": "Hello", "tags": [fingerprint]}
    return SendRecord(summary, content, parts)


async def states(sends: Sends, send_id: str = "s1") -> list[BatchState]:
    """Of each batch, in order."""
    return [batch.state for batch in (await sends.get(send_id)).batches]
