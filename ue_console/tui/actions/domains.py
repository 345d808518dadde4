"""Actions of domains, of their records, and of registering one."""

from typing import Final

from ue_console.tui.actions.action import Action

ACTIONS: Final = (
    # domains
    Action("domains.new", "n", "new", "Register a domain to send mail from", writes=True),
    Action("domains.records", "p", "records", "The records to publish, in every provider's notation"),
    Action("domains.check", "t", "check", "Ask DNS now about this domain, or about all marked"),
    Action(
        "domains.validate",
        "V",
        "validate",
        "Have the service look, at all marked too; DNS is asked first",
        writes=True,
    ),
    Action("domains.watch", "w", "watch", "Look every 5 to 10 minutes until mail can be sent, or end that"),
    Action("domains.copy", "y", "copy name", "Copy the domain's name, or all marked", shown=False),
    Action(
        "domains.raw", "v", "raw JSON", "The domain as the service gave it, and what DNS said", shown=False
    ),
    Action(
        "domain.save",
        "ctrl+s,f10",
        "register",
        "Register the domain at the service",
        writes=True,
        typing=True,
    ),
    # records to publish
    Action("records.copy", "y", "copy", "Copy what the cursor is on"),
    Action("records.zone", "Y", "copy all", "Copy all records as lines of a zone file"),
)
"""In the order of help."""
