"""A command as one line and as the list that is run."""

import shlex

from ue_console.errors import InputError


def command_of(line: str) -> tuple[str, ...]:
    """The program and its arguments; quotes group words, and nothing else is special.

    Raises:
        InputError: A quote is not closed, or nothing follows the last backslash.
    """
    try:
        return tuple(shlex.split(line))
    except ValueError as error:
        quote = "quotation" in str(error)
        raise InputError(
            "A quote in the command is not closed." if quote else "The command ends in a lone backslash.",
            "Close it; to have the sign itself, write a backslash before it."
            if quote
            else "Remove it, or write two.",
            field="key_command",
        ) from error


def line_of(command: tuple[str, ...]) -> str:
    """The command as ``command_of`` reads it."""
    return shlex.join(command)
