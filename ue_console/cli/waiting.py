"""What a command waits for is said, where that takes long."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

from ue_console.cli.output import say
from ue_console.models.account import Account
from ue_console.text import safe_line

SLOW: Final = 2.0
"""Seconds of silence after which it is said."""


def said_if_slow(what: str) -> asyncio.TimerHandle:
    """Say on stderr what is waited for, unless that is cancelled soon."""
    return asyncio.get_running_loop().call_later(SLOW, say, f"Waiting for {what}.\n")


@contextmanager
def waiting_for(what: str) -> Iterator[None]:
    """Say on stderr what is waited for, if what is done inside takes long."""
    slow = said_if_slow(what)
    try:
        yield
    finally:
        slow.cancel()


def service_of(account: Account) -> str:
    """Whom a command waits for: the host of the account's service."""
    return safe_line(urlsplit(account.base_url).netloc or account.base_url)
