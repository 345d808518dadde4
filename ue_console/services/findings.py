"""What is to be said about a message before it is sent."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the operator should know."""

    severity: Severity
    """``error``: it can't be sent so; ``warning``: look twice; ``note``: good to know."""
    field: str
    """The API's path, such as ``recipients[3].email``; empty when it concerns all."""
    cause: str
    """One sentence."""
    remedy: str = ""
    """One sentence."""
    recipient: int | None = None
    """Index in ``message.recipients`` (from 0), where one is concerned."""
    code: int | None = None
    """The API code that the message would draw."""
