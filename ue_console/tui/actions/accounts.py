"""Actions of accounts and projects."""

from typing import Final

from ue_console.tui.actions.action import Action

ACTIONS: Final = (
    # projects
    Action("projects.use", "a", "work as", "Work as this project: its own templates, domains, mail"),
    Action("projects.new", "n", "new", "A new project; its key goes straight to the key store", writes=True),
    Action("projects.edit", "e", "edit", "Rename this project, change its switches", writes=True),
    Action("projects.sending", "o", "sending on/off", "Let this project send, or not", writes=True),
    Action("projects.delete", "x", "delete", "Delete this project; asks for its name", writes=True),
    Action("projects.copy", "y", "copy id", "Copy the project's id to the clipboard", shown=False),
    Action("projects.raw", "v", "raw JSON", "The project as JSON, its key masked", shown=False),
    Action("project.save", "ctrl+s,f10", "save", "Save the project at the service", writes=True, typing=True),
    # accounts
    Action("accounts.use", "enter", "use", "Make this account the active one"),
    Action("accounts.add", "n", "add", "Add an account; its key is verified before it is kept"),
    Action("accounts.edit", "e", "edit", "Change name, URL, environment, read-only, the key's place"),
    Action("accounts.details", "v", "details", "Everything about this account", shown=False),
    Action("accounts.verify", "t", "verify", "Ask the service whose key this is"),
    Action("accounts.key", "K", "new key", "Enter another key for this account"),
    Action("accounts.read_only", "o", "read-only", "Make this account read-only, or end that", shown=False),
    Action("accounts.default", "D", "default", "Open this account at every start, or end that", shown=False),
    Action("accounts.remove", "x", "remove", "Remove this account from the console; asks first"),
    Action("accounts.export", "w", "export", "Write all accounts to a file, without keys", shown=False),
    Action("accounts.import", "i", "import", "Add the accounts of such a file", shown=False),
    Action("form.verify", "f5", "verify", "Ask the service whose key this is, before saving", typing=True),
    Action("form.save", "ctrl+s,f10", "save", "Save the account; a new key is verified first", typing=True),
)
"""In the order of help."""
