"""Actions of templates, of mail that is written, and of sends."""

from typing import Final

from ue_console.tui.actions.action import Action

ACTIONS: Final = (
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
    Action("compose.write", "enter", "write", "Back into the text that esc left"),
    Action(
        "compose.other",
        "f3",
        "other version",
        "Show the other version of the draft, where two consoles wrote at once; both are kept",
        typing=True,
    ),
    Action("compose.template", "f2", "template", "Choose a template, or none", typing=True),
    Action("compose.engine", "f5", "engine", "Switch the engine of an own body", typing=True),
    Action(
        "compose.part", "f4", "HTML/plaintext", "Switch between the HTML and the plaintext body", typing=True
    ),
    Action("compose.import", "f6", "import", "Read recipients from a CSV or JSON file", typing=True),
    Action("compose.clear", "f8", "clear", "Empty the draft; asks first", typing=True),
    Action("compose.raw", "v", "exact JSON", "The request exactly as it would be sent"),
    Action(
        "compose.curl",
        "Y",
        "copy as curl",
        "Copy the request as a curl command, the key left out",
        shown=False,
    ),
    Action("compose.find", "slash", "find", "Find a recipient by address"),
    Action("compose.send", "S", "send", "Send; asks once more", writes=True),
    # sends
    Action("report.pause", "space", "hold", "Hold the next request of the send, or go on"),
    Action("report.stop", "x", "stop", "Send no further request"),
    Action("report.retry", "t", "retry", "Send to those addresses that got nothing; asks first", writes=True),
    Action("report.settle", "m", "settle", "Say what became of mails whose outcome is unknown"),
    Action("report.export", "w", "write CSV", "Write the report to a CSV file"),
)
"""In the order of help."""
