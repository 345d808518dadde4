"""Unsubscribed addresses of one account: since a date, one by one, many at once, invited back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from ue_console.errors import InputError, TooMuchData
from ue_console.models.unione.unsubscribed import UnsubscribedRow
from ue_console.services.addresses import address_problem, same_key
from ue_console.services.pacing import sorted_in_pieces
from ue_console.services.unsubscribed.invitations import Invitations
from ue_console.services.unsubscribed.jobs import Jobs
from ue_console.services.unsubscribed.running import Settled, Unsubscribing, nobody

if TYPE_CHECKING:
    from ue_console.api.unione.email import EmailApi
    from ue_console.api.unione.unsubscribed import UnsubscribedApi
    from ue_console.models.account import Account
    from ue_console.services.accounts import Accounts
    from ue_console.services.unsubscribed.book import Book
    from ue_console.services.unsubscribed.runs import Runs
    from ue_console.store.drafts import Drafts

DRAFT: Final = "unsubscribe"


def when(row: UnsubscribedRow) -> str:
    """The time at which an address was unsubscribed; empty where it is not told."""
    return row.get("unsubscribed_on") or ""


class UnsubscribedService:
    """What can be done with the unsubscribed addresses of one account or project.

    Args:
        accounts: Opens its client.
        account: Whose addresses they are.
        drafts: What was typed, the job and the invitations.
        now: The clock, in UTC.
        settled: Told what was found out about an address whose outcome was unknown.
        book: What is kept of the calls of a list, beside the list.
        runs: Those that the end of the console waits for.
    """

    def __init__(
        self,
        accounts: Accounts,
        account: Account,
        drafts: Drafts,
        now: Callable[[], datetime],
        settled: Settled = nobody,
        book: Book | None = None,
        runs: Runs | None = None,
    ) -> None:
        self._accounts = accounts
        self._account = account
        self._drafts = drafts
        self.jobs = Jobs(drafts, account.name, now, book)
        self.unsubscribing = Unsubscribing(self.jobs, self._api, settled, runs)
        self.invitations = Invitations(drafts, account.name, now, self._email)

    async def since(self, day: date) -> list[UnsubscribedRow]:
        """Who unsubscribed on ``day`` (UTC) or later, the newest first, each address once.

        Raises:
            TooMuchData: They are more than one answer can hold here.
        """
        try:
            rows = await (await self._api()).list(day)
        except TooMuchData as error:
            raise TooMuchData(
                f"The list since {day} is larger than this console takes in one answer.",
                "Choose a later date: press D.",
            ) from error
        return await asyncio.to_thread(_newest_first, rows)

    async def check(self, address: str) -> bool:
        """Whether an address is unsubscribed.

        Raises:
            InputError: It is no address.
        """
        if why := address_problem(address):
            raise InputError(f"“{address}” is no address: {why}", "Correct it.", field="address")
        return await (await self._api()).check(address)

    async def draft(self) -> str:
        """The addresses that were typed and not unsubscribed yet."""
        found = await self._drafts.load(self._account.name, DRAFT) or {}
        return str(found.get("text", ""))

    async def keep_draft(self, text: str) -> None:
        """Keep what is typed; an empty text is forgotten."""
        if text.strip():
            await self._drafts.save(self._account.name, DRAFT, {"text": text})
        else:
            await self._drafts.delete(self._account.name, DRAFT)

    async def _api(self) -> UnsubscribedApi:
        return (await self._accounts.client(self._account)).unsubscribed

    async def _email(self) -> EmailApi:
        return (await self._accounts.client(self._account)).email


def _newest_first(rows: Sequence[UnsubscribedRow]) -> list[UnsubscribedRow]:
    once: dict[str, UnsubscribedRow] = {}
    for row in sorted_in_pieces(rows, when, reverse=True):
        once.setdefault(same_key(row["address"]), row)
    return list(once.values())
