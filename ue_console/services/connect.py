"""Clients for accounts, and what their calls tell of the line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ue_console.models.account import Account
from ue_console.models.secret import Secret

if TYPE_CHECKING:
    from ue_console.api.transport import Call
    from ue_console.api.unione.client import UniOneClient


class Connector:
    """Makes one client an account; every call is told to the listener."""

    def __init__(self) -> None:
        self.listener: Callable[[Call], None] = lambda call: None

    def __call__(self, account: Account, secret: Secret) -> UniOneClient:
        """A client that connects at its first call."""
        from ue_console.api.transport import Transport
        from ue_console.api.unione.client import UniOneClient

        transport = Transport(
            account.base_url,
            secret,
            read_only=account.read_only,
            on_call=lambda call: self.listener(call),
        )
        return UniOneClient(transport)
