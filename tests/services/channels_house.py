"""An app of a real sandbox, and the console's view of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from ue_console.models.account import Account, Environment, KeyKind, Service
from ue_console.models.secret import Secret
from ue_console.sandbox.options import Options
from ue_console.sandbox.server import SandboxThread
from ue_console.services.accounts import Accounts
from ue_console.services.connect import Connector
from ue_console.services.users import Users
from ue_console.store.config import ConfigFile
from ue_console.store.secrets import Keys, KeyStore, SessionKeys

APP: Final = Secret("8481eeb9c8304ce0a5e3cb58489868f4:4cc366b8be84a072d9232b7db7329c30")
OTHER_APP: Final = Secret("0281eeb9c8304ce0a5e3cb58489868f4:02c366b8be84a072d9232b7db7329c30")


class House:
    """Apps at a sandbox, and what is kept of them in a folder."""

    def __init__(self, url: str, folder: Path) -> None:
        self.config = folder / "config.toml"
        self.store = SessionKeys()
        self.url = f"{url}/v2"
        self._opened: list[Accounts] = []
        self.use(self.store)

    def use(self, system: KeyStore, **options: Any) -> None:
        """Begin again, with another key store."""
        self.keys = Keys(system, **options)
        self.accounts = Accounts(ConfigFile(self.config), self.keys, Connector())
        self._opened.append(self.accounts)

    async def close(self) -> None:
        """Close the clients of each beginning."""
        for accounts in self._opened:
            await accounts.aclose()

    async def open(self, secret: Secret = APP, **fields: Any) -> Users:
        """The users of an app that is added first."""
        fields = {"name": "ACME", "environment": Environment.STAGING, **fields}
        account = Account(service=Service.UNIFICATION, base_url=self.url, key_kind=KeyKind.APP, **fields)
        identity = await self.accounts.verify(account, secret)
        return Users(self.accounts, await self.accounts.add(account, secret, identity))


@asynccontextmanager
async def house(folder: Path) -> AsyncIterator[House]:
    """A sandbox with two apps."""
    pairs = tuple(
        (key, secret) for key, _, secret in (app.reveal().partition(":") for app in (APP, OTHER_APP))
    )
    thread = SandboxThread(Options(seed="empty", unione_keys=("unused0unused0unused0",), ue_apps=pairs))
    found = House(await asyncio.to_thread(thread.start), folder)
    try:
        yield found
    finally:
        await found.close()
        await asyncio.to_thread(thread.stop)
