"""Unsubscribed addresses (reference: unsubscribed-set, -check, -list)."""

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
