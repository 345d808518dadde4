"""The webhook that ``webhooks listen --register`` sets: there as long as it runs, and no longer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from ue_console.cli.signals import Signals
from ue_console.cli.telling import tell
from ue_console.errors import ConsoleError
from ue_console.services.listening.arriving import NOT_REACHED, arrived
from ue_console.services.listening.values import Totals
from ue_console.services.registering import Registration
from ue_console.services.taking_back import MOST, SLOW, may_be_left, taken_back


async def put_back(
    left: AsyncIterator[str], signals: Signals, waiting: Callable[[], str], *, needed: bool
) -> None:
    """Put back what earlier listeners left, and tell of each; a signal breaks it off.

    Args:
        left: Puts them back.
        signals: What ends the command.
        waiting: What is not put back, one sentence.
        needed: What follows needs the service as well.

    Raises:
        ConsoleError: The service could not be told, and is needed.
    """

    async def tell_each() -> None:
        async for line in left:
            tell(f"{line}\n")

    try:
        await signals.unless_ended(tell_each())
    except ConsoleError as error:
        if needed:
            raise
        tell(f"{waiting()} {error}\n")


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
                tell(f"{done}\n")
                looking = asyncio.create_task(_look(totals, before))
            yield
        finally:
            if looking is not None:
                looking.cancel()
            await _taken_back(registration, signals)
    except asyncio.CancelledError:
        if registration.pending:
            tell(f"{may_be_left(registration, 'nobody waited for the service to take it back')}\n")
        raise


async def _look(totals: Callable[[], Totals], before: Totals) -> None:
    """Tell where the service's check did not come here."""
    if not await arrived(totals, before):
        tell(f"{NOT_REACHED}\n")


async def _taken_back(registration: Registration, signals: Signals) -> None:
    """Take it back; tell where that takes long.

    Raises:
        ConsoleError: It may still be set.
    """
    slow = asyncio.get_running_loop().call_later(SLOW, _tell_slow, signals)
    try:
        if done := await taken_back(registration):
            tell(f"{done}\n")
    finally:
        slow.cancel()


def _tell_slow(signals: Signals) -> None:
    tell(
        f"The service is slow to take the webhook back; it has {MOST:g} s, "
        f"and {signals.again} ends at once.\n"
    )
