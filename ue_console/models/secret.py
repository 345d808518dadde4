"""A secret that can't be printed by accident."""

import re
from typing import Final

MASK: Final = "••••"

TELLING: Final = 8
"""Characters of a secret that no ordinary words hold; a shorter one is masked where it stands as a word."""


def hide(text: str, form: str, shown: str) -> str:
    """Return ``text`` with ``shown`` in place of a form of a secret."""
    if len(form) >= TELLING:
        return text.replace(form, shown)
    return words(re.escape(form)).sub(lambda _: shown, text) if form else text


def words(pattern: str) -> "re.Pattern[str]":
    """What fits with no letter and no digit beside it."""
    return re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])")


class Secret:
    """Holds an API key; ``repr``, ``str`` and formatting show only its last four characters."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The key itself: for the transport and the key store only."""
        return self._value

    @property
    def hint(self) -> str:
        """``••••9f2c``; no characters of a key shorter than twelve."""
        return MASK + self._value[-4:] if len(self._value) >= 12 else MASK

    def __repr__(self) -> str:
        return f"Secret({self.hint})"

    def __str__(self) -> str:
        return self.hint

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


class Form(Secret):
    """A form of a secret; its hint is that of the secret itself, which may be shorter.

    Args:
        value: The form.
        of: The secret, decoded.
    """

    __slots__ = ("_hint",)

    def __init__(self, value: str, of: Secret) -> None:
        super().__init__(value)
        self._hint = of.hint

    @property
    def hint(self) -> str:
        """The end of the secret, as far as it may be shown; never that of an escape."""
        return self._hint
