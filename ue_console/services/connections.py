"""The connections of a user: made, tested, renewed, removed, and whom each can reach."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ue_console.errors import (
    ApiError,
    ConsoleError,
    Forbidden,
    KeyRefused,
    NotServed,
    Rejected,
    TooManyRequests,
    WireError,
)
from ue_console.models.account import Account
from ue_console.models.secret import Secret
from ue_console.models.unification.address import Address
from ue_console.models.unification.connection import Connection
from ue_console.models.unification.profile import Profile
from ue_console.services.begun_calls import Unwritten

if TYPE_CHECKING:
    from ue_console.api.unification.client import UnificationClient
    from ue_console.services.accounts import Accounts

NO_SUCH_CONNECTION: Final = 411
"""The API code for a name that the user doesn't have."""
NO_FEATURE: Final = 415
"""The API code for what a connector can't do."""
OWN_FAULT: Final = 1000
"""The API code for a fault of the service: it says nothing about the channel."""

AT_ONCE: Final = 4
"""Connections that are tested at the same time: each test is a sign-in at a channel."""


class NoAddresses(ConsoleError):
    """Addresses of a connection can't be listed, and nothing is wrong with it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a test of a connection said."""

    connection: Connection
    """As it was tested: another token may say otherwise."""
    at: datetime
    error: ConsoleError | None = None
    """Why it does not work, or why nothing is known; None where it works."""

    @property
    def works(self) -> bool:
        """Whether the channel let the connection in."""
        return self.error is None

    @property
    def unknown(self) -> bool:
        """Whether the test says nothing: no answer, or one that is not about the channel."""
        error = self.error
        return isinstance(error, WireError | Forbidden | NotServed | TooManyRequests) or (
            isinstance(error, ApiError) and error.code == OWN_FAULT
        )

    @property
    def refused(self) -> bool:
        """Whether it was refused."""
        return not self.works and not self.unknown


class Connections:
    """The connections of one user.

    Args:
        accounts: Whose clients are used.
        account: The user's, with id and secret.
        now: The clock, in UTC.
        calls: Writes a call down before it leaves.
    """

    def __init__(
        self,
        accounts: Accounts,
        account: Account,
        now: Callable[[], datetime],
        calls: Unwritten | None = None,
    ) -> None:
        self._accounts = accounts
        self._account = account
        self._now = now
        self._calls = calls or Unwritten()

    async def all(self) -> list[Connection]:
        """Every connection, in the service's order (reference: connection/list)."""
        return await (await self._client()).connections.list()

    async def has(self, name: str) -> bool:
        """Whether there is a connection of this name now; capitals count."""
        return any(connection.name == name for connection in await self.all())

    async def try_out(self, uri: Secret) -> None:
        """Let the service try whether ``uri`` opens its channel (reference: connection/test).

        Raises:
            ApiError: It does not.
            WireError: Nothing is known.
        """
        await (await self._client()).connections.test(uri)

    async def test(self, connection: Connection) -> Verdict:
        """Test a connection; what is wrong with it is part of the answer.

        Raises:
            KeyRefused, KeyStoreError: The user itself is not let in.
        """
        try:
            await self.try_out(connection.uri)
        except KeyRefused:
            raise
        except (ApiError, WireError) as error:
            return Verdict(connection, self._now(), error)
        return Verdict(connection, self._now())

    async def test_all(self, connections: Iterable[Connection], told: Callable[[Verdict], None]) -> None:
        """Test many, ``AT_ONCE`` at a time; cancelling it stops the rest.

        Args:
            connections: In the order in which they are to be tested.
            told: Called with each result as it comes.

        Raises:
            KeyRefused, KeyStoreError: The user itself is not let in; the rest is not tested.
        """
        waiting = iter(tuple(connections))

        async def one_after_the_other() -> None:
            for connection in waiting:
                told(await self.test(connection))

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(one_after_the_other())
        except ExceptionGroup as several:
            raise several.exceptions[0] from None

    async def add(self, name: str, uri: Secret) -> Verdict:
        """Keep ``uri`` under ``name``, in place of what has that name (reference: connection/add).

        Returns:
            That it works: the service tests what it is to keep (facts: connections).

        Raises:
            ApiError: The service refuses; nothing was kept.
            StateError: What is to be done can't be written down; nothing was kept.
            OutcomeUnknown: It may have been kept.
        """
        client = await self._client()
        async with self._calls.begun(self._account, "connection/add", name):
            await client.connections.add(name, uri)
        return Verdict(Connection(name, uri), self._now())

    async def profiles(self, name: str) -> list[Profile]:
        """Whose accounts on the channel a connection opens (reference: connection/info)."""
        return await (await self._informed()).connections.info(name)

    async def refresh(self, name: str) -> bool:
        """Trade a connection's token for one that lasts longer (reference: connection/refresh).

        Returns:
            Whether the service told the new one; it keeps it either way.

        Raises:
            StateError: What is to be done can't be written down; nothing was asked for.
            OutcomeUnknown: The token may be another one now.
        """
        client = await self._informed()
        async with self._calls.begun(self._account, "connection/refresh", name):
            return await client.connections.refresh(name) is not None

    async def remove(self, name: str) -> bool:
        """Remove a connection; one already gone is fine (reference: connection/remove).

        Returns:
            Whether it was there.

        Raises:
            ApiError: The service refuses, or lists what it says not to have; it is still there.
            StateError: What is to be done can't be written down; it is still there.
            OutcomeUnknown: It may be gone.
        """
        client = await self._informed()
        try:
            async with self._calls.begun(self._account, "connection/remove", name):
                await client.connections.remove(name)
        except ApiError as error:
            if error.code != NO_SUCH_CONNECTION:
                raise
            if await self.has(name):
                raise Rejected(
                    f"The service says that there is no connection “{name}”, and lists it still.",
                    "Nothing was removed. Try again later, or ask its support.",
                    http_status=error.http_status,
                    code=error.code,
                    said=error.said,
                ) from error
            return False
        return True

    async def addresses(self, name: str) -> list[Address]:
        """Whom a connection can reach, in the service's order (reference: address/list).

        Raises:
            NoAddresses: The service does not offer the call, or the channel has no list.
        """
        client = await self._informed()
        try:
            return await client.addresses.list(name)
        except NotServed as error:
            raise NoAddresses(
                "This service lists no addresses (506): of all its documents only the first knows the call.",
                "Type receivers in Compose instead.",
            ) from error
        except ApiError as error:
            if error.code == NO_FEATURE:
                raise NoAddresses(
                    f"The channel of {name} has no list of addresses (415).",
                    "Type receivers in Compose instead.",
                ) from error
            raise

    async def _client(self) -> UnificationClient:
        return await self._accounts.unification(self._account)

    async def _informed(self) -> UnificationClient:
        """The client once it knows the tokens that an answer may repeat, where they can be read."""
        client = await self._client()
        with suppress(ApiError, WireError):  # the call itself tells what is wrong
            await client.connections.meet()
        return client
