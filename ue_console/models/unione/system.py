"""Whose key it is, and the period's use (reference: system-info)."""

from ue_console.models.base import Model


class Accounting(Model):
    """The accounting period; only account keys see it."""

    period_start: str
    """``YYYY-MM-DD hh:mm:ss`` UTC."""
    period_end: str
    emails_included: int
    emails_sent: int
    """May exceed ``emails_included`` (overage)."""


class SystemInfo(Model):
    """The answer to ``system/info``."""

    user_id: int
    email: str
    project_id: str | None = None
    """Present only for a project key."""
    project_name: str | None = None
    accounting: Accounting | None = None
