"""What a method is given, and what it may use."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from ue_console.sandbox.accounts import Caller
from ue_console.sandbox.mailbox import Mailbox
from ue_console.sandbox.options import ProjectRules
from ue_console.sandbox.store import Store

if TYPE_CHECKING:
    from ue_console.sandbox.dns_zones import Zones
    from ue_console.sandbox.domain_checks import Checks
    from ue_console.sandbox.events.events import Events

SUBSCRIBE: Final = "/_sandbox/subscribe/"
"""Path of the page behind the link of ``email/subscribe``, before its token."""


class Call(NamedTuple):
    """One authorised request."""

    parameters: dict[str, Any]
    """The JSON object of the body."""
    caller: Caller
    language: str
    """The path's language segment; ``en`` where there is none."""
    base_url: str
    """How the client reached the sandbox, without a slash at the end."""


class House(NamedTuple):
    """What all methods share."""

    store: Store
    mailbox: Mailbox
    now: Callable[[], datetime]
    """The time, in UTC."""
    projects: ProjectRules
    events: "Events"
    """What happens to mail after it was sent."""
    checks: "Checks"
    """Validates domains."""
    zones: "Zones"
    """What the sandbox's own DNS serves; told of each registration, whoever is asked for DNS."""
    webhook_check: bool = True
    """Whether the handler of an active webhook is asked when it is set."""


Answer: TypeAlias = dict[str, Any]
"""The members that stand beside ``status: success``."""

Method: TypeAlias = Callable[[House, Call], Awaitable[Answer]]
"""One method of the API; it raises :class:`~ue_console.sandbox.refusal.Refusal` to say no."""


def utc_now() -> datetime:
    """The time of this machine, in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """``YYYY-MM-DD hh:mm:ss``, the form of all times in the API."""
    return moment.strftime("%Y-%m-%d %H:%M:%S")
