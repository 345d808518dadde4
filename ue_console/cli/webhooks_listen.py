"""``ue-console webhooks listen``: from the first line to the summary."""

import argparse
import asyncio
import errno
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from socket import gaierror
from typing import Final

from ue_console.cli import webhooks_told as told
from ue_console.cli.output import say
from ue_console.cli.signals import Signals
from ue_console.cli.telling import tell
from ue_console.cli.webhooks_account import Desk, desk
from ue_console.cli.webhooks_registered import put_back, registered
from ue_console.cli.webhooks_show import Shower
from ue_console.cli.webhooks_statuses import unknown
from ue_console.errors import ConsoleError, InputError, KeyStoreError
from ue_console.models.account import Account
from ue_console.services.listening.forwarding import leads_back
from ue_console.services.listening.listener import Listener
from ue_console.services.listening_keys import HeldKeys
from ue_console.services.listening_webhook import not_put_back
from ue_console.services.registering import Registration, put_back_left
from ue_console.services.url_secrets import check_no_password
from ue_console.services.webhook_url import checked_url

_LAST_PORT: Final = 65535


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
            async with desk(read_only=arguments.open_read_only) as found:
                return await _listen(found, arguments, signals)
        except asyncio.CancelledError:
            if not signals.impatient:
                raise
            say("Ended at once.\n")
            return 1


async def _listen(found: Desk, arguments: argparse.Namespace, signals: Signals) -> int:
    if arguments.forward:
        await found.check_url(arguments.forward)
    account = await _account(found, arguments)
    held = await _keys(found, account) if account and not arguments.no_check else HeldKeys({})
    listener = Listener(
        held.keys,
        found.paths.events_file,
        host=arguments.host,
        port=arguments.port,
        forward_url=arguments.forward or "",
        insecure=arguments.insecure,
        keyless=held.keyless,
    )
    async with AsyncExitStack() as ending:
        ending.callback(_sum_up, listener, signals)
        await ending.enter_async_context(Shower.of(listener, found.paths, arguments, signals.end))
        url = await ending.enter_async_context(_listening(listener, arguments))
        tell(told.beginning(url, account, held.keys, arguments))
        tell(unknown(arguments.status))
        if account and (arguments.register is not None or not arguments.no_check):
            webhooks, folder = found.webhooks(account), found.paths.listening_dir
            left = put_back_left(webhooks, account, folder)
            waiting = partial(not_put_back, account, folder)
            await put_back(left, signals, waiting, needed=arguments.register is not None)
            if arguments.register is not None:
                registration = Registration(webhooks, account, folder, arguments.register)
                await ending.enter_async_context(registered(registration, lambda: listener.totals, signals))
        await signals.wait()
    return 0


def _sum_up(listener: Listener, signals: Signals) -> None:
    """Tell what came, however it ends; not where nobody reads any more."""
    if signals.came:
        tell(told.summary(listener.totals))


async def _account(found: Desk, arguments: argparse.Namespace) -> Account | None:
    """The account; needed where a webhook is registered."""
    if arguments.register is None:
        return found.account(arguments.as_account)
    url = checked_url(arguments.register)
    await found.check_url(url)
    check_no_password(url)
    account = found.needed(arguments.as_account)
    found.check_writable(account)
    return account


async def _keys(found: Desk, account: Account) -> HeldKeys:
    try:
        return await found.listening_keys(account)
    except KeyStoreError as error:
        raise KeyStoreError(error.cause, f"{error.remedy} With --no-check no key is needed.") from error


def _is_elsewhere(cause: BaseException | None) -> bool:
    """Whether a host is none of this machine, or none at all."""
    if isinstance(cause, OSError) and cause.errno == errno.EADDRNOTAVAIL:
        return True
    return isinstance(cause, gaierror | UnicodeError)


@asynccontextmanager
async def _listening(listener: Listener, arguments: argparse.Namespace) -> AsyncIterator[str]:
    """The listener's base URL.

    Raises:
        InputError: There is no such port, or the host is not this machine's.
        ConsoleError: It can't listen there.
    """
    if not 0 <= arguments.port <= _LAST_PORT:
        raise InputError(
            f"There is no port {arguments.port}.", "Give --port 1 to 65535, or 0 for any free one."
        )
    try:
        url = await listener.start()
    except ConsoleError as error:
        cause = error.__cause__
        if isinstance(cause, OSError) and cause.errno == errno.EADDRINUSE:
            raise ConsoleError(
                error.cause, "Give another with --port, or --port 0 for any free one."
            ) from error
        if _is_elsewhere(cause):
            raise InputError(
                error.cause, "Give --host 127.0.0.1, or 0.0.0.0 for every address of this machine."
            ) from error
        raise
    try:
        if arguments.forward is not None and leads_back(arguments.forward, url):
            raise InputError("--forward leads back to this listener.", "Give the URL of your handler.")
        yield url
    finally:
        await listener.stop()
