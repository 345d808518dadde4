"""An unsubscribed address as a row and in lines of text."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ue_console.models.unione.unsubscribed import UnsubscribedRow
from ue_console.tui.units import age, age_seconds
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line

COLUMNS: Final = (
    Column("Address"),
    Column("Unsubscribed", 16, quiet=True, from_width=56),
    Column("Age", 7, right=True, quiet=True),
)

LABEL: Final = 14
"""Cells of a row's label."""

WAY_BACK: Final = (
    ("i invites the address back: it gets a mail with a link, once a day, and only its owner can agree.", ""),
    (
        "The API takes no address off this list. The service's control panel does (Email Search), a limited "
        "number a day.",
        "quiet",
    ),
)
"""What can be done about it, and what can't."""


def row(item: UnsubscribedRow, now: datetime) -> Row:
    """Address, time, age."""
    when = item.unsubscribed_on
    address = item.address.lower()
    return Row(
        key=item.address,
        cells=(item.address, when[:16], age(when, now)),
        search=f"{address} {when}",
        order=(address, when, age_seconds(when, now)),
    )


def table_of(items: Sequence[UnsubscribedRow], now: datetime) -> tuple[dict[str, UnsubscribedRow], list[Row]]:
    """The objects by their keys, and their rows, in the same order."""
    return {item.address: item for item in items}, [row(item, now) for item in items]


def about(item: UnsubscribedRow, now: datetime) -> list[Line]:
    """Everything about one address."""
    when = item.unsubscribed_on
    old = age(when, now)
    told = f"{when} UTC, {old} ago" if old else when or "not told"
    return [
        _line("Address", item.address),
        _line("Unsubscribed", told),
        *(_line(name, str(value)) for name, value in (item.more or {}).items()),
        Line(""),
        Line("Mail to it is refused by the service."),
        *(Line(text, tone) for text, tone in WAY_BACK),
    ]


def _line(label: str, value: str) -> Line:
    return Line(f"{label:<{LABEL}}{value}", indent=LABEL)
