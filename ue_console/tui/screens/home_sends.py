"""The last sends as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ue_console.services.words import Words
from ue_console.services.workspace import SendSummary
from ue_console.tui.units import age
from ue_console.tui.widgets.table import Column, Row

STATES: Final = {
    "open": ("·", "under way", ""),
    "done": ("✓", "sent", "good"),
    "partly": ("◐", "partly", "warn"),
    "stopped": ("·", "stopped", "warn"),
    "refused": ("✗", "refused", "bad"),
    "unknown": ("?", "unknown", "warn"),
}
"""State of a send → symbol, word, tone."""


def send_columns(words: Words) -> tuple[Column, ...]:
    """The columns of the last sends, in the words of their service."""
    return (
        Column("Age", 6, right=True, quiet=True),
        Column(words.head, 7, right=True),
        Column("State", 12),
        Column("What"),
    )


def send_row(send: SendSummary, when: str) -> Row:
    """One send of the journal."""
    symbol, word, tone = STATES[send.state]
    what = send.subject or send.template_name
    return Row(
        send.id, (when, f"{send.recipients:,}", f"{symbol} {word}", what), ("", "", tone, ""), what.lower()
    )


def send_rows(sends: Sequence[SendSummary], now: datetime) -> list[Row]:
    """The journal's last sends, each with its age."""
    return [send_row(send, age(send.created, now)) for send in sends]


def none_yet(places: Sequence[str]) -> str:
    """What stands in place of rows, with the keys to begin."""
    rest = ", 3 for templates" if "templates" in places else ""
    return f"None yet. Press 2 to compose{rest}." if "compose" in places else "None yet."
