"""Actions of webhooks."""

from typing import Final

from ue_console.tui.actions.action import Action

ACTIONS: Final = (
    # webhooks
    Action("webhooks.new", "n", "new", "A new webhook: a URL of yours that the service calls", writes=True),
    Action("webhooks.edit", "e", "edit", "Change this webhook's events and how it is called", writes=True),
    Action(
        "webhooks.switch", "o", "on/off", "Disable this webhook, or switch it on; asks first", writes=True
    ),
    Action("webhooks.delete", "x", "delete", "Delete this webhook, or disable it; asks first", writes=True),
    Action("webhooks.copy", "y", "copy URL", "Copy the webhook's URL to the clipboard", shown=False),
    Action("webhooks.raw", "v", "raw JSON", "The webhook as the service gave it", shown=False),
    Action("webhook.save", "ctrl+s,f10", "save", "Set the webhook at the service", writes=True, typing=True),
    Action("webhook.ascii", "f6", "ASCII URL", "Put the URL into its ASCII form", shown=False, typing=True),
)
"""In the order of help."""
