"""How a command ends."""

from collections.abc import Callable

from ue_console.errors import ConsoleError


def exit_code(command: Callable[[], int]) -> int:
    """Run a command; a ``ConsoleError`` becomes one sentence on stderr and exit code 1."""
    try:
        return command()
    except ConsoleError as error:
        from ue_console.cli.telling import tell

        tell(f"ue-console: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
