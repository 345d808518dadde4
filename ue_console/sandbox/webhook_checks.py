"""The GET that the service makes when an active webhook is set, and what came of the last one.

The service wants HTTP 200 for it. v1.16 has a code for a host that is not found and none for a handler
that answers anything else, so that the sandbox takes the webhook and tells at ``/_sandbox/webhooks``.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Record, Store

_KIND: Final = "webhook-check"


class Told(NamedTuple):
    """What a handler made of the GET."""

    status: int | None
    """The HTTP status; None without an answer."""
    problem: str = ""
    """Why it is not as it should be; empty for 200."""


async def ask(url: str) -> Told:
    """Ask a handler.

    Raises:
        Refusal: 2713 for a host that is not found; names that end in ``.test`` are for tests and need not be.
    """
    from ue_console.sandbox import hosts, outgoing

    host = urlsplit(url).hostname or ""
    try:
        status = (await outgoing.exchange("GET", url)).status
    except outgoing.HostNotFoundError as error:
        if not hosts.is_for_tests(host):
            raise Refusal(2713, host[:100]) from error
        return Told(None, error.reason)
    except outgoing.OutgoingError as error:
        return Told(None, error.reason)
    return Told(status, "" if status == 200 else f"the handler answered {status} instead of 200")


def keep(store: Store, webhook_id: int, url: str, project_id: str | None, now: str, told: Told) -> None:
    """Keep what a handler told last; ``now`` is the API's time."""
    store.put(
        _KIND,
        "",
        str(webhook_id),
        {
            "id": webhook_id,
            "url": url,
            "project_id": project_id,
            "checked": now,
            "status": told.status,
            "problem": told.problem,
        },
    )


def forget(store: Store, webhook_id: int) -> None:
    """Drop the check of a webhook that is deleted."""
    store.delete(_KIND, "", str(webhook_id))


def last(store: Store) -> Sequence[Record]:
    """The last check of every webhook that was checked, of all accounts and projects."""
    return store.list(_KIND, "")
