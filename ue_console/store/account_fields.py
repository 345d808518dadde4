"""What the parts of an account may hold, wherever they come from."""

import re
from collections.abc import Sequence
from typing import Final

from ue_console.errors import InputError
from ue_console.models.account import KeyKind, Service
from ue_console.models.keylike import is_keylike
from ue_console.text import plural

NAME_LENGTH: Final = 64
"""Characters in an account's name at most."""

KINDS: Final = {
    Service.UNIONE: (KeyKind.ACCOUNT, KeyKind.PROJECT),
    Service.UNIFICATION: (KeyKind.APP, KeyKind.USER),
}
"""The kinds of key that a service has; the first is meant where none is named."""

OWNERS: Final = {KeyKind.PROJECT: KeyKind.ACCOUNT, KeyKind.USER: KeyKind.APP}
"""Kind → kind of the account that it belongs to."""

COMMAND_WORDS: Final = 50
"""A program and its arguments at most."""

_COMMAND_EXAMPLE: Final = '["pass", "show", "unione/prod"]'
_VARIABLE: Final = re.compile(r"(?=[A-Z0-9]+$|[A-Za-z0-9]*_)[A-Za-z_][A-Za-z0-9_]{0,99}")
_ID: Final = re.compile(r"[!-~]{1,100}")


def account_name(typed: str, what: str = "account") -> str:
    """Return the name without the spaces around it.

    Args:
        typed: As it was typed.
        what: What the account is, for the sentence.

    Raises:
        InputError: It is empty, too long, or holds what a terminal can't show on one line.
    """
    name = typed.strip()
    if not name:
        raise InputError(f"The {what} has no name.", "Type a name for it.", field="name")
    if len(name) > NAME_LENGTH:
        raise InputError(
            f"The {what}'s name has {plural(len(name), 'character')}; {NAME_LENGTH} is the most.",
            "Type a shorter name.",
            field="name",
        )
    if not name.isprintable():
        raise InputError(
            f"The {what}'s name holds characters that can't be shown.",
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


def is_id(text: str, kind: KeyKind | None = None) -> bool:
    """True for what can be the id of a user or a project: 1 to 100 visible ASCII characters, and no key.

    Args:
        text: What stands there.
        kind: What the account's key opens; the id of a ``user`` may be made like a key, but has no
            colon, as the pair of id and secret does.
    """
    plain = _ID.fullmatch(text) is not None and ":" not in text
    return plain and (kind is KeyKind.USER or not is_keylike(text))


def command_words(given: object) -> tuple[str, ...]:
    """Return a program and its arguments as a tuple.

    Raises:
        InputError: It is no list of 1 to 50 texts; the message never shows one of them, since a
            key may have been pasted there.
    """
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise _no_command(f"The command is not an array such as {_COMMAND_EXAMPLE}.")
    words = tuple(word for word in given if isinstance(word, str) and word and "\0" not in word)
    if len(words) != len(given):
        raise _no_command("The command holds something else than texts, or an empty one.")
    if not 1 <= len(words) <= COMMAND_WORDS:
        raise _no_command(f"The command has {plural(len(words), 'word')}; 1 to {COMMAND_WORDS} are right.")
    return words


def _no_command(cause: str) -> InputError:
    return InputError(
        cause,
        f"Write the program and each of its arguments as a text of its own: {_COMMAND_EXAMPLE}.",
        field="key_command",
    )
