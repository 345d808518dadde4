"""What the places of the active account work with: one service a noun of the API."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from ue_console.models.account import Account
    from ue_console.services.accounts import Accounts
    from ue_console.services.activity import ActivityLog
    from ue_console.services.channels.drafts import ChannelDrafts
    from ue_console.services.connections import Connections
    from ue_console.services.domains.desk import DomainDesk
    from ue_console.services.lost_users import Lost
    from ue_console.services.projects import Projects
    from ue_console.services.recording import Recorder
    from ue_console.services.unsubscribed.runs import Runs
    from ue_console.services.unsubscribed.service import UnsubscribedService
    from ue_console.services.users import User, Users
    from ue_console.services.webhooks import Webhooks
    from ue_console.store.config import ConfigFile
    from ue_console.store.database import Database
    from ue_console.store.drafts import Drafts


class OfAccount(ABC):
    """The part of the workspace that opens these services, each imported when it is first wanted."""

    accounts: Accounts
    config_file: ConfigFile
    now: Callable[[], datetime]
    recorder: Recorder
    _database: Database
    _dns: str
    _drafts: Drafts

    @property
    @abstractmethod
    def account(self) -> Account:
        """The active account."""

    def activity(self) -> ActivityLog:
        """What was changed from this machine, by every account."""
        from ue_console.services.activity import ActivityLog

        return ActivityLog(self.accounts, self._database, self.recorder)

    def projects(self) -> Projects:
        """The active account's projects."""
        from ue_console.services.projects import Projects

        return Projects(self.accounts, self.account)

    @cached_property
    def domain_desk(self) -> DomainDesk:
        """Domains of all accounts, the DNS that they are looked up in, and their watches."""
        from ue_console.services.domains.desk import DomainDesk

        return DomainDesk(self.accounts, self._database, self.config_file, self.now, self._dns)

    async def has_watches(self) -> bool:
        """Whether domains of any account are watched, or were before this console was started.

        Raises:
            StateError: The database can't be used.
        """
        from ue_console.store.watches import Watches

        return "domain_desk" in self.__dict__ or bool(await Watches(self._database).accounts())

    def webhooks(self) -> Webhooks:
        """The webhooks of the active account or project."""
        from ue_console.services.webhooks import Webhooks

        return Webhooks(self.accounts, self.account)

    def unsubscribed(self) -> UnsubscribedService:
        """The unsubscribed addresses of the active account or project."""
        return self._unsubscribed_of(self.account)

    def _unsubscribed_of(self, account: Account) -> UnsubscribedService:
        from ue_console.services.unsubscribed.book import ActivityBook
        from ue_console.services.unsubscribed.service import UnsubscribedService

        book = ActivityBook(self._database, self.recorder, account)
        settled, runs = self.recorder.settle, self.list_runs
        return UnsubscribedService(self.accounts, account, self._drafts, self.now, settled, book, runs)

    @cached_property
    def list_runs(self) -> Runs:
        """The lists of addresses that are worked off here."""
        from ue_console.services.unsubscribed.runs import Runs

        return Runs()

    async def mend_lists(self) -> None:
        """Make good in Activity what was not kept there of a list when its console was killed.

        Raises:
            StateError: The database can't be used.
        """
        from ue_console.services.unsubscribed.places import PLACES
        from ue_console.store.draft_overview import accounts_at_work

        at_work = await accounts_at_work(self._database, PLACES)
        for account in self.accounts.list() if at_work else ():
            if account.name in at_work:
                await self._unsubscribed_of(account).jobs.mend()

    def channel_drafts(self) -> ChannelDrafts:
        """The draft of the active account, a user."""
        from ue_console.services.channels.drafts import ChannelDrafts

        active = self.accounts.active
        return ChannelDrafts(self._drafts, active.name if active else "")

    def users(self) -> Users:
        """The users of the active account, an app."""
        from ue_console.services.users import Users

        return Users(self.accounts, self.account, self.recorder.begun)

    async def lost_users(self, users: Sequence[User]) -> Lost:
        """The active app's users whose secrets are lost, or may be.

        Args:
            users: All that there are.

        Raises:
            StateError: The database can't be read.
        """
        from ue_console.services.here import lost_users
        from ue_console.services.lost_users import still_lost

        return still_lost(await lost_users(self._database, self.account), users)

    def connections(self) -> Connections:
        """The connections of the active account, a user."""
        from ue_console.services.connections import Connections

        return Connections(self.accounts, self.account, self.now, self.recorder.begun)
