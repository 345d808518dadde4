"""What is shown while the console ends, and waits for the service."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from ue_console.services.taking_back import MOST
from ue_console.text import safe
from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.screens.webhook_words import named


class Leaving(Dialog[None]):
    """Stays until the end; a second wish for it is granted at once.

    Args:
        url: The webhook's; empty where it is not known to be set yet.
    """

    KEYS = (("q", "end at once"),)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,ctrl+q", "end_at_once", show=False, priority=True)]

    def __init__(self, url: str) -> None:
        super().__init__("Quitting …")
        self._url = url

    def compose_content(self) -> ComposeResult:
        """Who is waited for, and how long."""
        text = f"The service has {MOST:g} s to take the webhook back."
        yield Static(Content(safe(f"{text}\n{named(self._url)}" if self._url else text)))

    def action_leave(self) -> None:
        """The end has begun."""

    def action_end_at_once(self) -> None:
        """Wait no longer."""
        self.app.exit()
