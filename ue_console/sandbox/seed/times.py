"""Times as UniOne writes them."""

from datetime import datetime, timedelta
from typing import Final

FORMAT: Final = "%Y-%m-%d %H:%M:%S"
"""``YYYY-MM-DD hh:mm:ss``, always UTC (reference: introduction)."""


def stamp(moment: datetime) -> str:
    """``moment`` (UTC) in the API's format."""
    return moment.strftime(FORMAT)


def hours_ago(now: datetime, hours: float) -> str:
    """The API's time of ``hours`` before ``now`` (UTC)."""
    return stamp(now - timedelta(hours=hours))
