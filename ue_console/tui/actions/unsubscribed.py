"""Actions of unsubscribed addresses, of unsubscribing many, and of inviting back."""

from typing import Final

from ue_console.tui.actions.action import Action

ACTIONS: Final = (
    # unsubscribed
    Action(
        "unsubscribed.new", "n", "add", "Unsubscribe addresses: typed, pasted or from a file", writes=True
    ),
    Action("unsubscribed.check", "t", "check", "Ask whether one address is unsubscribed"),
    Action(
        "unsubscribed.invite", "i", "invite back", "Mail this address a link to subscribe again", writes=True
    ),
    Action("unsubscribed.since", "D", "since", "Choose the day from which on the list begins"),
    Action("unsubscribed.job", "u", "last list", "The addresses that were unsubscribed from here last"),
    Action("unsubscribed.export", "w", "export", "Write the list to a CSV or JSON file", shown=False),
    Action(
        "unsubscribed.copy", "y", "copy", "Copy the address, or all marked, to the clipboard", shown=False
    ),
    Action("unsubscribed.raw", "v", "raw JSON", "The row as the service gave it", shown=False),
    # addresses to unsubscribe
    Action(
        "unsubscribe.start",
        "ctrl+s,f10",
        "unsubscribe",
        "Unsubscribe these addresses; asks first",
        writes=True,
        typing=True,
    ),
    Action("unsubscribe.import", "f6", "import", "Read addresses from a CSV or JSON file", typing=True),
    Action("unsubscribe.clear", "f8", "clear", "Take all addresses away; asks first", typing=True),
    # unsubscribing
    Action("unsubscribing.hold", "space", "hold", "Ask about no further address, or go on"),
    Action("unsubscribing.stop", "x", "stop", "Ask about no further address; the others go on waiting"),
    Action(
        "unsubscribing.go_on",
        "t",
        "go on",
        "Unsubscribe the addresses that still wait; asks first",
        writes=True,
    ),
    Action("unsubscribing.settle", "m", "settle", "Check the addresses whose outcome is unknown"),
    Action("unsubscribing.give_up", "X", "give up", "Forget the addresses that have no outcome; asks first"),
    Action(
        "unsubscribing.new",
        "n",
        "add a few",
        "Unsubscribe up to 50 addresses at once, beside this list",
        writes=True,
    ),
    Action("unsubscribing.beside", "u", "beside", "The few addresses that went beside this list"),
    Action("unsubscribing.export", "w", "write CSV", "Write addresses and outcomes to a CSV file"),
    # the invitation
    Action("invite.send", "ctrl+s,f10", "send", "Mail the invitation; asks first", writes=True, typing=True),
    Action("invite.domain", "f2", "domain", "Choose the sender's domain among the confirmed", typing=True),
)
"""In the order of help."""
