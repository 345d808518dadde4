"""Starting the interface in the terminal at hand."""

import gc
import os
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ue_console.cli.output import say
from ue_console.errors import ConsoleError

if TYPE_CHECKING:
    from ue_console.services.workspace import Workspace


def run_interface(opener: Callable[[], "Awaitable[Workspace]"]) -> int:
    """Open the console on the services that ``opener`` makes, until the operator quits.

    Raises:
        ConsoleError: Input or output is no terminal.
    """
    # Textual draws on stderr.
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise ConsoleError(
            "The console needs a terminal for its input and output.",
            "Run it in a terminal and redirect nothing; over SSH, with 'ssh -t'.",
        )
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    # Looking for plug-ins of pydantic takes 8 ms, and one would see every mail.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # What a start makes, it keeps: looking for garbage in it takes 80 ms. The app resumes it.
    gc.disable()
    from ue_console.tui.app import ConsoleApp

    app = ConsoleApp(opener)
    app.run()
    if app.parting:
        say(app.parting)
    return app.return_code or 0
