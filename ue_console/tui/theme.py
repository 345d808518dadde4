"""The console's own themes: one accent for focus, red, amber and green only for state.

Greys have less than 15 % saturation: then they stay greys where there are only 256 colours.
"""

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="ue-dark",
    primary="#7aa2c8",
    secondary="#8a93a3",
    accent="#7aa2c8",
    warning="#d7a24a",
    error="#e06c75",
    success="#7fb77e",
    foreground="#d5d8de",
    background="#16181c",
    surface="#16181c",
    panel="#22262b",
    dark=True,
    variables={
        "line": "#39414b",
        "quiet": "#8a93a3",
        "cursor-row": "#2b3138",
        "input-cursor-background": "#d5d8de",
        "input-selection-background": "#35506b",
        "scrollbar": "#39414b",
        "scrollbar-background": "#16181c",
        "scrollbar-corner-color": "#16181c",
    },
)

SIXTEEN: Final = Theme(
    name="ue-16",
    primary="#00ffff",
    secondary="#c0c0c0",
    accent="#00ffff",
    warning="#ffff00",
    error="#ff0000",
    success="#00ff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    dark=True,
    variables={
        "line": "#808080",
        "quiet": "#c0c0c0",
        "cursor-row": "#000080",
        "input-cursor-background": "#ffffff",
        "input-selection-background": "#808080",
        "scrollbar": "#808080",
        "scrollbar-background": "#000000",
        "scrollbar-corner-color": "#000000",
    },
)
"""For terminals with sixteen colours: each is exactly one of them."""

LIGHT: Final = Theme(
    name="ue-light",
    primary="#1f5f99",
    secondary="#5b6470",
    accent="#1f5f99",
    warning="#8f5a00",
    error="#b3261e",
    success="#2c6e2f",
    foreground="#1d2127",
    background="#fbfbf9",
    surface="#fbfbf9",
    panel="#eceef0",
    dark=False,
    variables={
        "line": "#c3c8ce",
        "quiet": "#5b6470",
        "cursor-row": "#dde7f1",
        "input-cursor-background": "#1d2127",
        "input-selection-background": "#b9d2ea",
        "scrollbar": "#c3c8ce",
        "scrollbar-background": "#fbfbf9",
        "scrollbar-corner-color": "#fbfbf9",
    },
)
