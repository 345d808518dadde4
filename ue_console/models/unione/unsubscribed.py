"""Unsubscribed addresses (reference: unsubscribed-set, -check, -list)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ue_console.models.base import Model


class UnsubscribedSet(Model):
    """The answer to ``unsubscribed/set``."""

    address: str
    message: str
    """What was done: ``unsubscribed``, ``was unsubscribed``, ``was inactive``, ``added and unsubscribed``."""


class Unsubscribed(Model):
    """One row of ``unsubscribed/list``."""

    address: str
    unsubscribed_on: str
    """``YYYY-MM-DD hh:mm:ss`` UTC."""


@dataclass(frozen=True, slots=True)
class UnsubscribedRow:
    """The same as it is read: an answer can have many, and a model takes ten times the room."""

    address: str
    unsubscribed_on: str = ""
    """``YYYY-MM-DD hh:mm:ss`` UTC; empty where it is not told."""
    more: Mapping[str, Any] | None = None
    """What a newer service adds; None where it adds nothing."""

    def as_told(self) -> dict[str, Any]:
        """The row as the service gave it."""
        when = {"unsubscribed_on": self.unsubscribed_on} if self.unsubscribed_on else {}
        return {"address": self.address, **when, **(self.more or {})}
