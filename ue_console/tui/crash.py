"""What is printed when the console itself is at fault."""

import sys
import traceback

from rich.text import Text

from ue_console import __version__
from ue_console.text import safe

HEAD = (
    "\nUE Console {version} met a fault of its own and had to stop. Drafts and the journal of sends are "
    "kept.\nThe lines below show where it happened; they hold no key and no data of yours.\n"
)


def crash_report() -> Text:
    """The place of the error under way: files, lines and the error's type, no values."""
    kind, error, _ = sys.exc_info()
    lines = [HEAD.format(version=__version__)]
    if error is not None:
        for frame in traceback.extract_tb(error.__traceback__):
            lines.append(f"  {frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}")
    lines.append(f"  {kind.__name__ if kind else 'unknown error'}")
    return Text(safe("\n".join(lines)))
