"""``ue-console webhooks delete``: asks first, and offers to disable the webhook instead."""

import argparse
import asyncio
import json
import sys
from typing import Final

from ue_console.cli.asking import asked
from ue_console.cli.output import say, write
from ue_console.cli.webhooks_account import desk
from ue_console.cli.webhooks_doubt import changing
from ue_console.cli.webhooks_get import as_lines, check_typed, named, none_such
from ue_console.errors import InputError
from ue_console.models.account import Account
from ue_console.models.unione.webhook import Webhook
from ue_console.services.url_secrets import shown_url

_DELETE: Final = "delete"
_DISABLE: Final = "disable"
_SAID: Final = {
    "deleted": "is deleted",
    "disabled": "is disabled: it is not called, and its settings stay",
    "kept": "stays as it is",
}


def run(arguments: argparse.Namespace) -> int:
    """Delete it, or what was chosen instead.

    Returns:
        0 when it is deleted or disabled, 1 when it stays as it is.

    Raises:
        InputError: There is no such webhook, or nobody can be asked.
        ReadOnly: The account is read-only, or all are for this run.
        ConsoleError: The service refuses, or it, the account or its key can't be had.
    """
    check_typed(arguments.url)
    if not arguments.yes and not (sys.stdin is not None and sys.stdin.isatty()):
        raise InputError(
            "Nobody can be asked here whether to delete it.",
            "Give --yes; or disable it: 'ue-console webhooks set URL --status disabled'.",
        )
    account, url, done = asyncio.run(_delete(arguments))
    if arguments.json:
        write(json.dumps({"account": account.name, "url": shown_url(url), "done": done}, indent=2) + "\n")
    else:
        write(f"{named(url, account)} {_SAID[done]}.\n")
    return 1 if done == "kept" else 0


async def _delete(arguments: argparse.Namespace) -> tuple[Account, str, str]:
    async with desk(read_only=arguments.open_read_only) as found:
        account = found.needed(arguments.as_account)
        found.check_writable(account)
        service = found.webhooks(account)
        url = await service.meant(arguments.url)
        webhook = await service.get(url)
        if webhook is None:
            raise none_such(account)
        chosen = _DELETE if arguments.yes else _chosen(webhook, account)
        if chosen == _DELETE:
            with changing(url, account, "deleted"):
                await service.delete(url)
            return account, url, "deleted"
        if chosen == _DISABLE and webhook.status != "disabled":
            with changing(url, account, "disabled"):
                await service.switch(url, "disabled")
            return account, url, "disabled"
        return account, url, "kept"


def _chosen(webhook: Webhook, account: Account) -> str:
    """What the operator types."""
    say(f"{named(webhook.url, account)}:\n{as_lines(webhook)}")
    say("If it is deleted, the service calls it no more and keeps none of its settings.\n")
    if webhook.status == "disabled":
        question = f"Type {_DELETE} to delete it; anything else leaves it: "
    else:
        say("If it is disabled instead, they stay, and it can be switched on again.\n")
        question = f"Type {_DISABLE} or {_DELETE}; anything else leaves it: "
    return asked(question).strip().lower()
