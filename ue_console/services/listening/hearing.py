"""One request from its bytes to its answer."""

import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Final

from ue_console.errors import StateError
from ue_console.models.unione.signature import Verdict
from ue_console.receiver.messages import Refused, Reply, Request
from ue_console.receiver.receiver import Receiver
from ue_console.services.listening.forwarding import Forwarder
from ue_console.services.listening.hiding import NOTE
from ue_console.services.listening.inflating import Refusal
from ue_console.services.listening.judging import judged
from ue_console.services.listening.keeping import Keeper
from ue_console.services.listening.keys import Keys
from ue_console.services.listening.values import Received, Totals
from ue_console.store.event_records import NewCall

_TAKEN: Final = (Verdict.GOOD, Verdict.UNCHECKED)


class Hearing:
    """Answers requests. What is answered with 200 is in the file before.

    Args:
        keys: To check signatures with.
        keeper: Writes calls.
        forwarder: Passes kept calls on.
        totals: Counted up here.
        publish: Told of each call.
        now: The time, with its zone (UTC).
    """

    def __init__(
        self,
        keys: Keys,
        keeper: Keeper,
        forwarder: Forwarder,
        totals: Totals,
        publish: Callable[[Received], None],
        now: Callable[[], datetime],
    ) -> None:
        self._keys = keys
        self._keeper = keeper
        self._forwarder = forwarder
        self._totals = totals
        self._publish = publish
        self._now = now

    @contextlib.asynccontextmanager
    async def at(self, host: str, port: int) -> AsyncIterator[str]:
        """Listen there; gives the base URL.

        Raises:
            ConsoleError: The port is in use, or the host is not this machine's.
        """
        receiver = Receiver(host, port, self.handle, refused=self._not_heard)
        await receiver.start()
        try:
            yield receiver.url
        finally:
            await receiver.stop()

    async def handle(self, request: Request) -> Reply:
        """Answer one request, whatever it is."""
        if request.method in ("GET", "HEAD"):
            self._totals.checks += 1
            return Reply(200)
        at = self._now()
        self._totals.calls += 1
        if request.method != "POST":
            return self._refused(
                request.peer, at, Refusal(405, f"the method is {request.method}, and not POST")
            )
        try:
            call = judged(request, self._keys, at)
            kept = self._keys.hiding.call(call)
            number = await self._keeper.keep(kept)
        except Refusal as refusal:
            return self._refused(request.peer, at, refusal)
        except StateError as error:
            return self._refused(request.peer, at, Refusal(503, error.cause))
        self._count(call)
        notes = [call.note, "" if kept is call else NOTE]
        note = "; ".join(filter(None, notes))
        self._publish(_received(number, kept, request.peer, note, self._forwarder.url))
        self._forwarder.put(number, call)
        return Reply(200) if call.verdict in _TAKEN else Reply(403, b"the signature does not fit\n")

    def _count(self, call: NewCall) -> None:
        totals = self._totals
        totals.kept += 1
        totals.events += len(call.notification.events)
        totals.retries += call.notification.retry_count > 0
        match call.verdict:
            case Verdict.GOOD:
                totals.good += 1
            case Verdict.BAD:
                totals.bad += 1
            case Verdict.MISSING:
                totals.missing += 1
            case Verdict.UNCHECKED:
                totals.unchecked += 1

    def _not_heard(self, refused: Refused) -> None:
        self._totals.calls += 1
        self._refused(refused.peer, self._now(), Refusal(refused.status, refused.why))

    def _refused(self, peer: str, at: datetime, refusal: Refusal) -> Reply:
        self._totals.refused += 1
        why = self._keys.hiding.text(refusal.why)
        self._publish(Received(0, at, Verdict.UNCHECKED, "", 0, "", (), why, peer))
        # What an unknown sender did wrong is said; what is wrong with this machine is not.
        said = b"" if refusal.status == 503 else f"{why}\n".encode("utf-8", "replace")
        return Reply(refusal.status, said)


def _received(number: int, call: NewCall, peer: str, note: str, handler: str) -> Received:
    said = call.notification
    return Received(
        number=number,
        at=call.at,
        verdict=call.verdict,
        owner=call.owner,
        retry_count=said.retry_count,
        project_name=said.project_name,
        events=said.events,
        problem="",
        peer=peer,
        note=note,
        handler=handler,
    )
