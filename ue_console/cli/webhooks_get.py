"""``ue-console webhooks get``: one webhook in words or as JSON."""

import argparse
import asyncio
import json
from collections.abc import Iterator
from typing import Final

from ue_console.cli.output import say, write
from ue_console.cli.webhooks_account import desk
from ue_console.cli.webhooks_list import WHY_STOPPED, events_words
from ue_console.errors import InputError
from ue_console.models.account import Account
from ue_console.models.secret import MASK
from ue_console.models.unione.webhook import Webhook
from ue_console.services.url_secrets import shown_url, shown_webhook
from ue_console.services.webhook_url import checked_url
from ue_console.services.webhooks import STOPPED
from ue_console.text import safe_line

_LABEL: Final = 10
_STATUSES: Final = {
    "active": "called at every event",
    "disabled": "not called",
    STOPPED: "stopped by the service",
}


def run(arguments: argparse.Namespace) -> int:
    """Print it.

    Raises:
        InputError: There is no such webhook.
        ConsoleError: The account, its key or the service can't be had.
    """
    account, webhook = asyncio.run(_read(arguments))
    write(as_json(account, webhook) if arguments.json else as_lines(webhook))
    if webhook.status == STOPPED and not arguments.json:
        say(WHY_STOPPED)
    return 0


async def _read(arguments: argparse.Namespace) -> tuple[Account, Webhook]:
    check_typed(arguments.url)
    async with desk(read_only=arguments.open_read_only) as found:
        account = found.needed(arguments.as_account)
        service = found.webhooks(account)
        webhook = await service.get(await service.meant(arguments.url))
    if webhook is None:
        raise none_such(account)
    return account, webhook


def check_typed(url: str) -> None:
    """Refuse at once what can't be the URL of a webhook, as it is or as it is shown.

    Raises:
        UrlNotAscii: It needs its ASCII form.
        InputError: It is none.
    """
    checked_url(url.replace(MASK, "x"))


def none_such(account: Account) -> InputError:
    """What is told where no webhook has the URL."""
    return InputError(
        f"{account.name} has no webhook with this URL.",
        "'ue-console webhooks list' shows those that it has; a project's are seen with its own account.",
        field="url",
    )


def named(url: str, account: Account) -> str:
    """``The webhook URL of ACME``."""
    return f"The webhook {safe_line(shown_url(url))} of {safe_line(account.name)}"


def as_lines(webhook: Webhook) -> str:
    """The URL, then one line a setting."""
    return "".join(f"{line}\n" for line in (safe_line(shown_url(webhook.url)), *_lines(webhook)))


def as_json(account: Account, webhook: Webhook, done: str = "") -> str:
    """``{"account": …, "webhook": {…}}``, its URL as it is shown; and what was ``done``."""
    table = {"account": account.name, "webhook": shown_webhook(webhook).model_dump(mode="json")}
    return json.dumps(table | ({"done": done} if done else {}), indent=2) + "\n"


def _lines(webhook: Webhook) -> Iterator[str]:
    meaning = _STATUSES.get(webhook.status, "")
    facts = {
        "status": f"{webhook.status}: {meaning}" if meaning else webhook.status,
        "events": ", ".join(events_words(webhook)) or "none",
        "format": webhook.event_format,
        "details": "on: SMTP answers, user agents, clicked URLs" if webhook.delivery_info else "off",
        "calls": "one event each" if webhook.single_event else "up to 100 events each",
        "parallel": f"{webhook.max_parallel} calls at once",
        "changed": f"{webhook.updated_at} UTC" if webhook.updated_at else "",
    }
    yield from (f"  {label:<{_LABEL}}{safe_line(text)}" for label, text in facts.items() if text)
