"""Clients for accounts, and what their calls tell of the line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ue_console.models.account import Account, Service
from ue_console.models.secret import Secret

if TYPE_CHECKING:
    from ue_console.api.dialect import Dialect
    from ue_console.api.http import HttpTransport
    from ue_console.api.transport import Call as Call
    from ue_console.api.transport import Transport
    from ue_console.api.unification.client import UnificationClient
    from ue_console.api.unione.client import UniOneClient

    Client = UniOneClient | UnificationClient
    """What speaks to a service."""


class Connector:
    """Makes one client an account; every call is told to the listener, a writing one to the recorder first.

    Args:
        http_transport: What carries the requests; None for the network.
        read_only: Refuse writing methods of every account.
    """

    def __init__(self, http_transport: HttpTransport | None = None, *, read_only: bool = False) -> None:
        self._http_transport = http_transport
        self._read_only = read_only
        self.listener: Callable[[Call], None] = lambda call: None
        self.recorder: Callable[[Account, Call], None] = lambda account, call: None
        """Told of writing calls only, with the account as it was when its client was made."""

    def __call__(self, account: Account, secret: Secret) -> Client:
        """A client that connects at its first call."""
        if account.service is Service.UNIFICATION:
            return self.unification(account, secret)
        return self.unione(account, secret)

    def unione(self, account: Account, secret: Secret) -> UniOneClient:
        """A client of UniOne."""
        from ue_console.api.unione.client import UniOneClient
        from ue_console.api.unione.dialect import UNIONE

        return UniOneClient(self._transport(account, secret, UNIONE))

    def unification(self, account: Account, secret: Secret) -> UnificationClient:
        """A client of UnificationEngine."""
        from ue_console.api.unification.client import UnificationClient
        from ue_console.api.unification.dialect import UNIFICATION

        return UnificationClient(self._transport(account, secret, UNIFICATION))

    def _transport(self, account: Account, secret: Secret, dialect: Dialect) -> Transport:
        from ue_console.api.transport import Transport

        return Transport(
            account.base_url,
            secret,
            dialect=dialect,
            plain_http=account.plain_http,
            read_only=account.read_only or self._read_only,
            whole_run=self._read_only,
            http_transport=self._http_transport,
            on_call=lambda call: self._told(account, call),
        )

    def _told(self, account: Account, call: Call) -> None:
        if call.exchange is not None:
            self.recorder(account, call)
        self.listener(call)
