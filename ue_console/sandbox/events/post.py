"""Makes the calls of webhooks."""

import asyncio
import gzip
import ssl
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import uuid4

from ue_console.models.unione.signature import signed
from ue_console.sandbox import accounts, outgoing, project_records, webhook_records
from ue_console.sandbox.calls import stamp
from ue_console.sandbox.events.call_log import CallLog, CallMade
from ue_console.sandbox.events.clock import Clock
from ue_console.sandbox.events.mails import Happening, Owner
from ue_console.sandbox.events.payload import Sender, payload
from ue_console.sandbox.store import Record, Store

_WORKED: Final = 200


class Post:
    """Knows the webhooks of every owner, and whose key signs for them."""

    def __init__(self, store: Store, keys: accounts.Keys, now: Callable[[], datetime], clock: Clock) -> None:
        self._store = store
        self._keys = keys
        self._now = now
        self._clock = clock
        self._context: ssl.SSLContext | None = None
        self.log = CallLog()

    def active(self, owner: Owner) -> Sequence[Record]:
        """The owner's webhooks that are to be called; none of a project in the trash."""
        if self._is_gone(owner):
            return []
        found = webhook_records.all_of(self._store, owner.scope)
        return [record for record in found if record["status"] == "active"]

    def webhook(self, owner: Owner, url: str) -> Record | None:
        """The webhook if it is to be called, as it is set now."""
        record = webhook_records.find(self._store, owner.scope, url)
        return record if record and record["status"] == "active" and not self._is_gone(owner) else None

    def stop(self, owner: Owner, url: str) -> None:
        """The system stops the webhook."""
        webhook_records.set_status(self._store, owner.scope, url, "stopped", self._now())

    async def call(
        self, owner: Owner, webhook: Record, happenings: Sequence[Happening], retry_count: int
    ) -> bool:
        """Make one call; True when the handler took it, with HTTP 200 and no other status."""
        if self._is_gone(owner):
            return False
        made, call_id = stamp(self._now()), uuid4().hex
        headers, body = self._request(owner, webhook, happenings, retry_count)
        status, problem, worked = None, "", False
        try:
            status = await self._posted(webhook["url"], headers | {"ID": call_id}, body)
            worked = status == _WORKED
        except outgoing.HostReservedError as error:
            # The seed's webhooks have such names, and are to stay as they are.
            worked, problem = True, error.reason
        except outgoing.OutgoingError as error:
            problem = error.reason
        number = len(happenings)
        self.log.add(
            CallMade(call_id, made, webhook["url"], owner.project_id, number, retry_count, status, problem)
        )
        return worked

    async def _posted(self, url: str, headers: dict[str, str], body: bytes) -> int:
        context = await self._certificates(url)
        seconds = self._clock.answer
        return (await outgoing.exchange("POST", url, headers, body, seconds=seconds, context=context)).status

    def _request(
        self, owner: Owner, webhook: Record, happenings: Sequence[Happening], retry_count: int
    ) -> tuple[dict[str, str], bytes]:
        sender = self._sender(owner)
        body = signed(
            payload(
                sender,
                happenings,
                detailed=bool(webhook["delivery_info"]),
                single=bool(webhook["single_event"]),
                retry_count=retry_count,
            ),
            sender.key,
        )
        headers = {"Content-Type": "application/json"}
        if webhook["event_format"] == "json_post_gzip":
            # The signature is that of the JSON: handlers get it inflated.
            return headers | {"Content-Encoding": "gzip"}, gzip.compress(body, mtime=0)
        return headers, body

    def _sender(self, owner: Owner) -> Sender:
        project = self._project(owner)
        key = self._keys.signing(owner.account, project)
        info = accounts.info(self._store, accounts.Caller(owner.account))
        return Sender(key, info["user_id"], project)

    def _project(self, owner: Owner) -> Record | None:
        if owner.project_id is None:
            return None
        return project_records.with_id(self._store, owner.account, owner.project_id)

    def _is_gone(self, owner: Owner) -> bool:
        return owner.project_id is not None and self._project(owner) is None

    async def _certificates(self, url: str) -> ssl.SSLContext | None:
        """Those that this machine trusts, read once: it takes as long as many calls."""
        if urlsplit(url).scheme != "https":
            return None
        if self._context is None:
            self._context = await asyncio.to_thread(ssl.create_default_context)
        return self._context
