"""Mail that was sent, as far as events tell of it, and what happens to it."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from ue_console.sandbox import project_records
from ue_console.sandbox.events.lives import Step

_LEAST_BYTES: Final = 500


class Owner(NamedTuple):
    """Who sent it, and whose webhooks are told."""

    account: str
    """The account's scope."""
    project_id: str | None

    @property
    def scope(self) -> str:
        """Where the owner's objects are kept."""
        if self.project_id is None:
            return self.account
        return project_records.scope_of(self.account, self.project_id)


class Mailed(NamedTuple):
    """One mail of ``email/send``; see :func:`mailed`."""

    job_id: str
    email: str
    metadata: Mapping[str, Any]
    """The message's and the recipient's own, merged."""
    opens: bool
    """Whether it can be told that the mail was read."""
    link: str
    """What its reader clicks; empty for nothing."""
    size: int
    """About the bytes that it takes."""


class Happening(NamedTuple):
    """One event."""

    mail: Mailed
    step: Step
    time: str
    """``YYYY-MM-DD hh:mm:ss`` UTC."""

    @property
    def name(self) -> tuple[str, str, Step, str]:
        """What tells it from all others."""
        return self.mail.job_id, self.mail.email, self.step, self.time


def mailed(job_id: str, email: str, metadata: Mapping[str, Any], *, opens: bool, link: str) -> Mailed:
    """A mail with its size."""
    size = sum(len(name) + len(str(value)) for name, value in metadata.items())
    return Mailed(job_id, email, metadata, opens, link, _LEAST_BYTES + len(email) + len(link) + size)
