"""What is told of a watched domain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ue_console.models.unione.domain import Domain
    from ue_console.services.domains.views import DomainCheck


class Heard(StrEnum):
    """What a look brought."""

    WAITING = "waiting"
    """Not there yet; the next look is at ``due``."""
    VALIDATING = "validating"
    """DNS is right, and the service was asked to look."""
    READY = "ready"
    """Confirmed and active: the watch has ended."""
    GONE = "gone"
    """The domain is no longer registered, or another console ended the watch."""
    UNREGISTERED = "unregistered"
    """The account has no such domain, and had none when the watch began."""
    ELSEWHERE = "elsewhere"
    """Another console has looked, and the watch goes on; it alone knows what it has seen."""
    TROUBLE = "trouble"
    """The look failed; it is tried again at ``due``."""


@dataclass(frozen=True, slots=True)
class WatchNews:
    """What is told after each look."""

    name: str
    """The domain."""
    heard: Heard
    text: str
    """One or two sentences for the operator."""
    due: datetime | None = None
    """When it is looked at next, UTC; None when the watch has ended."""
    domain: Domain | None = None
    """With its statuses, if they came."""
    check: DomainCheck | None = None
    """What DNS says, if it was asked."""
