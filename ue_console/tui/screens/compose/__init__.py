"""Compose: message, recipients, review, report."""

from ue_console.tui.screens.compose.screen import ComposeScreen

__all__ = ["ComposeScreen"]
