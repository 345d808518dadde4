"""The webhook that ``webhooks listen --register`` sets: there as long as it runs, and no longer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from shlex import quote
from typing import Final

from ue_console.cli.output import say
from ue_console.cli.signals import Signals
from ue_console.errors import ConsoleError
from ue_console.services.listening.arriving import NOT_REACHED, arrived
from ue_console.services.listening.values import Totals
from ue_console.services.ping_verdicts import shown_url
from ue_console.services.registering import Registration
from ue_console.text import safe_line

MOST: Final = 10.0
"""Seconds that the service has at the end to take the webhook back."""
_SLOW: Final = 1.0
"""Seconds until an end that takes long is explained."""
_TAKEN_BACK_SLOWLY: Final = (
    f"The service is slow to take the webhook back; it has {MOST:g} s, and ctrl+c again ends at once.\n"
)


async def put_back(left: AsyncIterator[str], signals: Signals, *, needed: bool) -> None:
    """Put back what killed listeners left, and tell of each; a signal breaks it off.

    Args:
        left: Puts them back.
        signals: What ends the command.
        needed: What follows needs the service as well.

    Raises:
        ConsoleError: The service could not be told, and is needed.
    """

    async def tell() -> None:
        async for line in left:
            say(f"{line}\n")

    try:
        await signals.unless_ended(tell())
    except ConsoleError as error:
        if needed:
            raise
        say(f"What a killed listener left can't be put back now. {error}\n")


@asynccontextmanager
async def registered(
    registration: Registration, totals: Callable[[], Totals], signals: Signals
) -> AsyncIterator[None]:
    """The webhook is set as long as this lasts; a signal breaks off what the service does not answer.

    Args:
        registration: Sets it, and takes it back.
        totals: The listener's counts.
        signals: What ends the command.

    Raises:
        ConsoleError: It can't be set, or may not have been taken back.
    """
    looking, before = None, totals()
    try:
        try:
            if done := await signals.unless_ended(registration.begin()):
                say(f"{done}\n")
                looking = asyncio.create_task(_look(totals, before))
            yield
        finally:
            if looking is not None:
                looking.cancel()
            await _taken_back(registration)
    except asyncio.CancelledError:
        if registration.pending:
            say(f"{_left(registration, 'nobody waited for the service to take it back')}\n")
        raise


async def _look(totals: Callable[[], Totals], before: Totals) -> None:
    """Tell where the service's check did not come here."""
    if not await arrived(totals, before):
        say(f"{NOT_REACHED}\n")


async def _taken_back(registration: Registration) -> None:
    """Take it back, within :data:`MOST`.

    Raises:
        ConsoleError: It may still be set.
    """
    slow = asyncio.get_running_loop().call_later(_SLOW, say, _TAKEN_BACK_SLOWLY)
    try:
        async with asyncio.timeout(MOST) as limit:
            if done := await registration.end():
                say(f"{done}\n")
    except TimeoutError:
        if not limit.expired():
            raise
        raise _left(registration, f"the service gave no answer within {MOST:g} s") from None
    except ConsoleError as error:
        raise _left(registration, _clause(error.cause)) from error
    finally:
        slow.cancel()
    if registration.pending:
        raise _left(registration, "the service gave no answer")


def _left(registration: Registration, why: str) -> ConsoleError:
    """What is told where the webhook may stay behind."""
    url, account = safe_line(shown_url(registration.url)), registration.account.name
    next_one = f"the next 'ue-console webhooks listen' of {safe_line(account)}"
    if registration.replaced:
        return ConsoleError(
            f"The webhook {url} may still be as it was for the time of listening: {why}.",
            f"{next_one[0].upper()}{next_one[1:]} puts it back as it was before.",
        )
    command = f"ue-console webhooks delete {quote(url)} --account {quote(safe_line(account))}"
    return ConsoleError(
        f"The webhook {url} may still be set at the service: {why}.",
        f"This removes it, and so does {next_one}: {command}",
    )


def _clause(sentence: str) -> str:
    """A sentence as the end of another one."""
    whole = sentence.rstrip(".")
    return whole if whole[:2].isupper() else f"{whole[:1].lower()}{whole[1:]}"
