"""A project in lines of text."""

from collections.abc import Iterable
from typing import Final

from ue_console.models.account import Account
from ue_console.models.unione.project import Project
from ue_console.tui.account_words import home_of
from ue_console.tui.widgets.text_view import Line

LABEL: Final = 13
"""Cells of a row's label."""


def about(item: Project, held: Account | None) -> list[Line]:
    """What the service says of it, and where its key is.

    Args:
        item: The project.
        held: The account that it is worked as, if its key is kept here.
    """
    return [
        *_row("Id", item.id),
        *_row("Created", f"{item.reg_time} UTC" if item.reg_time else "not told"),
        *_sending(item),
        *_row("Unsubscribe", _footer(item)),
        Line(""),
        *_row("Key", item.api_key.hint if item.api_key.reveal() else "not told by the service"),
        *_row("Kept in", home_of(held) if held else "not here yet; a takes it"),
        *(_row("Account", held.name) if held else ()),
        Line(""),
        Line("a works as this project, with templates,", "quiet"),
        Line("domains and unsubscribed of its own;", "quiet"),
        Line("esc goes back to the account.", "quiet"),
    ]


def _row(label: str, value: str, warn: bool = False) -> Iterable[Line]:
    yield Line(f"{label:<{LABEL}}{value}", "warn" if warn else "", indent=LABEL)


def _sending(item: Project) -> Iterable[Line]:
    if item.send_enabled:
        return _row("Sending", "✓ on")
    return _row("Sending", "✗ off: its mail is refused", warn=True)


def _footer(item: Project) -> str:
    if item.custom_unsubscribe_url_enabled:
        return "its own link, or none"
    return "the service's footer in every mail"
