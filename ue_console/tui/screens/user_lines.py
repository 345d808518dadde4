"""A user of an app as a row and in lines of text."""

from collections.abc import Iterator
from typing import Final

from ue_console.services.users import User
from ue_console.tui.account_words import home_of
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line

COLUMNS: Final = (
    Column("Name"),
    Column("Id", enough=36, middle=True, quiet=True),
    Column("Secret", 14),
)

HELD: Final = "✓ held here"
NOT_HELD: Final = "– not held"
OVER: Final = "– session over"
"""It was kept for a session that has ended."""

LABEL: Final = 10
"""Cells of a row's label."""


def row(item: User) -> Row:
    """Name, id, whether its secret is held."""
    secret = HELD if item.held else OVER if item.over else NOT_HELD
    return Row(
        key=item.id,
        cells=(item.name or "–", item.id, secret),
        tones=("" if item.name else "quiet", "", "good" if item.held else ""),
        search=f"{item.name} {item.id} {secret[2:]}".lower(),
        order=(item.name.lower() or "\uffff", item.id, secret),
    )


def about(item: User, connections: str) -> list[Line]:
    """What is known of a user.

    Args:
        item: The user.
        connections: How many it has, in words; empty while that is not asked.
    """
    return [*_rows(item, connections), Line(""), *_hints(item)]


def _rows(item: User, connections: str) -> Iterator[Line]:
    rows = [("Id", item.id)]
    if item.account is None:
        rows.append(("Secret", "not held here"))
    elif item.over:
        rows += [("Secret", "not held: it was kept for one session"), ("Account", item.account.name)]
    else:
        rows += [
            ("Secret", f"held here, {item.account.key_hint}"),
            ("Kept in", home_of(item.account)),
            ("Account", item.account.name),
        ]
    if connections:
        rows.append(("Channels", connections))
    yield from (Line(f"{label:<{LABEL}}{value}", indent=LABEL) for label, value in rows)


def _hints(item: User) -> Iterator[Line]:
    if item.held:
        yield Line("a works as this user, with connections of its own; esc there comes back.", "quiet")
    else:
        text = "The service tells a secret only once. With the user's user:// address, i imports it."
        yield Line(text, "quiet")
