"""Compose for channels: receivers, message, review, report."""

from ue_console.tui.screens.channels.screen import ChannelsScreen

__all__ = ["ChannelsScreen"]
