"""The one clipboard: OSC 52, through tmux where the console runs in it, with honest words."""

import base64
import os
from typing import Any, Final

from textual.app import App

from ue_console.services.url_secrets import shown_url
from ue_console.text import safe

LIMIT: Final = 74_000
"""Encoded bytes that terminals take at most."""


def copy(app: App[Any], text: str, what: str) -> str:
    """Offer ``text`` to the terminal's clipboard; returns what to tell the operator, a URL as it is shown."""
    encoded = base64.b64encode(safe(text).encode()).decode()
    if len(encoded) > LIMIT:
        return f"Too long for the terminal's clipboard: {what}."
    plain = f"\x1b]52;c;{encoded}\a"
    sequence, condition = plain, "if it takes it"
    if os.environ.get("TMUX"):
        # tmux takes the first with set-clipboard on, and the second with allow-passthrough on.
        sequence = f"{plain}\x1bPtmux;\x1b{plain}\x1b\\"
        condition = "if tmux has “set -g set-clipboard on”"
    driver = app._driver
    if driver is not None:
        driver.write(sequence)
    told = shown_url(text) if "://" in text else text
    shown = "." if "\n" in text else f": {safe(told)}"
    return f"Sent {what} to the terminal's clipboard, {condition}{shown}"
