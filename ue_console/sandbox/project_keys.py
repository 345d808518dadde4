"""New ids and keys of projects: made here and nowhere else, so that tests can make them steady."""

import secrets
import string
from typing import Final

ID_DIGITS: Final = 16
"""The reference allows for 36 characters."""
KEY_LENGTH: Final = 40

_KEY_CHARACTERS: Final = string.ascii_lowercase + string.digits


def new_project_id() -> str:
    """Digits, the first of them not 0."""
    least: int = 10 ** (ID_DIGITS - 1)
    return str(least + secrets.randbelow(9 * least))


def new_project_key() -> str:
    """Lower-case letters and digits that nobody can guess."""
    return "".join(secrets.choice(_KEY_CHARACTERS) for _ in range(KEY_LENGTH))
