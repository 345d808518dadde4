"""The webhook that stands for as long as a console listens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

from ue_console.errors import ConsoleError
from ue_console.services.registering import Registration, put_back_left
from ue_console.services.taking_back import taken_back
from ue_console.services.url_secrets import shown_url
from ue_console.services.webhooks import Webhooks
from ue_console.store.registrations import held_now, left_behind
from ue_console.text import safe_line

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.services.accounts import Accounts


class ListeningWebhook:
    """None, or one, of one account.

    Args:
        accounts: Opens the account's client.
        account: Whose webhook it is.
        folder: Where what is to be put back is kept.
    """

    def __init__(self, accounts: Accounts, account: Account, folder: Path) -> None:
        self._webhooks = Webhooks(accounts, account)
        self._account = account
        self._folder = folder
        self._registration: Registration | None = None
        self.url = ""
        """Its URL; empty: none is set."""

    async def set(self, url: str) -> str:
        """Set it; returns what was done, one sentence.

        Raises:
            ConsoleError: As :meth:`Registration.begin`.
        """
        registration = Registration(self._webhooks, self._account, self._folder, url)
        self._registration = registration  # a console that ends meanwhile takes it back
        try:
            done = await registration.begin()
        except ConsoleError:
            self._registration = None
            raise
        self.url = url.strip()
        return done

    @property
    def pending(self) -> bool:
        """Whether there is something to put back, or may be."""
        return self._registration is not None and self._registration.pending

    @property
    def replaced(self) -> bool:
        """Whether a webhook stood at the URL before."""
        return self._registration is not None and self._registration.replaced

    async def put_back(self) -> str:
        """Leave the URL as it was before; returns what was done, one sentence, or nothing.

        Raises:
            ConsoleError: It could not be, in a short time; the next listening does it.
        """
        if self._registration is None:
            return ""
        try:
            done = await taken_back(self._registration)
        except ConsoleError:
            self._registration, self.url = None, ""
            raise
        self._registration, self.url = None, ""
        return done

    async def put_back_left(self) -> AsyncIterator[str]:
        """Put back what killed listeners of the account left; one sentence for each.

        Raises:
            ConsoleError: The service could not be told.
        """
        async for done in put_back_left(self._webhooks, self._account, self._folder):
            yield done


def left_urls(account: Account, folder: Path) -> frozenset[str]:
    """The URLs that killed listeners of the account have left set, or had asked to set."""
    found = set()
    for record in left_behind(folder):
        known = record.read()
        record.close()
        if known and (known.account, known.base_url) == (account.name, account.base_url):
            found.add(known.url)
    return frozenset(found)


def not_put_back(account: Account, folder: Path) -> str:
    """What is told where :func:`put_back_left` fails: which webhooks still wait for it, one sentence."""
    urls = [safe_line(shown_url(url)) for url in sorted(left_urls(account, folder))]
    if len(urls) == 1:
        return f"The webhook {urls[0]} that an earlier listener left is not put back yet."
    if urls:
        return f"The webhooks that earlier listeners left are not put back yet: {', '.join(urls)}."
    return "What an earlier listener left is not put back yet."


def standing_urls(account: Account, folder: Path) -> dict[str, bool]:
    """The URLs that listeners of the account have set now → whether a webhook stood there before."""
    mine = (account.name, account.base_url)
    found = [known for known in held_now(folder) if (known.account, known.base_url) == mine]
    return {known.url: known.before is not None for known in found}
