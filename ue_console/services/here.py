"""What this machine knows of an account without asking its service: its own sends, drafts, watches."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from ue_console.models.account import KeyKind, Service
from ue_console.services.refusals import REFUSALS
from ue_console.store.draft_overview import DraftOverview, draft_overview
from ue_console.store.drafts import COMPOSE, Drafts
from ue_console.store.send_overview import SendOverview, Unsettled
from ue_console.store.watches import Watches

if TYPE_CHECKING:
    from pathlib import Path

    from ue_console.models.account import Account
    from ue_console.store.database import Database
    from ue_console.store.new_users import LostUser
    from ue_console.store.watches import WatchRow

UNSUBSCRIBING: Final = ("unsubscribing", "unsubscribing-beside")
"""The drafts that say whether there are lists of addresses to unsubscribe."""

DAYS: Final = 30
"""Days of own sends that are counted, today included."""

RECENT: Final = timedelta(days=7)
"""How long a send of which something is left to try waits for the operator."""


class Here(NamedTuple):
    """What is known at once."""

    days: tuple[tuple[str, int], ...] = ()
    """Each day (``YYYY-MM-DD``, UTC) and how many recipients the service took then, the oldest first."""
    unsettled: Unsettled = Unsettled()
    """Sends whose outcome is unknown, and those of which a part is left to try."""
    begun: int = 0
    """Messages begun in Compose; more than one where several consoles wrote at once."""
    edits: tuple[str, ...] = ()
    """The templates with an unsaved edit, by name."""
    unsubscribing: int = 0
    """Addresses of the last list to unsubscribe that have no outcome yet."""
    watches: tuple[WatchRow, ...] = ()
    """The watched domains, the next one due first."""
    left: tuple[str, ...] = ()
    """URLs of webhooks that killed listeners have set, or had asked to set."""
    lost_users: tuple[LostUser, ...] = ()
    """The users that were asked for, and whose secrets are not kept."""


async def look_here(
    database: Database, account: Account, now: datetime, listening: Path | None = None
) -> Here:
    """Read the journal, the drafts, the watches of an account, and what its killed listeners left.

    Args:
        database: Where they are.
        account: Whose they are.
        now: UTC.
        listening: Where the webhooks are noted that are set for the time of listening.

    Raises:
        StateError: The database can't be read.
    """
    overview, name = SendOverview(database), account.name
    first = now - timedelta(days=DAYS - 1)
    again = [status for status, refusal in REFUSALS.items() if refusal.retry]
    counted, unsettled, drafts, waiting, watches, left = await asyncio.gather(
        overview.days(name, first.replace(hour=0, minute=0, second=0, microsecond=0)),
        overview.unsettled(name, now - RECENT, again),
        _drafts(database, account),
        _unsubscribing(database, account, now),
        Watches(database).list(name),
        asyncio.to_thread(_left, account, listening),
    )
    dates = (f"{first + timedelta(days=number):%Y-%m-%d}" for number in range(DAYS))
    days = tuple((day, counted.get(day, 0)) for day in dates)
    return Here(
        days if any(counted.values()) else (),
        unsettled,
        drafts.messages,
        drafts.edits,
        waiting,
        watches,
        left,
        await lost_users(database, account),
    )


async def lost_users(database: Database, account: Account) -> tuple[LostUser, ...]:
    """The users of an app that were asked for, and whose secrets are not kept.

    Raises:
        StateError: The database can't be read.
    """
    if account.key_kind is not KeyKind.APP:
        return ()
    from ue_console.store.new_users import NewUsers

    return tuple(await NewUsers(database).waiting(account.name))


def _left(account: Account, folder: Path | None) -> tuple[str, ...]:
    if folder is None or not any(folder.glob("*.json")):
        return ()
    from ue_console.services.listening_webhook import left_urls

    return tuple(sorted(left_urls(account, folder)))


async def _drafts(database: Database, account: Account) -> DraftOverview:
    if account.service is Service.UNIONE:
        return await draft_overview(database, account.name, COMPOSE)
    from ue_console.services.channels.drafts import KEY

    return await draft_overview(database, account.name, KEY)


async def _unsubscribing(database: Database, account: Account, now: datetime) -> int:
    drafts = Drafts(database)
    if not [place for place in UNSUBSCRIBING if await drafts.find(account.name, place)]:
        return 0
    from ue_console.services.unsubscribed.jobs import Jobs

    return await Jobs(drafts, account.name, lambda: now).left()
