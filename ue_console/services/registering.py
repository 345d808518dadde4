"""A webhook for the time of listening: set at the beginning, and what stood before put back at the end.

What is to be put back is on disk before the service is asked, and what a killed listener left behind is
put back when the next one begins. A webhook that was changed meanwhile is left alone, and how to have it as
it was is told.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ue_console.errors import ApiError, ConsoleError, ServiceFault, WireError
from ue_console.errors import Unreachable as NothingSent
from ue_console.models.unione.webhook import EMAIL_STATUSES, SPAM_BLOCK, Events, Webhook, WebhookSettings
from ue_console.services.url_secrets import check_no_password, shown_url
from ue_console.services.webhook_commands import delete_command, set_command
from ue_console.services.webhook_url import checked_url
from ue_console.services.webhooks import STOPPED, changed
from ue_console.store.registrations import Record, Registered, held_now, is_held, left_behind
from ue_console.text import safe_line

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.services.webhooks import Webhooks

PARALLEL: Final = 20
"""Calls at once: more than usual, and few enough for a tunnel."""

_LOOK: Final = 0.5
"""Seconds until it is looked again whether the service has set what it was asked to set."""
_AT_ONCE: Final = 3.0
"""Seconds in which what may be set is put back before the lost answer is told."""
_LATEST: Final = 600.0
"""Seconds after which a service no longer carries out what it gave no answer to."""


class Registration:
    """One webhook of one account.

    Args:
        webhooks: The account's.
        account: Whose webhook it is.
        folder: Where what is to be put back is kept (``Paths.listening_dir``).
        url: What the service is to call; it leads to the listener.
    """

    def __init__(self, webhooks: Webhooks, account: Account, folder: Path, url: str) -> None:
        self._webhooks = webhooks
        self.account = account
        self.url = url
        """As it was typed."""
        self._folder = folder
        self._record: Record | None = None
        self._known: Registered | None = None
        self._answered = False
        self.pending = False
        """Whether there is something to put back."""

    @property
    def replaced(self) -> bool:
        """Whether a webhook stood at the URL before."""
        return self._known is not None and self._known.before is not None

    async def begin(self) -> str:
        """Set the webhook; returns what was done, one sentence.

        Raises:
            InputError: The URL can't be one of a webhook.
            ConsoleError: Another listener has set it.
            StateError: What is to be put back can't be kept; nothing is set.
            ApiError, WireError: What the service or the line to it says.
        """
        url = checked_url(self.url)
        await self._webhooks.check_url(url)
        check_no_password(url)
        known = Registered(self.account.name, self.account.base_url, url, None)
        if is_held(self._folder, known):
            raise ConsoleError(
                f"Another listener on this machine has set the webhook {_shown(url)}.",
                "End it, or register another URL.",
            )
        known = replace(known, before=await self._webhooks.get(url))
        self._record, self._known = Record.new(self._folder, known), known
        self.pending = True
        await self._set(wanted(url))
        whose = f"The webhook {_shown(url)} of {safe_line(self.account.name)}"
        if known.before is None:
            return f"{whose} is set for the time of listening."
        return f"{whose} is set for the time of listening, and then put back as it was."

    async def end(self) -> str:
        """Put back what stood before; returns what was done, one sentence, or nothing to say.

        Where the service has not answered yet whether it set the webhook, this lasts until it is seen set.

        Raises:
            ApiError, WireError: The service could not be told; the next listener tells it.
        """
        record, known = self._record, self._known
        if record is None or known is None:
            return ""
        self._record = None
        try:
            done = await self._settled(known)
        except BaseException:
            record.close()
            raise
        record.remove()
        self.pending = False
        return done

    async def _settled(self, known: Registered) -> str:
        """Put it back as soon as it is there or can't come any more; returns what was done."""
        while True:
            if done := await put_back(self._webhooks, known, answered=self._answered):
                return done
            await asyncio.sleep(_LOOK)

    async def _set(self, settings: WebhookSettings) -> None:
        assert self._record is not None
        assert self._known is not None
        try:
            made = await self._webhooks.save(settings)
        except (ServiceFault, WireError) as error:
            if isinstance(error, NothingSent):
                self._forget()
            else:  # it may be set, now or later
                with suppress(ConsoleError, TimeoutError):
                    async with asyncio.timeout(_AT_ONCE):
                        await self.end()
            raise
        except ConsoleError:
            self._forget()
            raise
        self._answered = True
        with suppress(ApiError, WireError):
            # The time of the change as the service keeps it: it is what tells another's change.
            made = await self._webhooks.get(settings.url) or made
        self._known = replace(self._known, made=made)
        self._record.add(self._known)

    def _forget(self) -> None:
        if self._record is not None:
            self._record.remove()
            self._record = None
            self.pending = False


async def put_back_left(webhooks: Webhooks, account: Account, folder: Path) -> AsyncIterator[str]:
    """Put back what listeners of this account left that were killed; one sentence for each.

    Raises:
        ApiError, WireError: The service could not be told; the rest waits for the next time.
    """
    mine = (account.name, account.base_url)
    held = {(each.account, each.url) for each in held_now(folder)}
    for record in left_behind(folder):
        known = record.read()
        if known is None:
            record.remove()
        elif (known.account, known.base_url) != mine or (known.account, known.url) in held:
            record.close()
        else:
            try:
                answered = known.made is not None or record.age() > _LATEST
                done = await put_back(webhooks, known, answered=answered)
            except BaseException:
                record.close()
                raise
            if not done:
                record.close()
                continue
            record.remove()
            yield f"An earlier listener had left a webhook. {done}"


async def put_back(webhooks: Webhooks, known: Registered, *, answered: bool) -> str:
    """Delete the webhook, or set it as it was; returns what was done, one sentence.

    Args:
        webhooks: The account's.
        known: What the listener asked for, and what stood before.
        answered: Whether the service has said that it is set. If not, what stands as before proves
            nothing: it may be set in the next moment, and empty is returned.

    Raises:
        ApiError, WireError: What the service or the line to it says.
    """
    shown, current = f"The webhook {_shown(known.url)}", await webhooks.get(known.url)
    if current is None:
        return f"{shown} is gone already." if answered else ""
    if known.before is not None and _alike(known.before, current):
        untouched = _marks(known.before) == _marks(current)
        return f"{shown} is as it was." if answered or not untouched else ""
    if not _ours(known, current):
        return f"{shown} was changed meanwhile, and stays as it is. {_way_back(known)}"
    if known.before is None:
        await webhooks.delete(known.url)
        return f"{shown} is removed."
    settings = settings_of(known.before)
    await webhooks.save(settings)
    if settings.status != known.before.status:
        return f"{shown} is as it was, but disabled: {_why_disabled(known.before)}."
    return f"{shown} is as it was."


def wanted(url: str) -> WebhookSettings:
    """What a listener asks for: everything."""
    return WebhookSettings(
        url=url,
        status="active",
        event_format="json_post",
        delivery_info=1,
        single_event=0,
        max_parallel=PARALLEL,
        events=Events(email_status=list(EMAIL_STATUSES), spam_block=list(SPAM_BLOCK)),
    )


def settings_of(webhook: Webhook) -> WebhookSettings:
    """What sets a webhook as it was, as near as the service lets it."""
    silent = not (webhook.events.email_status or webhook.events.spam_block)
    return WebhookSettings(
        url=webhook.url,
        status="disabled" if silent or webhook.status == STOPPED else webhook.status,
        event_format=webhook.event_format,
        delivery_info=webhook.delivery_info,
        single_event=webhook.single_event,
        max_parallel=webhook.max_parallel,
        events=None if silent else webhook.events,
    )


def _way_back(known: Registered) -> str:
    if known.before is None:
        return f"There was none before; this removes it: {delete_command(known.url, known.account)}"
    command = set_command(settings_of(known.before), known.account)
    return f"This sets it as it was before: {command}"


def _why_disabled(before: Webhook) -> str:
    if before.status == STOPPED:
        return "the service had stopped it, and nobody else can"
    return "it asked for no events, and the service takes none such"


def _ours(known: Registered, current: Webhook) -> bool:
    """Whether a webhook still is what the listener set; the service may have stopped it since."""
    stopped, made = current.status == STOPPED, known.made
    if made is None:  # the answer was lost: what stands there is judged by what was asked for
        active = current.model_copy(update={"status": "active"}) if stopped else current
        return not changed(active, wanted(known.url))
    if stopped:
        made = made.model_copy(update={"status": STOPPED, "updated_at": current.updated_at})
    return _same(made, current)


def _same(one: Webhook, other: Webhook) -> bool:
    """Whether nobody has set it in between."""
    return _marks(one) == _marks(other) and _alike(one, other)


def _alike(one: Webhook, other: Webhook) -> bool:
    return one.status == other.status and not changed(other, _settings(one))


def _marks(webhook: Webhook) -> tuple[object, str]:
    return webhook.id, webhook.updated_at


def _settings(webhook: Webhook) -> WebhookSettings:
    return WebhookSettings.model_validate(webhook.model_dump(exclude={"id", "updated_at"}))


def _shown(url: str) -> str:
    return safe_line(shown_url(url))
