"""Clients for accounts, and what their calls tell of the line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ue_console.models.account import Account
from ue_console.models.secret import Secret

if TYPE_CHECKING:
    from ue_console.api.http import HttpTransport
    from ue_console.api.transport import Call as Call
    from ue_console.api.unione.client import UniOneClient


class Connector:
    """Makes one client an account; every call is told to the listener.

    Args:
        http_transport: What carries the requests; None for the network.
    """

    def __init__(self, http_transport: HttpTransport | None = None) -> None:
        self._http_transport = http_transport
        self.listener: Callable[[Call], None] = lambda call: None

    def __call__(self, account: Account, secret: Secret) -> UniOneClient:
        """A client that connects at its first call."""
        from ue_console.api.transport import Transport
        from ue_console.api.unione.client import UniOneClient

        transport = Transport(
            account.base_url,
            secret,
            read_only=account.read_only,
            http_transport=self._http_transport,
            on_call=lambda call: self.listener(call),
        )
        return UniOneClient(transport)
