"""Actions of messages on channels, of users, connections and addresses."""

from typing import Final

from ue_console.tui.actions.action import Action

ACTIONS: Final = (
    # compose on channels
    Action("channel.connection", "f2", "connection", "Choose a connection to write on", typing=True),
    Action("channel.addresses", "f6", "addresses", "Take receivers from an address list", typing=True),
    Action("channel.html", "f4", "text/HTML", "Send the text as plain text or as HTML", typing=True),
    Action("channel.part", "f5", "new part", "Add a part: an image, a link, a file", typing=True),
    Action("channel.edit", "e", "edit part", "Edit the part under the cursor; in their list enter does, too"),
    Action("channel.remove", "x", "remove part", "Remove the part under the cursor; asks first"),
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
    Action(
        "addresses.compose", "c", "receiver", "Add this address, or all marked, to the message in Compose"
    ),
    Action("addresses.copy", "y", "copy", "Copy the address, or all marked, to the clipboard"),
)
"""In the order of help."""
