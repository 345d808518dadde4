"""Unsubscribed addresses (reference: unsubscribed-set, -check, -list)."""

from typing import NotRequired, TypedDict

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


class UnsubscribedRow(TypedDict):
    """The same as it is read: an answer can have hundreds of thousands, and this is the JSON itself.

    A model takes ten times the room, and each one is something for the garbage collector to look at.
    What a newer service adds is in it, too.
    """

    address: str
    unsubscribed_on: NotRequired[str | None]
    """``YYYY-MM-DD hh:mm:ss`` UTC."""
