"""``ue-console webhooks set``: a new webhook, or another setting of one that is there."""

import argparse
import asyncio
from typing import Final

from ue_console.cli.output import write
from ue_console.cli.webhooks_account import desk
from ue_console.cli.webhooks_doubt import changing
from ue_console.cli.webhooks_get import as_json, as_lines, check_typed, named
from ue_console.errors import InputError
from ue_console.models.account import Account
from ue_console.models.secret import MASK
from ue_console.models.unione.webhook import EMAIL_STATUSES, SPAM_BLOCK, Events, Webhook, WebhookSettings
from ue_console.services.webhooks import changed

_EVERYTHING: Final = Events(email_status=list(EMAIL_STATUSES), spam_block=list(SPAM_BLOCK))
"""What a new webhook asks for where nothing is said of events."""
_SAID: Final = {
    "added": "is set",
    "changed": "is changed",
    "unchanged": "is so already, and nothing was changed",
}


def run(arguments: argparse.Namespace) -> int:
    """Set it, and print it as the service has it then.

    Raises:
        InputError: A value can't be one of a webhook.
        ReadOnly: The account is read-only, or all are for this run.
        ConsoleError: The service refuses, or it, the account or its key can't be had.
    """
    account, webhook, done = asyncio.run(_set(arguments))
    if arguments.json:
        write(as_json(account, webhook, done))
    else:
        write(f"{named(webhook.url, account)} {_SAID[done]}.\n{as_lines(webhook)}")
    return 0


async def _set(arguments: argparse.Namespace) -> tuple[Account, Webhook, str]:
    check_typed(arguments.url)
    statuses = _statuses(arguments.events)
    async with desk(read_only=arguments.open_read_only) as found:
        account = found.needed(arguments.as_account)
        found.check_writable(account)
        service = found.webhooks(account)
        url = await service.meant(arguments.url)
        # Disabling is the cure; and where dots were typed, the service has the URL already.
        if arguments.status != "disabled" and MASK not in arguments.url:
            await service.check_url(url, kept=True)
        before = await service.get(url)
        wanted = _wanted(arguments, url, statuses, before)
        if before is None:
            with changing(url, account, "set"):
                return account, await service.add(wanted), "added"
        if not changed(before, wanted):
            return account, before, "unchanged"
        with changing(url, account, "changed"):
            return account, await service.change(before, wanted), "changed"


def _wanted(
    arguments: argparse.Namespace, url: str, statuses: list[str] | None, before: Webhook | None
) -> WebhookSettings:
    return WebhookSettings(
        url=url,
        status=arguments.status,
        event_format=arguments.event_format,
        delivery_info=arguments.delivery_info,
        single_event=arguments.single_event,
        max_parallel=arguments.max_parallel,
        events=_events(statuses, arguments.spam_block, before),
    )


def _events(statuses: list[str] | None, spam_block: int | None, before: Webhook | None) -> Events | None:
    """What was typed, in the place of what stands; None leaves all as it stands."""
    if statuses is None and spam_block is None:
        return None if before else _EVERYTHING
    # Who names statuses of a new webhook, names all that it is to tell.
    first = Events(email_status=list(EMAIL_STATUSES)) if before is None else before.events
    update: dict[str, list[str] | None] = {}
    if statuses is not None:
        update["email_status"] = statuses or None
    if spam_block is not None:
        update["spam_block"] = list(SPAM_BLOCK) if spam_block else None
    return first.model_copy(update=update)


def _statuses(typed: str | None) -> list[str] | None:
    """The statuses that were typed, in the order of a mail's life; None where none were.

    Raises:
        InputError: There is no such status.
    """
    if typed is None:
        return None
    names = [name for name in (part.strip().lower() for part in typed.split(",")) if name]
    if names in (["all"], ["none"]):
        return list(EMAIL_STATUSES) if names == ["all"] else []
    unknown = [name for name in names if name not in EMAIL_STATUSES]
    if unknown or not names:
        what = f"There is no status {unknown[0]}." if unknown else "--events names no status."
        raise InputError(what, f"Give some of {', '.join(EMAIL_STATUSES)}; all, or none.", field="events")
    return [name for name in EMAIL_STATUSES if name in names]
