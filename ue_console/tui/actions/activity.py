"""Actions of Activity."""

from typing import Final

from ue_console.tui.actions.action import Action

ACTIONS: Final = (
    # activity
    Action(
        "activity.again", "t", "do again", "Do this once more, where that is safe; asks first", writes=True
    ),
    Action("activity.results", "b", "results", "Show all, only what was refused, only what is unknown, …"),
    Action("activity.kind", "f", "kind", "Show only what was done to one kind: webhook, template, …"),
    Action(
        "activity.since", "D", "time", "Show only what was done in a time: since a date, the last 12 h, …"
    ),
    Action("activity.accounts", "o", "all accounts", "Show what all accounts did, or this one only"),
    Action("activity.export", "w", "export", "Write what is listed to a CSV or JSON file"),
    Action("activity.copy", "y", "copy job id", "Copy the job id of this send to the clipboard", shown=False),
    Action("activity.curl", "Y", "copy as curl", "Copy this request as a curl command, the key left out"),
    Action("activity.raw", "v", "raw JSON", "Everything that is kept of this call, as JSON", shown=False),
)
"""In the order of help."""
