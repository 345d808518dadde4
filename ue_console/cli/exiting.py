"""How a command ends."""

import sys
from collections.abc import Callable

from ue_console.errors import ConsoleError


def exit_code(command: Callable[[], int]) -> int:
    """Run a command; a ``ConsoleError`` becomes one sentence on stderr and exit code 1."""
    try:
        return command()
    except ConsoleError as error:
        from ue_console.text import safe

        sys.stderr.write(f"ue-console: {safe(str(error))}\n")
        return 1
    except KeyboardInterrupt:
        return 130
