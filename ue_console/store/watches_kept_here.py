"""Watched domains of one command, in its memory: nothing of them is left on disk."""

from datetime import datetime

from ue_console.store.database import Database
from ue_console.store.watches import Watches, WatchRow


class WatchesKeptHere(Watches):
    """Watches that end with the command; only whose turn it is to ask the service is shared.

    Raises:
        StateError: From :meth:`turn`: the database can't be used.
    """

    def __init__(self, db: Database) -> None:
        super().__init__(db)
        self._rows: dict[tuple[str, str], WatchRow] = {}

    async def add(self, account: str, domain: str, now: datetime, due: datetime | None = None) -> bool:
        """Watch a domain from now on, with a first look when it is due; False when it is watched already."""
        new = (account, domain) not in self._rows
        self._rows.setdefault((account, domain), WatchRow(account, domain, now, due or now))
        return new

    async def remove(self, account: str, domain: str) -> bool:
        """End a watch; False when there was none."""
        return self._rows.pop((account, domain), None) is not None

    async def list(self, account: str) -> tuple[WatchRow, ...]:
        """The account's watches, the next one due first."""
        rows = (row for row in self._rows.values() if row.account == account)
        return tuple(sorted(rows, key=lambda row: (row.due, row.domain)))

    async def accounts(self) -> tuple[str, ...]:
        """The names of the accounts that have watches."""
        return tuple(sorted({account for account, _ in self._rows}))

    async def put_off(self, row: WatchRow) -> None:
        """Keep what is known after a look; nothing if the watch has ended meanwhile."""
        if (row.account, row.domain) in self._rows:
            self._rows[row.account, row.domain] = row
