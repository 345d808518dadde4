"""Theme and keys of the config file, taken at the start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ue_console.services.workspace import Workspace
    from ue_console.tui.app import ConsoleApp

TOLD_AT_ONCE: Final = 3
SECONDS: Final = 20.0
"""Long enough for three sentences."""


def take_settings(app: ConsoleApp, workspace: Workspace) -> list[str]:
    """Use theme and keys as far as they can be used.

    Returns:
        Why the rest can't, a sentence each.

    Raises:
        ConfigError: The config file can't be read or understood.
    """
    config = workspace.config_file.load()
    if not (config.theme or config.keys or config.ignored):
        return []
    from ue_console.tui.keymap import checked_keys, config_problems

    theme, keys = config.theme, config.keys
    if theme in app.available_themes:
        app.theme = theme
    app.rebound, _ = checked_keys(keys)
    app.set_keymap(app.rebound)
    return config_problems(config, workspace.config_file)


def tell_left_out(app: ConsoleApp, problems: Sequence[str]) -> None:
    """Tell the first of them, if there are any; a screen that is not composed yet would lose them."""
    if problems:
        rest = ["ue-console doctor lists all."] if len(problems) > TOLD_AT_ONCE else []
        text = "\n".join([*problems[:TOLD_AT_ONCE], *rest])
        app.notify(text, title="Left out of config.toml", severity="warning", timeout=SECONDS)
