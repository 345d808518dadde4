"""Keeps every call that changed something, beside the calls: none waits for it, and none fails with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ue_console.errors import StateError
from ue_console.models.account import Account
from ue_console.services.begun_calls import Begun, BegunCalls

if TYPE_CHECKING:
    from ue_console.api.exchange import Exchange
    from ue_console.services.connect import Call
    from ue_console.store.activity_records import Exchanged, Facts, Result
    from ue_console.store.database import Database


class Recorder:
    """Takes what the connector tells and writes it down, in the order in which the calls ended.

    Args:
        database: Where it is kept.
        now: The clock, in UTC.
    """

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._writing: set[asyncio.Task[None]] = set()
        self._in_order = asyncio.Lock()
        self._failed = False
        self.begun = BegunCalls(database, now, self.drain)
        """Calls that are written down before they leave."""
        self.tell: Callable[[StateError], None] = lambda error: None
        """Told, once, that what was done can't be kept."""

    def __call__(self, account: Account, call: Call) -> None:
        """Keep a call that has ended; returns at once."""
        exchange = call.exchange
        if exchange is not None:
            begun = self.begun.take(account.name, call.method)
            keeping = self._keep(account, call, exchange, self._now(), begun)
            task = asyncio.get_running_loop().create_task(keeping)
            self._writing.add(task)
            task.add_done_callback(self._writing.discard)

    async def drain(self) -> None:
        """Wait until all is written: before the database is closed."""
        while self._writing:
            await asyncio.wait(tuple(self._writing))

    async def settle(self, part_of: str, address: str, done: bool) -> None:
        """Keep what was found out about an address of a list, the answer of whose call was lost.

        Raises:
            StateError: It can't be kept.
        """
        from ue_console.services.activity_words import object_of
        from ue_console.store.activity_lists import FoldedActivity

        await self.drain()
        what = object_of("unsubscribed/set", {"address": address})
        await FoldedActivity(self._database).settle(part_of, what, "done" if done else "not done")

    async def _keep(
        self, account: Account, call: Call, exchange: Exchange, at: datetime, begun: Begun | None
    ) -> None:
        from ue_console.store.activity import Activity

        activity = Activity(self._database)
        try:
            async with self._in_order:
                template = await activity.template_of(account.name, template_id(exchange.request))
                facts, rest = records(account, call, exchange, at, template)
                if begun is None:
                    await activity.add(facts, rest)
                else:
                    await self.begun.end(begun, facts, rest)
        except StateError as error:
            if not self._failed:
                self._failed = True
                self.tell(
                    StateError(f"What is done here can't be kept in Activity. {error.cause}", error.remedy)
                )


def template_id(request: Mapping[str, Any]) -> str:
    """The template of the message in a request; empty where it has none, or a subject of its own."""
    message = request.get("message")
    if not isinstance(message, Mapping) or message.get("subject"):
        return ""
    return str(message.get("template_id") or "")


def records(
    account: Account, call: Call, exchange: Exchange, at: datetime, template: str = ""
) -> tuple[Facts, Exchanged]:
    """A call as the store takes it; ``template`` is the name of its message's, where it is known."""
    from ue_console.services.activity_words import object_of
    from ue_console.store.activity_records import Exchanged, Facts

    result, code = outcome(call, exchange)
    facts = Facts(
        at=at,
        account=account.name,
        service=account.service.value,
        method=call.method,
        what=object_of(call.method, exchange.request, exchange.answer, exchange.people, template),
        result=result,
        code=code,
        http_status=call.http_status,
        milliseconds=call.milliseconds,
        job_id=_job(exchange.answer or {}),
        part_of=call.part_of,
    )
    rest = Exchanged(
        account.base_url,
        exchange.request,
        exchange.whole,
        exchange.answer,
        exchange.cause,
        exchange.remedy,
    )
    return facts, rest


def outcome(call: Call, exchange: Exchange) -> tuple[Result, int | None]:
    """What became of a call, and its code.

    A message's answer has an outcome for each address or channel, so that a call that was answered
    well may have been refused for all of them, or have left what became of them in doubt.
    """
    answer = exchange.answer or {}
    if call.method == "message/send" and exchange.result in ("done", "refused"):
        return _on_channel(call, exchange.result, answer)
    nobody = bool(answer.get("failed_emails")) and answer.get("emails") == []
    if exchange.result == "done" and call.method == "email/send" and nobody:
        return "refused", call.code
    return exchange.result, call.code


def _on_channel(call: Call, result: Result, answer: Mapping[str, Any]) -> tuple[Result, int | None]:
    """What became of a message that was answered, as its report has it."""
    from ue_console.api.unification.statuses import read_statuses
    from ue_console.services.channels.outcomes import DOUBTFUL

    statuses = read_statuses(answer)
    if result == "done":
        if statuses.done:
            return "done", call.code
        if statuses.refused is None:
            return "unknown", call.code
    code = statuses.refused.code if result == "done" and statuses.refused else call.code
    in_doubt = code in DOUBTFUL and call.http_status is not None and call.http_status < 300
    return "unknown" if in_doubt else "refused", code


def _job(answer: Mapping[str, Any]) -> str:
    job = answer.get("job_id")
    uris = answer.get("URIs")
    if isinstance(uris, list):
        return " ".join(uri for uri in uris if isinstance(uri, str))
    return next((found for found in (job, uris) if isinstance(found, str)), "")
