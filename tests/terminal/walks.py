"""Ways through the console, by keys alone, past everything that shows foreign text."""

from typing import Final

from tests.terminal.hostile import EVERYTHING, ONE_LINE
from tests.terminal.pty_console import PtyConsole

SIZE: Final = (120, 36)

VALUE: Final = " ".join(
    text for text in EVERYTHING.values() if len(text.splitlines()) == 1 and not set(text) & set(";,")
)
"""What may stand in a line of recipients as a value."""

PEOPLE: Final = f"""
{ONE_LINE}
ann@example.com; Value={VALUE}; to_name={VALUE}
bob@example.com; {VALUE}=1
Bob {VALUE} <bob@example.com>; x={VALUE}
blocked@example.com; Value=x
"""


def filter_all(console: PtyConsole) -> None:
    """Home, the list, every preview in turn, the filter with a hostile paste."""
    count = len(EVERYTHING) + 1
    console.shows("None yet")
    console.press("3")
    console.shows(rf"Templates +{count}\b")
    for _ in EVERYTHING:
        console.press("down")
    console.shows("PWN57.* all|PWN57.*escaped")
    console.press("/")
    console.paste(ONE_LINE)
    console.shows("PWN01.*PWN0")
    console.press("esc", "/")
    console.paste("pwn01 pwn02")
    console.shows(f"1 of {count}")
    console.press("enter")


def click_markup(console: PtyConsole) -> None:
    """Click on what would quit if it were markup: in the top line, the list, the preview, a dialog."""
    console.press("esc")
    console.shows(rf"Templates +{len(EVERYTHING) + 1}\b")
    console.press("/")
    console.paste("pwn53 action")
    console.shows("1 of ")
    console.press("enter")
    console.shows("quit.*subject")
    for text in ("quit[/]PWN50", "=app.quit…", "quit[/] from", "quit[/] subject"):
        console.click(text)
    console.press("x")
    console.shows("Delete the template")
    console.click("quit[/] action”")
    console.press("esc", "/")
    console.paste("x")
    console.shows("Nothing matches")
    console.press("esc", "/")
    console.paste("pwn01 pwn02")
    console.shows("1 of ")
    console.press("enter")


def read_template(console: PtyConsole) -> None:
    """The detail, each part of the preview, the raw JSON, the dialogs."""
    console.press("enter")
    for part in ("HTML source", "plaintext", "AMP source", "headers", "as text"):
        console.press("p")
        console.shows(part)
    console.press("v")
    console.shows("global_substitutions")
    console.press("end")
    console.shows("editor_type")
    console.press("esc", "x")
    console.shows("Delete the template")
    console.press("esc", "y")
    console.shows("Sent the template's id")
    console.press("?")
    console.shows("Every key of this screen|Keys of this screen")
    console.press("esc", "ctrl+p")
    console.shows("Search")
    console.paste(ONE_LINE)
    console.press("esc", "esc", "a")
    console.shows("Switch to which account")
    console.paste(ONE_LINE)
    console.press("esc")


def edit_template(console: PtyConsole) -> None:
    """The editor: fields, both bodies, engines, a copy saved, an edit given up."""
    console.press("d")
    console.shows("F4 plaintext")
    console.paste(ONE_LINE)
    console.shows(r"\[bold\]<p title")
    console.press("f4")
    console.shows("F4 HTML")
    console.press("f5", "f5", "ctrl+s")
    console.shows("✓ Saved")
    console.paste(ONE_LINE)
    console.press("f8")
    console.shows("Give up the edit")
    console.press("y")
    console.shows("of 49")


def compose(console: PtyConsole) -> None:
    """Compose with it: a hostile subject, hostile recipients and values, the review."""
    console.press("c")
    console.shows(r"\[message\]")
    console.paste(ONE_LINE)
    console.press("f4", "ctrl+s")
    console.shows("One a line")
    console.paste(PEOPLE)
    console.shows("3 recipients")
    console.press("tab")
    console.paste(ONE_LINE)
    console.press("ctrl+s")
    console.shows(r"\[review\]")
    console.shows("to mend|Ready to send")
    console.press("p", "right", "p", "/")
    console.shows("Find a recipient")
    console.paste(ONE_LINE)
    console.press("enter")
    console.shows("No recipient matches")
    console.press("v")
    console.shows("email/send")
    console.press("end", "esc", "end")


def accounts(console: PtyConsole) -> None:
    """The list of accounts and the form, with a hostile paste in each field."""
    console.press("9")
    console.shows("Kept in")
    console.press("x")
    console.shows("Remove the account")
    console.press("esc", "n")
    console.shows("New account")
    console.paste(ONE_LINE)
    console.press("ctrl+s")
    console.shows("✗")
    console.press("esc", "esc")
    console.shows("Leave without saving")
    console.press("y", "1")
    console.shows("A message is begun")
