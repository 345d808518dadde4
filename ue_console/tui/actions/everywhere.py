"""Actions of every screen, of lists and of previews."""

from typing import Final

from ue_console.tui.actions.action import Action

ACTIONS: Final = (
    # everywhere
    Action("go.home", "1", "Home", "Go to Home: usage, what needs attention, last sends", shown=False),
    Action("go.compose", "2", "Compose", "Go to Compose: write, preview and send a message", shown=False),
    Action("go.templates", "3", "Templates", "Go to Templates", shown=False),
    Action("go.users", "3", "Users", "Go to Users of this app", shown=False),
    Action("go.connections", "4", "Connections", "Go to Connections of this user", shown=False),
    Action("go.domains", "4", "Domains", "Go to Domains: registered, published, watched", shown=False),
    Action("go.webhooks", "5", "Webhooks", "Go to Webhooks", shown=False),
    Action("go.unsubscribed", "6", "Unsubscribed", "Go to Unsubscribed addresses", shown=False),
    Action("go.projects", "7", "Projects", "Go to Projects of this account", shown=False),
    Action("go.activity", "8", "Activity", "Go to Activity: all that was changed from here", shown=False),
    Action("go.accounts", "9", "Accounts", "Go to Accounts", shown=False),
    Action(
        "account.switch",
        "a,ctrl+g",
        "switch account",
        "Switch to another account, from anywhere",
        shown=False,
    ),
    Action("app.help", "question_mark", "help", "Every key of this screen"),
    Action("app.help_f1", "f1", "help", "The same, also while typing", typing=True, only_typing=True),
    Action("app.palette", "ctrl+p", "palette", "Every command by name", typing=True),
    Action("app.theme", "f7", "theme", "Choose the colours", shown=False),
    Action("app.quit", "q,ctrl+q", "quit", "Quit; drafts are kept", shown=False),
    Action("app.back", "escape", "back", "Back, close, clear the filter, leave the field", typing=True),
    # lists
    Action("list.open", "enter", "open", "Open what the cursor is on"),
    Action("list.mark", "space", "mark", "Mark the row, or unmark it; actions then apply to all marked"),
    Action("list.filter", "slash", "filter", "Filter the list as you type"),
    Action("list.sort", "s", "sort", "Sort by the next column", shown=False),
    Action("list.refresh", "r", "refresh", "Read the list again from the service"),
    # home
    Action("home.open", "enter", "report", "The report of the send under the cursor"),
    Action("home.settle", "m", "settle", "The report of the next send with an unknown outcome", shown=False),
    Action("home.retry", "t", "retry", "The report of the next send of which a part is left", shown=False),
    # previews
    Action("preview.part", "p", "part", "Next part: as text, HTML source, plaintext, …"),
    Action("preview.previous", "left,less_than_sign", "‹", "The recipient or channel before", shown=False),
    Action(
        "preview.next",
        "right,greater_than_sign",
        "recipient",
        "The next recipient or channel; ← or < the one before",
        label="← →",
    ),
)
"""In the order of help."""
