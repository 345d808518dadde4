"""Every action of the console, declared once.

Footer, help, palette, the README's key table, rebinding and the read-only refusal are all made
from this one list. A screen names the actions it serves and has a ``do_…`` method for each.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that an operator can do."""

    id: str
    """``noun.verb``; the name to rebind it by, in the config file's ``[keys]``."""
    keys: str
    """Textual key names, comma-separated; the first is the one shown."""
    title: str
    """One or two words for the footer."""
    help: str
    """One line for help, palette and README."""
    writes: bool = False
    """True when it changes something at the service: refused on a read-only account."""
    shown: bool = True
    """False for keys that are only in help, not in the footer."""
    typing: bool = False
    """True when the key works while a text field has the focus."""
    only_typing: bool = False
    """True when it is told only while a text field has the focus: its plain key goes into the text."""
    label: str = ""
    """How the key is written, where its name says less."""

    @property
    def method(self) -> str:
        """The handler's name: ``templates.new`` → ``do_templates_new``."""
        return "do_" + self.id.replace(".", "_")

    @property
    def key(self) -> str:
        """The first key as the operator reads it: ``ctrl+s`` → ``^s``."""
        return key_label(self.keys.split(",")[0])


_LABELS: Final = {
    "slash": "/",
    "question_mark": "?",
    "escape": "esc",
    "less_than_sign": "‹",
    "greater_than_sign": "›",
    "exclamation_mark": "!",
    "left": "←",
    "right": "→",
}


def key_label(key: str) -> str:
    """Write a Textual key name the way a footer shows it."""
    if key.startswith("ctrl+"):
        return "^" + key_label(key[5:])
    return _LABELS.get(key, key)


_ALL: Final = (
    # everywhere
    Action("go.home", "1", "Home", "Go to Home: usage, what needs attention, last sends", shown=False),
    Action("go.compose", "2", "Compose", "Go to Compose: write, preview and send a message", shown=False),
    Action("go.templates", "3", "Templates", "Go to Templates", shown=False),
    Action("go.users", "3", "Users", "Go to Users of this app", shown=False),
    Action("go.connections", "4", "Connections", "Go to Connections of this user", shown=False),
    Action("go.projects", "7", "Projects", "Go to Projects of this account", shown=False),
    Action("go.accounts", "9", "Accounts", "Go to Accounts", shown=False),
    Action("account.switch", "a", "account", "Switch to another account, from anywhere", shown=False),
    Action("app.help", "question_mark", "help", "Every key of this screen"),
    Action("app.help_f1", "f1", "help", "The same, also while typing", typing=True, only_typing=True),
    Action("app.palette", "ctrl+p", "palette", "Every command by name", typing=True),
    Action("app.theme", "f7", "theme", "Choose the colours", shown=False),
    Action("app.quit", "q,ctrl+q", "quit", "Quit; drafts are kept", shown=False),
    Action("app.back", "escape", "back", "Back, close, clear the filter, leave the field", typing=True),
    # lists
    Action("list.open", "enter", "open", "Open what the cursor is on"),
    Action("list.filter", "slash", "filter", "Filter the list as you type"),
    Action("list.sort", "s", "sort", "Sort by the next column", shown=False),
    Action("list.refresh", "r", "refresh", "Read the list again from the service"),
    # home
    Action("home.open", "enter", "report", "The report of the send under the cursor"),
    # templates
    Action("templates.edit", "e", "edit", "Edit subject and bodies here", writes=True),
    Action(
        "templates.external", "E", "$EDITOR", "Edit the HTML in $VISUAL or $EDITOR", writes=True, shown=False
    ),
    Action("templates.new", "n", "new", "A new template", writes=True),
    Action("templates.compose", "c", "compose", "Compose a message with this template"),
    Action("templates.duplicate", "d", "duplicate", "A copy of this template, to edit", writes=True),
    Action("templates.delete", "x", "delete", "Delete this template; asks first", writes=True),
    Action("templates.copy", "y", "copy id", "Copy the template's id to the clipboard", shown=False),
    Action("templates.raw", "v", "raw JSON", "The template as the service gave it", shown=False),
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
    # the template editor
    Action("editor.save", "ctrl+s,f10", "save", "Save to the service", writes=True, typing=True),
    Action(
        "editor.part", "f4", "HTML/plaintext", "Switch between the HTML and the plaintext body", typing=True
    ),
    Action("editor.preview", "f3", "preview", "Show or hide the preview", typing=True),
    Action("editor.engine", "f5", "engine", "Switch between the simple and the velocity engine", typing=True),
    Action("editor.discard", "f8", "give up", "Give the unsaved edit up; asks first", typing=True),
    Action("editor.external", "ctrl+e", "$EDITOR", "Edit this body in $VISUAL or $EDITOR", typing=True),
    # compose
    Action(
        "compose.next",
        "ctrl+s,f10",
        "next step",
        "Go on to the next step; the last is the review",
        typing=True,
    ),
    Action("compose.before", "f9", "step back", "One step back", typing=True),
    Action("compose.template", "f2", "template", "Choose a template, or none", typing=True),
    Action("compose.engine", "f5", "engine", "Switch the engine of an own body", typing=True),
    Action(
        "compose.part", "f4", "HTML/plaintext", "Switch between the HTML and the plaintext body", typing=True
    ),
    Action("compose.import", "f6", "import", "Read recipients from a CSV or JSON file", typing=True),
    Action("compose.clear", "f8", "clear", "Empty the draft; asks first", typing=True),
    Action("compose.raw", "v", "exact JSON", "The request exactly as it would be sent"),
    Action("compose.find", "slash", "find", "Find a recipient by address"),
    Action("compose.send", "S", "send", "Send; asks once more", writes=True),
    # compose on channels
    Action("channel.connection", "f2", "connection", "Choose a connection to write on", typing=True),
    Action("channel.addresses", "f6", "addresses", "Take receivers from an address list", typing=True),
    Action("channel.html", "f4", "text/HTML", "Send the text as plain text or as HTML", typing=True),
    Action("channel.part", "f5", "new part", "Add a part: an image, a link, a file", typing=True),
    Action("channel.edit", "enter,e", "edit part", "Edit the part under the cursor"),
    Action("channel.remove", "x", "remove part", "Remove the part under the cursor; asks first"),
    # sends
    Action("report.pause", "space", "hold", "Hold the next request of the send, or go on"),
    Action("report.stop", "x", "stop", "Send no further request"),
    Action("report.retry", "t", "retry", "Send to those addresses that got nothing; asks first", writes=True),
    Action("report.settle", "m", "settle", "Say what became of mails whose outcome is unknown"),
    Action("report.export", "w", "write CSV", "Write the report to a CSV file"),
    # projects
    Action("projects.use", "a", "work as", "Work as this project: its own templates, domains, mail"),
    Action("projects.new", "n", "new", "A new project; its key goes straight to the key store", writes=True),
    Action("projects.edit", "e", "edit", "Rename this project, change its switches", writes=True),
    Action("projects.sending", "o", "sending on/off", "Let this project send, or not", writes=True),
    Action("projects.delete", "x", "delete", "Delete this project; asks for its name", writes=True),
    Action("projects.copy", "y", "copy id", "Copy the project's id to the clipboard", shown=False),
    Action("projects.raw", "v", "raw JSON", "The project as JSON, its key masked", shown=False),
    Action("project.save", "ctrl+s,f10", "save", "Save the project at the service", writes=True, typing=True),
    # users
    Action("users.use", "a", "work as", "Work as this user: its connections, its messages"),
    Action("users.new", "n", "new", "A new user; its secret goes straight to the key store", writes=True),
    Action("users.import", "i", "import", "Keep the secret of a user whose user:// address you have"),
    Action("users.delete", "x", "delete", "Delete this user; asks for its name or id", writes=True),
    Action("users.copy", "y", "copy id", "Copy the user's id to the clipboard", shown=False),
    Action("users.raw", "v", "raw JSON", "The user as JSON, without its secret", shown=False),
    # connections
    Action("connections.test", "t", "test", "Let the service sign in with this connection"),
    Action("connections.test_all", "T", "test all", "Test every connection of the list; esc stops"),
    Action("connections.new", "n", "add", "Add a connection: choose its channel first", writes=True),
    Action("connections.compose", "c", "compose", "Compose a message on this connection"),
    Action("connections.addresses", "A", "addresses", "Whom this connection can write to"),
    Action(
        "connections.refresh", "R", "new token", "Trade the token for one that lasts; asks first", writes=True
    ),
    Action("connections.remove", "x", "remove", "Remove this connection; asks first", writes=True),
    Action("connections.copy", "y", "copy name", "Copy the connection's name to the clipboard", shown=False),
    Action("connections.raw", "v", "raw JSON", "The connection as JSON, its token masked", shown=False),
    Action(
        "connection.save", "ctrl+s,f10", "add", "Test the connection, then add it", writes=True, typing=True
    ),
    Action("connection.test", "f5", "test", "Test the connection without adding it", typing=True),
    # addresses of a connection
    Action("addresses.compose", "c", "add receiver", "Add this address to the message in Compose"),
    Action("addresses.copy", "y", "copy", "Copy the address to the clipboard"),
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

ACTIONS: Final[dict[str, Action]] = {action.id: action for action in _ALL}
"""By id, in the order of help."""

EVERYWHERE: Final = (
    "go.home",
    "go.compose",
    "go.templates",
    "go.users",
    "go.connections",
    "go.projects",
    "go.accounts",
    "account.switch",
    "app.back",
    "app.help",
    "app.help_f1",
    "app.palette",
    "app.theme",
    "app.quit",
)
"""What every screen serves."""
