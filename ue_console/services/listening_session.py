"""Listening of one console: begun and ended by the operator, it goes on behind every screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ue_console.errors import InputError
from ue_console.models.account import Service
from ue_console.services.family_keys import signer_of
from ue_console.services.heard import Heard
from ue_console.services.heard_list import HeardList
from ue_console.services.kept_calls import KeptCalls
from ue_console.services.listening.arriving import arrived
from ue_console.services.listening.forwarding import leads_back as leads_back
from ue_console.services.listening.listener import Listener
from ue_console.services.listening.values import Forwarded, Received, Totals
from ue_console.services.listening_keys import held_keys
from ue_console.services.listening_port import PORT as PORT
from ue_console.services.listening_port import PortUnusable as PortUnusable
from ue_console.services.listening_port import started
from ue_console.services.listening_webhook import ListeningWebhook
from ue_console.services.ping_verdicts import Signer
from ue_console.services.url_secrets import check_no_key
from ue_console.text import plural

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.models.secret import Secret
    from ue_console.services.accounts import Accounts
    from ue_console.store.paths import Paths
    from ue_console.store.secrets import Keys

ListenerKind = Callable[..., Listener]


class ListeningSession:
    """Listens for one account and its projects, and keeps what was heard last at hand.

    Args:
        accounts: The operator's accounts.
        keys: Where their keys are.
        paths: Where calls are kept; None keeps them in a folder that goes with the console.
        now: The time, with its zone (UTC).
        listener: Makes the listener.
    """

    def __init__(
        self,
        accounts: Accounts,
        keys: Keys,
        paths: Paths | None,
        now: Callable[[], datetime],
        *,
        listener: ListenerKind = Listener,
    ) -> None:
        self._accounts = accounts
        self._keys = keys
        self._now = now
        self._kind = listener
        self._listener: Listener | None = None
        self._held: dict[str, Secret] = {}
        self.changes = 0
        """How often webhooks were set or put back, or may have been."""
        self._before = Totals()
        self._told: tuple[Callable[[], None], ...] = ()
        self._changing = asyncio.Lock()
        self.kept = KeptCalls(paths)
        """Everything that was received, now and earlier."""
        self.totals = Totals()
        """Counts since it began; those of the last time once it has ended."""
        self.heard_list = HeardList()
        self.url = ""
        """Where it listens, ``http://127.0.0.1:PORT``; empty while it does not."""
        self.since: datetime | None = None
        self.account: Account | None = None
        """For whom it listens, or did last."""
        self.keyless: tuple[str, ...] = ()
        """Projects of the account whose calls can't be checked: their keys can't be had."""
        self.forward_url = ""
        """The handler that calls are passed on to; empty: none."""
        self.handler_url = ""
        """The handler that was called last, to be offered again."""
        self.ending = False
        """Whether it is being stopped."""
        self.webhook: ListeningWebhook | None = None
        """The account's, once it has begun."""

    @property
    def heard(self) -> Sequence[Heard]:
        """The newest rows, the newest first; a burst leaves some out."""
        return self.heard_list.rows

    @property
    def handled(self) -> bool:
        """Whether calls are, or were, passed on to a handler."""
        return bool(self.forward_url) or self.heard_list.handled

    def fate(self, number: int) -> Forwarded | None:
        """What became of a call that was passed on; None where it was not, or is on its way."""
        return self.heard_list.fate(number)

    @property
    def whom(self) -> str:
        """``ACME Mail and 2 projects``; empty before it began."""
        more = len(self._held) - 1
        name = self.account.name if self.account else ""
        return f"{name} and {plural(more, 'project')}" if more > 0 else name

    @property
    def registered(self) -> str:
        """The URL of the webhook that is set for as long as it listens; empty: none."""
        return self.webhook.url if self.webhook else ""

    @property
    def owes(self) -> bool:
        """Whether a webhook is to be put back, or may be."""
        return self.webhook is not None and self.webhook.pending

    @property
    def running(self) -> str:
        """What would end with the console, one sentence; empty while it does not listen."""
        if not self.url:
            return ""
        end = "; the one that it has set is put back at the end" if self.registered else ""
        return f"The console listens to webhooks of {self.whom}{end}."

    async def start(self, account: Account, port: int = PORT) -> None:
        """Listen for an account and those of its projects whose keys are held here.

        Raises:
            InputError: The account has no webhooks.
            KeyStoreError: The account's key can't be had.
            PortUnusable: Another port is needed.
            StateError: The file of calls can't be used.
        """
        async with self._changing:
            if self._listener is not None:
                return
            if account.service is not Service.UNIONE:
                raise InputError("This account has no webhooks.", "Press a to switch to one of UniOne.")
            held = await held_keys(self._keys, account, self._accounts.family(account.name)[1:])
            paths = self.kept.paths
            listener = self._kind(
                held.keys, paths.events_file, port=port, now=self._now, keyless=held.keyless
            )
            self.url = await started(listener)
            self.since = self._now()
            self.account, self._held, self._listener = account, held.keys, listener
            self.keyless = tuple(held.missing)
            self.webhook = ListeningWebhook(self._accounts, account, paths.listening_dir)
            self.heard_list, self.forward_url = HeardList(), ""
            listener.subscribe(self._take)
            listener.subscribe_forwarded(self._passed_on)
            self._changed()

    async def stop(self) -> str:
        """Put the webhook back, then listen no more; returns what became of the webhook, or nothing.

        Raises:
            ConsoleError: The webhook could not be put back; the next listening does it.
        """
        async with self._changing:
            listener = self._listener
            if self.webhook is None or (listener is None and not self.webhook.pending):
                return ""
            self.ending = True
            try:
                return await self.webhook.put_back()
            finally:
                self.ending = False
                self.changes += 1
                if listener is not None:
                    await listener.stop()
                self._changed()
                self._listener, self.url, self.forward_url = None, "", ""
                self._changed()

    async def register(self, url: str) -> str:
        """Set the account's webhook for as long as it listens; returns what was done, one sentence.

        Raises:
            ConsoleError: As :class:`~ue_console.services.registering.Registration`.
        """
        async with self._changing:
            if self.webhook is None or self._listener is None:
                raise InputError("Nothing listens.", "Press l to listen first.")
            self._before = self._listener.totals
            self.changes += 1
            done = await self.webhook.set(url)
            self._changed()
            return done

    async def reached(self) -> bool:
        """Whether the service's check came here since a webhook was set, or comes in a moment.

        True, too, where that webhook does not stand any more, or is being put back.
        """
        listener, url = self._listener, self.registered
        if listener is None or await arrived(lambda: listener.totals, self._before):
            return True
        return self._changing.locked() or self.registered != url

    async def unregister(self) -> str:
        """Put the webhook back as it was; returns what was done, one sentence, or nothing.

        Raises:
            ConsoleError: It could not be; the next listening does it.
        """
        async with self._changing:
            try:
                return await self.webhook.put_back() if self.webhook else ""
            finally:
                self.changes += 1
                self._changed()

    async def put_back_left(self) -> AsyncIterator[str]:
        """Put back what killed listeners of the account left; one sentence for each.

        Raises:
            ConsoleError: The service could not be told.
        """
        if self.webhook is not None:
            async for done in self.webhook.put_back_left():
                self.changes += 1
                yield done

    async def forward(self, url: str) -> None:
        """Pass every call on to a handler from now on; empty: to none.

        Raises:
            InputError: The URL can't be used, or leads here.
        """
        if self._listener is None:
            return
        if leads_back(url, self.url):
            raise InputError("This URL leads back to this listener.", "Give the URL of your handler.")
        if url:
            check_no_key(url, await self._accounts.held())
        await self._listener.forward(url)
        self.forward_url, self.handler_url = url, url or self.handler_url
        self._changed()

    async def signer(self, owner: str = "") -> Signer:
        """Whose key signs a call: the owner's where it is listened for, or the active account's.

        Raises:
            KeyStoreError: The key can't be had.
            InputError: There is no account.
        """
        if owner in self._held:
            return Signer(self._held[owner], owner, tuple(self._held.values()))
        active = self._accounts.active
        if active is None:
            raise InputError("No account is active.", "Press a to switch to one.")
        return await self.signer_for(active)

    async def signer_for(self, account: Account) -> Signer:
        """The account as a signer, with its family's keys to be hidden; raises as :meth:`signer`."""
        return await signer_of(self._keys, account, self._accounts.list())

    def subscribe(self, changed: Callable[[], None]) -> Callable[[], None]:
        """Have ``changed`` called when there is news, at most about ten times a second.

        Returns:
            What ends it.
        """
        self._told = (*self._told, changed)

        def end() -> None:
            self._told = tuple(each for each in self._told if each is not changed)

        return end

    async def close(self) -> None:
        """End everything.

        Raises:
            ConsoleError: The webhook could not be put back; the next listening does it.
        """
        try:
            await self.stop()
        finally:
            await self.kept.close()

    def _take(self, calls: Sequence[Received]) -> None:
        self.heard_list.take(calls)
        self._changed()

    def _passed_on(self, fates: Sequence[Forwarded]) -> None:
        self.heard_list.passed_on(fates)
        self._changed()

    def _changed(self) -> None:
        if self._listener is not None:
            self.totals = self._listener.totals
        for changed in self._told:
            changed()
