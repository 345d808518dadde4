"""The README's table of keys, made from the actions: ``python -m tests.keytable`` writes it."""

import re
from pathlib import Path
from typing import Final

from ue_console.tui.commands import ACTIONS, key_label

README: Final = Path(__file__).parent.parent / "README.md"
_PLACE: Final = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.DOTALL)


def table() -> str:
    """One row an action, in the order of help."""
    rows = ["| name | key | does |", "|---|---|---|"]
    for action in ACTIONS.values():
        keys = ", ".join(f"`{key_label(key)}`" for key in action.keys.split(","))
        rows.append(f"| {action.id} | {keys} | {action.help} |")
    return "\n".join(rows) + "\n"


def written(text: str) -> str:
    """The README with the table as it should be."""
    return _PLACE.sub(lambda place: place[1] + table() + place[2], text)


if __name__ == "__main__":
    README.write_text(written(README.read_text("utf-8")), "utf-8")
