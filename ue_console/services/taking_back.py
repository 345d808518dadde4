"""A webhook that was set for the time of listening is taken back; the service has a short time for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from ue_console.errors import ConsoleError
from ue_console.services.url_secrets import shown_url
from ue_console.services.webhook_commands import delete_command
from ue_console.text import safe_line

if TYPE_CHECKING:
    from ue_console.services.registering import Registration

MOST: Final = 10.0
"""Seconds that the service has at the end to take the webhook back."""
SLOW: Final = 1.0
"""Seconds until an end that takes long is explained."""


async def taken_back(registration: Registration) -> str:
    """Take the webhook back, within :data:`MOST`; returns what was done, one sentence, or nothing.

    Raises:
        ConsoleError: It may still be set; the remedy is the command that removes it.
    """
    try:
        async with asyncio.timeout(MOST) as limit:
            done = await registration.end()
    except TimeoutError:
        if not limit.expired():
            raise
        raise may_be_left(registration, f"the service gave no answer within {MOST:g} s") from None
    except ConsoleError as error:
        raise may_be_left(registration, _clause(error.cause)) from error
    if registration.pending:
        raise may_be_left(registration, "the service gave no answer")
    return done


def may_be_left(registration: Registration, why: str) -> ConsoleError:
    """What is told where the webhook may stay behind.

    Args:
        registration: Set it.
        why: A clause.
    """
    url, account = safe_line(shown_url(registration.url)), registration.account.name
    next_one = f"the next 'ue-console webhooks listen' of {safe_line(account)}"
    if registration.replaced:
        return ConsoleError(
            f"The webhook {url} may still be as it was for the time of listening: {why}.",
            f"{next_one[0].upper()}{next_one[1:]} puts it back as it was before.",
        )
    command = delete_command(registration.url, account)
    return ConsoleError(
        f"The webhook {url} may still be set at the service: {why}.",
        f"This removes it, and so does {next_one}: {command}",
    )


def _clause(sentence: str) -> str:
    """A sentence as the end of another one."""
    whole = sentence.rstrip(".")
    return whole if whole[:2].isupper() else f"{whole[:1].lower()}{whole[1:]}"
