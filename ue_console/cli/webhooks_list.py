"""``ue-console webhooks list``."""

import argparse
import asyncio
import json
from collections.abc import Iterator, Sequence
from typing import Final

from ue_console.cli.output import say, write
from ue_console.cli.webhooks_account import desk
from ue_console.models.account import Account
from ue_console.models.unione.webhook import EMAIL_STATUSES, Webhook
from ue_console.rendering.display_width import display_width, padded
from ue_console.services.url_secrets import shown_url, shown_webhook
from ue_console.services.webhooks import STOPPED
from ue_console.text import safe_line

_HEADINGS: Final = ("STATUS", "EVENTS", "FORMAT", "PARALLEL", "CHANGED (UTC)", "URL")
WHY_STOPPED: Final = (
    "Stopped by the service: for 24 hours every call failed, with 10 events or more. Mend the handler, "
    "try it with 'ue-console webhooks ping URL', then switch the webhook on with "
    "'ue-console webhooks set URL --status active'.\n"
)
"""What is told of a webhook that is stopped, and the way back."""


def run(arguments: argparse.Namespace) -> int:
    """Print the webhooks.

    Raises:
        ConsoleError: The account, its key or the service can't be had.
    """
    account, webhooks = asyncio.run(_read(arguments))
    if arguments.json:
        write(as_json(account, webhooks))
        return 0
    write(as_lines(webhooks) if webhooks else f"{safe_line(account.name)} has no webhooks.\n")
    if any(webhook.status == STOPPED for webhook in webhooks):
        say(WHY_STOPPED)
    return 0


async def _read(arguments: argparse.Namespace) -> tuple[Account, list[Webhook]]:
    async with desk(read_only=arguments.open_read_only) as found:
        account = found.needed(arguments.as_account)
        return account, await found.webhooks(account).all()


def as_lines(webhooks: Sequence[Webhook]) -> str:
    """A table with a heading."""
    rows = [_HEADINGS, *map(_row, webhooks)]
    widths = [max(display_width(row[place]) for row in rows) for place in range(len(_HEADINGS))]
    return "".join("  ".join(map(padded, row, widths)).rstrip() + "\n" for row in rows)


def as_json(account: Account, webhooks: Sequence[Webhook]) -> str:
    """``{"account": …, "webhooks": […]}``, each webhook as the service has it, its URL as it is shown."""
    rows = [shown_webhook(webhook).model_dump(mode="json") for webhook in webhooks]
    return json.dumps({"account": account.name, "webhooks": rows}, indent=2) + "\n"


def _row(webhook: Webhook) -> tuple[str, ...]:
    form = "gzip" if webhook.event_format.endswith("gzip") else "JSON"
    return (
        safe_line(webhook.status),
        ", ".join(events_words(webhook)) or "none",
        f"{form}, single" if webhook.single_event else form,
        str(webhook.max_parallel),
        safe_line(webhook.updated_at),
        safe_line(shown_url(webhook.url)),
    )


def events_words(webhook: Webhook) -> Iterator[str]:
    """What it asks for: each status, or that it is all of them; and spam blocks."""
    asked = webhook.events.email_status or []
    if set(EMAIL_STATUSES) <= set(asked):
        yield "all statuses"
    else:
        yield from map(safe_line, asked)
    if webhook.events.spam_block:
        yield "spam blocks"
