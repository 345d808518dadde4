"""Actions of listening to webhooks, of the calls that came, and of pinging a handler."""

from typing import Final

from ue_console.tui.actions.action import Action

ACTIONS: Final = (
    # webhooks
    Action("webhooks.listen", "l", "listen", "Receive webhook calls here, and watch the events arrive"),
    Action("webhooks.ping", "t", "ping", "Call a handler with a signed sample event"),
    # listening
    Action("listen.stop", "x", "stop", "Stop listening; a webhook set for its time is put back"),
    Action(
        "listen.doubtful",
        "b",
        "bad only",
        "All events, only bad signatures, only retries, or what the handler did not take",
    ),
    Action("listen.search", "f", "search kept", "Search everything that was ever received here"),
    Action(
        "listen.register",
        "R",
        "register",
        "Set a webhook for the time of listening, or put it back",
        writes=True,
    ),
    Action("listen.forward", "F", "forward", "Pass every call on to a handler as it came, or no more"),
    # events
    Action("events.replay", "p", "replay", "Send this call again, to any handler"),
    Action(
        "events.other", "c", "other call", "The call before this one of an event that the service repeats"
    ),
    Action("events.copy", "y", "copy address", "Copy the event's address to the clipboard", shown=False),
    Action(
        "events.copy_body", "Y", "copy body", "Copy the call's body to the clipboard, as it came", shown=False
    ),
    Action("events.raw", "v", "raw JSON", "The whole call as JSON", shown=False),
    # ping
    Action("ping.send", "ctrl+s,f10", "ping", "Make the calls now", typing=True),
    Action("ping.event", "f2", "event", "Choose the event that is sent", typing=True),
    Action(
        "ping.check",
        "f6",
        "GET check",
        "Ask with GET, as the service does when a webhook is set",
        typing=True,
    ),
)
"""In the order of help."""
