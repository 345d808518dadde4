"""The console's own two themes: one accent for focus, red, amber and green only for state."""

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
    background="#15181d",
    surface="#15181d",
    panel="#20252c",
    dark=True,
    variables={
        "line": "#39414b",
        "quiet": "#8a93a3",
        "cursor-row": "#27313d",
        "input-cursor-background": "#d5d8de",
        "input-selection-background": "#35506b",
        "scrollbar": "#39414b",
        "scrollbar-background": "#15181d",
        "scrollbar-corner-color": "#15181d",
    },
)

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
