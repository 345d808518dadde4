"""What is said of the addresses that a text or a file holds."""

from collections.abc import Sequence
from typing import Final

from ue_console.errors import InputError
from ue_console.models.account import Account
from ue_console.services.recipients import left_out
from ue_console.services.unsubscribed.addresses import Addresses
from ue_console.services.unsubscribed.tables import Column
from ue_console.text import plural
from ue_console.tui.account_words import danger_of
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.dialogs.pick import Pick
from ue_console.tui.widgets import table
from ue_console.tui.widgets.text_view import Line

MOST_NOTES: Final = 3
"""Lines that hold no address, told one by one."""
HOW: Final = (
    "One address a line, several with commas, or a table with an email column.",
    "Mail to them is refused from then on; the API can't take it back.",
)

_PICK: Final = (
    table.Column("Column"),
    table.Column("Addresses", 10, right=True),
    table.Column("First", quiet=True),
)


def pick_column(name: str, columns: Sequence[Column]) -> Pick:
    """Asks which column of a file is meant; answers its number."""
    rows = [
        table.Row(
            str(each.number),
            (each.name, f"{each.count:,}", each.first),
            search=f"{each.name} {each.first}".lower(),
        )
        for each in columns
    ]
    return Pick(f"Take the addresses of which column of {name}?", _PICK, rows)


def told_of(name: str, found: Addresses) -> tuple[str, str]:
    """What came of a file, and the tone to say it in."""
    parts = [f"Took {plural(len(found.addresses), 'address', 'addresses')} from {name}"]
    if not found.addresses:
        parts = [f"Took nothing: {name} holds no address"]
    if found.repeated:
        parts.append(f"{found.repeated:,} given more than once, taken once")
    if not found.problems:
        return f"{'; '.join(parts)}.", "good" if found.addresses else "warn"
    bad = found.problems[0]
    parts.append(f"left out {plural(left_out(found.problems), 'row')}")
    return f"{'; '.join(parts)}. First: row {bad.row}: {bad.cause} {bad.remedy}", "warn"


def confirm(found: Addresses, account: Account, *, beside: bool = False) -> Confirm:
    """The question before they are unsubscribed; ``beside``: while a list isn't through."""
    many = len(found.addresses) > 1
    who = plural(len(found.addresses), "address", "addresses") if many else found.addresses[0]
    text = (
        f"{who} {'are' if many else 'is'} never mailed again from {account.name}, {danger_of(account)}; "
        "the API can't take it back."
    )
    if beside:
        text += (
            " They go at once, beside the list that isn't through; what is in both is set once."
            if many
            else " It goes at once, beside the list that isn't through; if it is in both, it is set once."
        )
    if found.problems:
        count = left_out(found.problems)
        one = count == 1
        left = plural(count, "line" if found.left_out else "item")
        kept = (
            ("stays here" if one else "stay here")
            if found.left_out
            else "is left out"
            if one
            else "are left out"
        )
        text += f" {left} without an address {kept}."
    return Confirm(f"Unsubscribe {who}?", text, "Unsubscribe")


def clear(count: str) -> Confirm:
    """The question before the text is emptied."""
    text = f"{count}, and every line beside them, are taken away here. Nothing is changed at the service."
    return Confirm("Clear the addresses?", text, "Clear")


def nothing_in(found: Addresses) -> InputError:
    """Why there is nothing to unsubscribe."""
    if found.columns:
        names = ", ".join(each.name for each in found.columns)
        return InputError(
            f"It isn't clear which column holds the addresses: {names}.",
            "Call that column email in the first row, and no other.",
        )
    return InputError("There is no address here.", "Type or import some.")


def notes_of(found: Addresses) -> list[Line]:
    """Each line that holds no address, what is there twice, and how to write them."""
    bad = found.problems
    notes = [Line(f"⚠ line {each.row}: {each.cause}", "warn") for each in bad[:MOST_NOTES]]
    if len(bad) > MOST_NOTES:
        notes.append(Line(f"  and {plural(len(bad) - MOST_NOTES, 'more line')}", "quiet"))
    if found.columns:
        notes.append(Line(f"⚠ {nothing_in(found).cause}", "warn"))
    if found.repeated:
        notes.append(Line(f"· {found.repeated:,} given more than once, taken once", "quiet"))
    return [*notes, *(Line(text, "quiet") for text in HOW)]
