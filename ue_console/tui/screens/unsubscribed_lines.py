"""An unsubscribed address as a row and in lines of text."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from ue_console.models.unione.unsubscribed import UnsubscribedRow
from ue_console.services.pacing import sorted_in_pieces
from ue_console.tui.units import age
from ue_console.tui.widgets.light_rows import LightRow, LightRows
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


def light_row(item: UnsubscribedRow) -> LightRow:
    """Address, what the filter looks through, time."""
    address, when = item["address"], item.get("unsubscribed_on") or ""
    return address, f"{address} {when}".lower(), when


def full_row(now: datetime, light: LightRow) -> Row:
    """Address, time, age."""
    address, search, when = light
    return Row(address, (address, when[:16], age(when, now)), search=search)


def rows_of(items: Sequence[UnsubscribedRow], now: datetime) -> tuple[dict[str, UnsubscribedRow], LightRows]:
    """All of them by their keys, and as rows in the same order."""
    return {item["address"]: item for item in items}, LightRows(
        [light_row(item) for item in items], partial(full_row, now)
    )


def ordered(rows: LightRows, column: int) -> LightRows:
    """The rows by a column; by their age the newest come first."""
    if column == 0:
        return rows.other(list(sorted_in_pieces(rows.light, lambda light: light[1])))
    return rows.other(list(sorted_in_pieces(rows.light, lambda light: light[2], reverse=column == 2)))


def about(item: UnsubscribedRow, now: datetime) -> list[Line]:
    """Everything about one address."""
    when = item.get("unsubscribed_on") or ""
    old = age(when, now)
    others = ((name, value) for name, value in item.items() if name not in UnsubscribedRow.__annotations__)
    return [
        _line("Address", item["address"]),
        _line("Unsubscribed", f"{when} UTC" if old else when or "not told"),
        *([_line("", f"{old} ago")] if old else []),
        *(_line(name, str(value)) for name, value in others),
        Line(""),
        Line("Mail to it is refused by the service."),
        *(Line(text, tone) for text, tone in WAY_BACK),
    ]


def _line(label: str, value: str) -> Line:
    return Line(f"{label:<{LABEL}}{value}", indent=LABEL)
