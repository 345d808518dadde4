"""What the tests of registering share: an account on a sandbox, and services that fail in their ways."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

from ue_console.errors import ConsoleError
from ue_console.models.account import Account
from ue_console.models.unione.webhook import Webhook, WebhookSettings
from ue_console.services.accounts import Accounts
from ue_console.services.registering import Registration, put_back_left
from ue_console.services.webhooks import Webhooks

URL = "https://shop.acme.example/unione"


@dataclass
class Here:
    """An account and its webhooks."""

    webhooks: Webhooks
    account: Account
    folder: Path

    def registration(self, url: str = URL, webhooks: Webhooks | None = None) -> Registration:
        return Registration(webhooks or self.webhooks, self.account, self.folder, url)

    async def killed(self) -> None:
        """Begin, and end as by ``kill -9``: only the lock is given away."""
        registration = self.registration()
        await registration.begin()
        assert registration._record
        registration._record.close()

    async def left(self, account: Account | None = None) -> list[str]:
        found = put_back_left(self.webhooks, account or self.account, self.folder)
        return [line async for line in found]

    def aged(self) -> None:
        """What is kept was written long ago."""
        for file in self.files:
            os.utime(file, (0, 0))

    @property
    def files(self) -> list[Path]:
        return list(self.folder.iterdir()) if self.folder.is_dir() else []


class Stopped(Webhooks):
    """The service has stopped them."""

    async def get(self, url: str) -> Webhook | None:
        found = await super().get(url)
        return found and found.model_copy(update={"status": "stopped", "updated_at": "2030-01-01 00:00:00"})


class Later(Webhooks):
    """Somebody has set them anew as they were."""

    async def get(self, url: str) -> Webhook | None:
        found = await super().get(url)
        return found and found.model_copy(update={"updated_at": "2030-01-01 00:00:00"})


class Hanging(Webhooks):
    """The service answers nothing."""

    async def get(self, url: str) -> Webhook | None:
        await asyncio.Event().wait()
        return None


class Late(Webhooks):
    """The service sets a webhook only when it is told to, and answers nobody."""

    def __init__(self, accounts: Accounts, account: Account) -> None:
        super().__init__(accounts, account)
        self.asked, self.looked = asyncio.Event(), asyncio.Event()
        self._settings: WebhookSettings | None = None

    async def save(self, settings: WebhookSettings) -> Webhook:
        self._settings = settings
        self.asked.set()
        await asyncio.Event().wait()
        raise AssertionError

    async def get(self, url: str) -> Webhook | None:
        found = await super().get(url)
        if self._settings:
            self.looked.set()
        return found

    async def carry_out(self) -> None:
        """Set it now."""
        assert self._settings
        await super().save(self._settings)


class Odd(Webhooks):
    """What is set fails, before or after the service has done it."""

    def __init__(
        self,
        here: Here,
        *,
        saving: ConsoleError | None = None,
        saved: ConsoleError | None = None,
        getting: ConsoleError | None = None,
    ) -> None:
        super().__init__(here.webhooks._accounts, here.account)
        self._errors = (saving, saved, getting)
        self._asked = False

    async def save(self, settings: WebhookSettings) -> Webhook:
        before, after, _ = self._errors
        if before:
            raise before
        made = await super().save(settings)
        self._asked = True
        if after:
            raise after
        return made

    async def get(self, url: str) -> Webhook | None:
        if self._asked and self._errors[2]:
            raise self._errors[2]
        return await super().get(url)
