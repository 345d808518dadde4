"""A change of a webhook that ctrl+c ends under way: what is told of it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from shlex import quote

from ue_console.cli.telling import tell
from ue_console.cli.webhooks_get import named
from ue_console.models.account import Account
from ue_console.services.url_secrets import shown_url
from ue_console.text import safe_line


@contextmanager
def changing(url: str, account: Account, done: str) -> Iterator[None]:
    """Say that the change may be done where it ends before the service's answer is there.

    Args:
        url: The webhook's.
        account: Whose webhook it is.
        done: What it may be by then: ``set``.
    """
    try:
        yield
    except asyncio.CancelledError:
        shown, owner = quote(safe_line(shown_url(url))), quote(safe_line(account.name))
        tell(
            f"{named(url, account)} may be {done}: this ended before the service's answer was there. "
            f"This shows what the service has: ue-console webhooks get {shown} --account {owner}\n"
        )
        raise
