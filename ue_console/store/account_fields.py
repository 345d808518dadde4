"""What the parts of an account may hold, wherever they come from."""

import re
from typing import Final

from ue_console.errors import InputError
from ue_console.text import plural

NAME_LENGTH: Final = 64
"""Characters in an account's name at most."""

_VARIABLE: Final = re.compile(r"(?=[A-Z0-9]+$|[A-Za-z0-9]*_)[A-Za-z_][A-Za-z0-9_]{0,99}")


def account_name(typed: str) -> str:
    """Return the name without the spaces around it.

    Raises:
        InputError: It is empty, too long, or holds what a terminal can't show on one line.
    """
    name = typed.strip()
    if not name:
        raise InputError("The account has no name.", "Type a name for it.", field="name")
    if len(name) > NAME_LENGTH:
        raise InputError(
            f"The account's name has {plural(len(name), 'character')}; {NAME_LENGTH} is the most.",
            "Type a shorter name.",
            field="name",
        )
    if not name.isprintable():
        raise InputError(
            "The account's name holds characters that can't be shown.",
            "Type it with letters, digits, spaces and signs.",
            field="name",
        )
    return name


def is_variable(name: str) -> bool:
    """True for the name of an environment variable.

    Mixed case needs an underscore: an API key pasted in the wrong field must not pass for a
    name, since names are shown.
    """
    return _VARIABLE.fullmatch(name) is not None
