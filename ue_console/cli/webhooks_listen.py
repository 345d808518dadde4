"""``ue-console webhooks listen``: from the first line to the summary."""

import argparse
import asyncio
import errno
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final
from urllib.parse import urlsplit

from ue_console.cli import webhooks_told as told
from ue_console.cli.output import say
from ue_console.cli.signals import Signals
from ue_console.cli.webhooks_account import Desk, desk
from ue_console.cli.webhooks_show import Shower
from ue_console.errors import ConsoleError, InputError, KeyStoreError
from ue_console.models.account import Account
from ue_console.models.hosts import is_loopback
from ue_console.models.secret import Secret
from ue_console.services.listening.listener import Listener
from ue_console.services.listening_webhook import not_put_back
from ue_console.services.registering import Registration, put_back_left
from ue_console.services.webhook_url import checked_url

_SLOW: Final = 1.0
"""Seconds until an end that takes long is explained."""
_TAKEN_BACK_SLOWLY: Final = (
    "The service is slow to take the webhook back; ctrl+c again leaves that to the next listener.\n"
)


def run(arguments: argparse.Namespace) -> int:
    """Receive until a signal comes or nobody reads any more.

    Raises:
        InputError: A URL, a host or an account can't be used.
        ConsoleError: The port, the key or the service can't be had.
    """
    return asyncio.run(_run(arguments))


async def _run(arguments: argparse.Namespace) -> int:
    with Signals() as signals:
        try:
            async with desk() as found:
                return await _listen(found, arguments, signals)
        except asyncio.CancelledError:
            if not signals.impatient:
                raise
            say("Ended at once.\n")
            return 1


async def _listen(found: Desk, arguments: argparse.Namespace, signals: Signals) -> int:
    account = _account(found, arguments)
    keys = await _keys(found, account) if account and not arguments.no_check else {}
    listener = Listener(
        keys,
        found.paths.events_file,
        host=arguments.host,
        port=arguments.port,
        forward_url=arguments.forward or "",
        insecure=arguments.insecure,
    )
    async with AsyncExitStack() as ending:
        shower = await ending.enter_async_context(Shower.of(listener, found.paths, arguments, signals.end))
        url = await ending.enter_async_context(_listening(listener, arguments))
        say(told.beginning(url, account, keys, arguments))
        if account and (arguments.register is not None or not arguments.no_check):
            await ending.enter_async_context(_registered(found, account, arguments.register))
        await signals.wait()
    if not shower.left:
        say(told.summary(listener.totals))
    return 0


def _account(found: Desk, arguments: argparse.Namespace) -> Account | None:
    """The account; needed where a webhook is registered."""
    if arguments.register is None:
        return found.account(arguments.as_account)
    checked_url(arguments.register)
    return found.needed(arguments.as_account)


async def _keys(found: Desk, account: Account) -> Mapping[str, Secret]:
    try:
        return await found.listening_keys(account)
    except KeyStoreError as error:
        raise KeyStoreError(error.cause, f"{error.remedy} With --no-check no key is needed.") from error


@asynccontextmanager
async def _listening(listener: Listener, arguments: argparse.Namespace) -> AsyncIterator[str]:
    """The listener's base URL.

    Raises:
        ConsoleError: It can't listen there.
    """
    try:
        url = await listener.start()
    except ConsoleError as error:
        cause = error.__cause__
        if isinstance(cause, OSError) and cause.errno == errno.EADDRINUSE:
            raise ConsoleError(
                error.cause, "Give another with --port, or --port 0 for any free one."
            ) from error
        raise
    try:
        if arguments.forward is not None and _leads_back(arguments.forward, url):
            raise InputError("--forward leads back to this listener.", "Give the URL of your handler.")
        yield url
    finally:
        await listener.stop()


@asynccontextmanager
async def _registered(found: Desk, account: Account, url: str | None) -> AsyncIterator[None]:
    """What a killed listener left is put back; then the webhook is set, as long as this lasts."""
    webhooks, folder = found.webhooks(account), found.paths.listening_dir
    try:
        async for line in put_back_left(webhooks, account, folder):
            say(f"{line}\n")
    except ConsoleError as error:
        if url is not None:
            raise
        say(f"What a killed listener left can't be put back now. {error}\n")
    if url is None:
        yield
        return
    registration = Registration(webhooks, account, folder, url)
    try:
        say(f"{await registration.begin()}\n")
        try:
            yield
        finally:
            await _taken_back(registration)
    except asyncio.CancelledError:
        if registration.pending:
            say("What was set is put back when the next listener begins.\n")
        raise


async def _taken_back(registration: Registration) -> None:
    slow = asyncio.get_running_loop().call_later(_SLOW, say, _TAKEN_BACK_SLOWLY)
    try:
        say(f"{await registration.end()}\n")
    except ConsoleError as error:
        raise not_put_back(error.cause) from error
    finally:
        slow.cancel()


def _leads_back(url: str, own: str) -> bool:
    theirs, mine = urlsplit(url), urlsplit(own)
    return theirs.scheme == "http" and theirs.port == mine.port and is_loopback(theirs.hostname or "")
