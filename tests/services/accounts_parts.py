"""Stand-ins for the services' neighbours, at unit level."""

import asyncio
from pathlib import Path
from typing import cast

import pytest

from ue_console.api.unione.client import UniOneClient
from ue_console.errors import KeyStoreError
from ue_console.models.account import Account
from ue_console.models.secret import Secret
from ue_console.models.unione.system import SystemInfo
from ue_console.services.accounts import Accounts
from ue_console.store import files
from ue_console.store.config import ConfigFile
from ue_console.store.database import Database
from ue_console.store.secrets import Keys, SessionKeys

SECRET = Secret("6w7xsi5g9o4xyo3j9f2c")
OTHER = Secret("0123456789abcdefghij")
ACME = Account(name="ACME", base_url="eu1")
SHOP = Account(name="Shop", base_url="us1")


class FakeClient:
    """A client that knows its account and whether it is closed."""

    def __init__(self, account: Account, secret: Secret) -> None:
        self.account = account
        self.secret = secret
        self.closed = False
        self.error: Exception | None = None

    @property
    def system(self) -> "FakeClient":
        return self

    async def info(self) -> SystemInfo:
        if self.error:
            raise self.error
        return SystemInfo(user_id=11344, email="ops@acme.example")

    async def aclose(self) -> None:
        self.closed = True


class Opened(list[FakeClient]):
    """Makes clients and remembers them."""

    error: Exception | None = None

    def __call__(self, account: Account, secret: Secret) -> UniOneClient:
        client = FakeClient(account, secret)
        client.error = self.error
        self.append(client)
        return cast("UniOneClient", client)


class SlowKeys(SessionKeys):
    """A key store that gives way to others before it answers."""

    async def get(self, name: str) -> Secret | None:
        await asyncio.sleep(0)
        return await super().get(name)


class LockedKeys(SessionKeys):
    """A key store that can be read and, while ``locked``, not written."""

    locked = True

    async def put(self, name: str, secret: Secret) -> None:
        self._refuse()
        await super().put(name, secret)

    async def remove(self, name: str) -> None:
        self._refuse()
        await super().remove(name)

    def _refuse(self) -> None:
        if self.locked:
            raise KeyStoreError("The key store is locked.", "Or keep it for this session only.")


class Desk:
    """Accounts on a real config file, with a key store and clients to look into."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "config.toml"
        self.store = SlowKeys()
        self.environ: dict[str, str] = {}
        self.keys = Keys(self.store, environ=self.environ)
        self.opened = Opened()
        self.accounts = self.console()

    def console(self, database: Database | None = None) -> Accounts:
        """Another console of the same operator."""
        return Accounts(ConfigFile(self.path), self.keys, self.opened, database=database)

    def break_config(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Make every write of the config fail."""

        def full(path: Path, data: bytes) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(files, "write_private", full)
