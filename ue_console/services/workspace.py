"""Everything that the screens work with, for the active account."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ue_console.errors import ConfigError, InputError
from ue_console.models.account import Account, Service
from ue_console.models.secret import Secret
from ue_console.services.accounts import Accounts
from ue_console.services.connect import Connector
from ue_console.services.identity import of_info
from ue_console.services.lost_sends import lost_calls
from ue_console.services.of_account import OfAccount
from ue_console.services.recording import Recorder
from ue_console.store.drafts import Drafts
from ue_console.store.send_records import SendSummary as SendSummary
from ue_console.store.sends import Sends

if TYPE_CHECKING:
    from ue_console.api.unione.client import UniOneClient
    from ue_console.models.unione.domain import Domain
    from ue_console.models.unione.system import SystemInfo
    from ue_console.models.unione.template import Template
    from ue_console.services.channels.sending import ChannelSending
    from ue_console.services.connect import Call
    from ue_console.services.dispatch import Dispatch
    from ue_console.services.drafts import ComposeDraft, DraftService
    from ue_console.services.home import Home
    from ue_console.services.identity import Identity
    from ue_console.services.listening_session import ListeningSession
    from ue_console.services.sending import Sending
    from ue_console.services.templates import TemplateService
    from ue_console.store.config import ConfigFile
    from ue_console.store.database import Database
    from ue_console.store.passphrase import Ask
    from ue_console.store.passphrase import PassphraseWanted as PassphraseWanted
    from ue_console.store.paths import Paths
    from ue_console.store.secrets import Keys

DOMAIN_PAGE = 100
"""Domains asked for at once; the most that the service allows (code 1302)."""


def _now() -> datetime:
    return datetime.now(UTC)


class Workspace(OfAccount):
    """The services of one running console.

    Args:
        config_file: Accounts and settings.
        keys: Where keys are kept.
        database: Drafts and the journal of sends.
        connector: Makes the clients and tells of their calls.
        on_close: Called at the end.
        paths: Where received webhook calls are kept; None keeps them until the end.
        dns: The DNS resolver to ask; empty for the config file's, or the system's.
        now: The clock, in UTC.
    """

    def __init__(
        self,
        config_file: ConfigFile,
        keys: Keys,
        database: Database,
        connector: Connector,
        *,
        on_close: Callable[[], None] = lambda: None,
        paths: Paths | None = None,
        dns: str = "",
        now: Callable[[], datetime] = _now,
    ) -> None:
        self.accounts = Accounts(config_file, keys, connector, database=database)
        self.connector = connector
        self.recorder = Recorder(database, now)
        connector.recorder = self._wrote
        self._keys = keys
        self.config_file = config_file
        self.now = now
        self.sends = Sends(database, now, lost=lost_calls(self.accounts))
        self._drafts = Drafts(database)
        self._database = database
        self._on_close = on_close
        self._paths = paths
        self._dns = dns
        self._known_templates: dict[str, Template] = {}
        self.compose_revision = 0
        """Rises when the compose draft is changed elsewhere than in Compose."""

    @property
    def account(self) -> Account:
        """The active account.

        Raises:
            InputError: There is none.
        """
        active = self.accounts.active
        if active is None:
            raise InputError("No account is active.", "Press 9 for Accounts, then n to add one.")
        return active

    async def key_of(self, account: Account) -> Secret:
        """The key of an account that is not kept yet, where it says that it lives."""
        return await self._keys.get(account)

    def ask_passphrase(self, ask: Ask) -> None:
        """Who is asked for the vault's passphrase."""
        self._keys.ask = ask

    async def client(self) -> UniOneClient:
        """The active account's client."""
        return await self.accounts.client(self.account)

    @cached_property
    def home(self) -> Home:
        """What Home knows of all accounts."""
        from ue_console.services.home import Home

        folder = self._paths.listening_dir if self._paths else None
        return Home(self.accounts, self._keys, self._database, self.info, self.now, folder)

    @cached_property
    def listening(self) -> ListeningSession:
        """Listening to webhooks, which goes on while another account is worked as."""
        from ue_console.services.listening_session import ListeningSession

        return ListeningSession(self.accounts, self._keys, self._paths, self.now)

    @property
    def running(self) -> str:
        """What goes on behind the screens and would end with the console, one sentence, or nothing."""
        return self.listening.running if "listening" in self.__dict__ else ""

    @property
    def owes(self) -> bool:
        """Whether a webhook is to be put back that listening has set."""
        return "listening" in self.__dict__ and self.listening.owes

    def _wrote(self, account: Account, call: Call) -> None:
        """A call that changes something has ended."""
        self.recorder(account, call)
        self.home.changed(call.method.partition("/")[0])

    async def forget_old(self) -> None:
        """Delete activity and ended sends that are older than the config file says."""
        from ue_console.services.retention import forget_old

        await forget_old(self._database, self.config_file.load().activity_days, self.now())

    async def own_unsubscribe(self) -> bool | None:
        """Whether the active project's mail goes without the service's footer.

        None for an account, and where the project's own account, which alone can tell, is not here.

        Raises:
            ApiError, WireError, KeyStoreError: It can't be asked.
        """
        account = self.account
        owner = next((each for each in self.accounts.list() if each.name == account.parent), None)
        if not account.project_id or owner is None:
            return None
        client = await self.accounts.client(owner)
        return next(
            (item.custom_unsubscribe_url_enabled for item in await client.projects.list(account.project_id)),
            None,
        )

    async def templates(self) -> TemplateService:
        """The active account's templates."""
        from ue_console.services.templates import TemplateService

        return TemplateService(await self.client())

    async def template(self, template_id: str) -> Template:
        """One template, as read last or else now."""
        if template_id not in self._known_templates:
            self._known_templates[template_id] = await (await self.templates()).get(template_id)
        return self._known_templates[template_id]

    def forget_templates(self) -> None:
        """Read templates anew when they are needed next."""
        self._known_templates.clear()

    async def sending(self) -> Sending:
        """What sends for the active account."""
        from ue_console.services.sending import Sending

        return Sending(await self.client(), self.sends, self.now, self.account.name)

    async def channel_sending(self) -> ChannelSending:
        """What sends for the active account, a user."""
        from ue_console.services.channels.sending import ChannelSending

        client = await self.accounts.unification(self.account)
        meet = client.connections.meet
        return ChannelSending(client, self.sends, self.now, self.account.name, meet)

    async def dispatch(self) -> Dispatch[Any]:
        """What sends for the active account, whatever its service."""
        users = self.account.service is Service.UNIFICATION
        return await (self.channel_sending() if users else self.sending())

    async def identity(self) -> Identity:
        """Whose key the active account's is."""
        return await self.accounts.check(self.account)

    async def info(self) -> SystemInfo:
        """Whose key it is, and the period's usage; an account of unknown owner learns it."""
        account = self.account
        info = await (await self.accounts.client(account)).system.info()
        self.home.of(account).info.take(info, self.now())
        if not account.user_id:
            with suppress(ConfigError):  # it is asked again next time
                await self.accounts.learn(account, of_info(info))
        return info

    async def domains(self) -> list[Domain]:
        """All sending domains of the account."""
        client = await self.client()
        found: list[Domain] = []
        while True:
            page = await client.domains.list(limit=DOMAIN_PAGE, offset=len(found))
            found += page
            if len(page) < DOMAIN_PAGE:
                return found

    async def settle(self, send_id: str, number: int, *, arrived: bool) -> None:
        """Keep what the operator found out about a batch whose answer was lost.

        Raises:
            StateError: The batch is not unknown, or it can't be kept.
        """
        await self.recorder.drain()
        await self.sends.settle(send_id, number, arrived=arrived)

    def drafts(self) -> DraftService:
        """The active account's drafts."""
        from ue_console.services.drafts import DraftService

        active = self.accounts.active
        return DraftService(self._drafts, active.name if active else "")

    async def compose_draft(self) -> ComposeDraft:
        """What was typed in Compose."""
        return await self.drafts().compose()

    async def compose_with(self, template: Template) -> None:
        """Put a template into the compose draft; everything typed stays."""
        drafts = self.drafts()
        draft = await drafts.compose()
        draft.source = "template"
        draft.template_id = template.id or ""
        draft.template_name = template.name
        await drafts.keep_compose(draft)
        self._known_templates[draft.template_id] = template
        self.compose_revision += 1

    async def compose_on(self, connection: str, receivers: Sequence[str] = ()) -> None:
        """Add receivers of a connection to the compose draft of a user; everything typed stays.

        Args:
            connection: Its name.
            receivers: ``Name <address>``, an address, or ``Me``; without any, a line to go on writing.
        """
        await self.channel_drafts().add(connection, receivers)
        self.compose_revision += 1

    async def close(self) -> None:
        """Close clients, database and what else was opened.

        Raises:
            ConsoleError: A webhook that was set for the time of listening could not be put back.
        """
        try:
            if "domain_desk" in self.__dict__:
                await self.domain_desk.watching.close()
            if "listening" in self.__dict__:
                await self.listening.close()
        finally:
            if "list_runs" in self.__dict__:
                await self.list_runs.ended()
            await self.accounts.aclose()
            await self.recorder.drain()
            await self._database.close()
            self._on_close()
