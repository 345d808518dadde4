"""Webhooks: read page by page, set only where none is, changed only over what the form has seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, Final

from ue_console.errors import ApiError, ConsoleError, InputError
from ue_console.models.secret import MASK
from ue_console.models.unione.webhook import LEAST_PARALLEL, MOST_PARALLEL, Events, Webhook, WebhookSettings
from ue_console.models.url_masking import shown_url
from ue_console.text import cut_middle

if TYPE_CHECKING:
    from ue_console.api.unione.webhook import WebhooksApi
    from ue_console.models.account import Account
    from ue_console.services.accounts import Accounts

PAGE: Final = 50
"""Webhooks in one call of ``webhook/list``; what the reference recommends."""

NO_SUCH_WEBHOOK: Final = 304
"""The API code for a URL that no webhook has (reference: error codes)."""

STOPPED: Final = "stopped"
"""The status that only the service gives (code 2714)."""

_OFF: Final = "disabled"
"""The status in which it is not called, and so the cure of a URL that holds a key."""

_LONGEST: Final = 60
"""Characters of a URL in a sentence."""

_SET: Final = ("status", "event_format", "delivery_info", "single_event", "max_parallel")
"""What is set beside URL and events."""


class WebhookChanged(ConsoleError):
    """Somebody else, or the service, changed or deleted the webhook meanwhile; nothing was set.

    Attributes:
        current: What the service has now, the ``base`` to save over knowingly; None if deleted.
        fields: What differs, by the API's names.
    """

    def __init__(self, url: str, base: Webhook | None = None, current: Webhook | None = None) -> None:
        name = cut_middle(shown_url(url), _LONGEST)
        cause, remedy = f"The webhook {name} was deleted meanwhile.", "Set it as a new webhook."
        self.current = current
        self.fields: tuple[str, ...] = ()
        if base is not None and current is not None:
            before, now = _kept(base), _kept(current)
            self.fields = tuple(field for field in before if before[field] != now[field])
            theirs = ", ".join(self.fields)
            cause = f"The webhook {name} was changed at the service since it was read: {theirs}."
            remedy = "Look at what the service has now, then save again."
        super().__init__(cause, remedy)


class Webhooks:
    """The webhooks of one account or project.

    Args:
        accounts: Opens its client.
        account: Whose webhooks they are.
        page: Webhooks asked for at a time.
    """

    def __init__(self, accounts: Accounts, account: Account, *, page: int = PAGE) -> None:
        self._accounts = accounts
        self._account = account
        self._page = page

    async def pages(self) -> AsyncIterator[list[Webhook]]:
        """Every webhook, page by page as they come; one that moves to a later page comes once."""
        api, seen, offset = await self._api(), set[str](), 0
        while True:
            page = await api.list(self._page, offset)
            fresh = [webhook for webhook in page if webhook.url not in seen]
            if fresh:
                yield fresh
            # A server that ignores the offset would send its first page for ever.
            if len(page) < self._page or not fresh:
                return
            seen.update(webhook.url for webhook in fresh)
            offset += len(page)

    async def all(self) -> list[Webhook]:
        """Every webhook, in the service's order (reference: webhook-list)."""
        return [webhook async for page in self.pages() for webhook in page]

    async def get(self, url: str) -> Webhook | None:
        """The webhook with this URL as it is now (reference: webhook-get); None where there is none."""
        try:
            return await (await self._api()).get(url)
        except ApiError as error:
            if error.code == NO_SUCH_WEBHOOK:
                return None
            raise

    async def meant(self, typed: str) -> str:
        """The URL that is meant: as it was typed, or of the one webhook that is shown so, with dots.

        Raises:
            UrlNotAscii: The URL needs its ASCII form.
            InputError: It can't be one of a webhook, or the dots may be of several webhooks, or of none.
        """
        if MASK not in typed:
            from ue_console.services.webhook_url import checked_url

            return checked_url(typed)
        found = [each.url for each in await self.all() if shown_url(each.url) == typed.strip()]
        if len(found) == 1:
            return found[0]
        if found:
            raise InputError(
                f"{len(found)} webhooks are shown with these dots.",
                "Type what stands in their place; the console has a row for each in Webhooks (5).",
                field="url",
            )
        raise InputError(
            f"{self._account.name} has no webhook that is shown with these dots.",
            "'ue-console webhooks list' shows those that it has.",
            field="url",
        )

    async def save(self, settings: WebhookSettings) -> Webhook:
        """Set a webhook, over one with its URL too (reference: webhook-set).

        Raises:
            InputError: A value can't be one of a webhook.
            ApiError: The service refuses; nothing is changed.
        """
        _check(settings)
        return await (await self._api()).set(settings)

    async def add(self, settings: WebhookSettings) -> Webhook:
        """Set a new webhook; one that is there already stays as it is.

        Raises:
            UrlNotAscii: The URL needs its ASCII form.
            InputError: A value can't be one of a webhook, or there is one with this URL.
            ApiError: The service refuses; nothing is set.
        """
        from ue_console.services.webhook_url import checked_url

        settings = settings.model_copy(update={"url": checked_url(settings.url)})
        await self.check_url(settings.url)
        _check(settings)
        if await self.get(settings.url) is not None:
            raise InputError(
                "There is a webhook with this URL already.", "Leave this form and edit that one.", field="url"
            )
        return await self.save(settings)

    async def change(self, base: Webhook, wanted: WebhookSettings) -> Webhook:
        """Change a webhook; only what differs is sent, and nothing if it is so already.

        Args:
            base: The service's version that the edit began with.
            wanted: What the webhook is to be; None leaves a value as it is.

        Raises:
            InputError: A value can't be one of a webhook.
            WebhookChanged: The service no longer has ``base``.
            ApiError: The service refuses; nothing is changed.
        """
        _check(wanted)
        if (wanted.status or base.status) != _OFF:
            await self.check_url(base.url, kept=True)
        current = await self.get(base.url)
        if current is not None and not changed(current, wanted):
            return current  # saved already, perhaps by a call whose answer was lost
        if current is None or _kept(current) != _kept(base):
            raise WebhookChanged(base.url, base, current)
        return await self.save(_sent(current, wanted))

    async def switch(self, url: str, status: str) -> Webhook:
        """Make a webhook ``active`` or ``disabled``; everything else stays as the service has it.

        Raises:
            WebhookChanged: It was deleted meanwhile.
            InputError: It would be called with a key in its URL.
            ApiError: The service refuses; nothing is changed.
        """
        current = await self.get(url)
        if current is None:
            raise WebhookChanged(url)
        if current.status == status:
            return current
        if status != _OFF:
            await self.check_url(url, kept=True)
        return await self.save(WebhookSettings(url=url, status=status))

    async def delete(self, url: str) -> None:
        """Delete a webhook (reference: webhook-delete); one already gone is fine."""
        try:
            await (await self._api()).delete(url)
        except ApiError as error:
            if error.code != NO_SUCH_WEBHOOK:
                raise

    async def check_url(self, url: str, *, kept: bool = False) -> None:
        """Refuse a URL that holds a key; nobody is asked for one.

        Args:
            url: A webhook's.
            kept: The service has it already: then what only looks like a key is let be.

        Raises:
            InputError: It holds one.
        """
        from ue_console.services.url_secrets import check_no_key

        check_no_key(url, await self._accounts.held(), kept=kept)

    async def _api(self) -> WebhooksApi:
        return (await self._accounts.client(self._account)).webhooks


def changed(base: Webhook, wanted: WebhookSettings) -> dict[str, Any]:
    """What of ``wanted`` differs from ``base``: field → the new value."""
    values = {name: getattr(wanted, name) for name in _SET}
    differing = {
        name: value for name, value in values.items() if value is not None and value != getattr(base, name)
    }
    if wanted.events is not None and _events(wanted.events) != _events(base.events):
        differing["events"] = wanted.events
    return differing


def _sent(base: Webhook, wanted: WebhookSettings) -> WebhookSettings:
    differing = changed(base, wanted)
    if base.status == _OFF:
        # The reference calls “active” the default: left out, it might switch the webhook on.
        differing.setdefault("status", base.status)
    return WebhookSettings(url=base.url, **differing)


def _kept(webhook: Webhook) -> dict[str, Any]:
    """What counts as a change; what is not asked for equals what is absent."""
    return {name: getattr(webhook, name) for name in _SET} | {"events": _events(webhook.events)}


def _events(events: Events) -> dict[str, Any]:
    found = {"email_status": set(events.email_status or ()), "spam_block": set(events.spam_block or ())}
    return {name: value for name, value in {**(events.model_extra or {}), **found}.items() if value}


def _check(settings: WebhookSettings) -> None:
    parallel, events = settings.max_parallel, settings.events
    if parallel is not None and not LEAST_PARALLEL <= parallel <= MOST_PARALLEL:
        raise InputError(
            f"{parallel} calls at once are not possible.",
            f"Type a number from {LEAST_PARALLEL} to {MOST_PARALLEL}.",
            field="max_parallel",
        )
    if events is not None and not _events(events):
        raise InputError("The webhook asks for no events.", "Choose one at least.", field="events")
