"""What a handler says, without keys: one under construction may print its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ue_console.models.keylike import is_keylike
from ue_console.models.secret import Secret

_WORD: Final = re.compile("[A-Za-z0-9]+")
_SHORTEST: Final = 8
"""Characters of a half at the least: a shorter one would stand in any text."""


@dataclass(frozen=True, slots=True)
class Held:
    """The keys at hand."""

    keys: tuple[Secret, ...] = ()
    whole: bool = False
    """Whether no other key can be the handler's; if not, what looks like a key is hidden, too."""

    def hidden(self, text: str) -> str:
        """The text with dots in the place of keys."""
        # A key may be the beginning of a longer one.
        for key in sorted(filter(None, self.spellings()), key=len, reverse=True):
            text = text.replace(key, Secret(key).hint)
        return text if self.whole else _WORD.sub(_dots, text)

    def spellings(self) -> Iterator[str]:
        """Each key in clear, and of one of UnificationEngine its halves as well: only to look for them."""
        for key in self.keys:
            yield key.reveal()
            yield from (half for half in key.reveal().split(":") if len(half) >= _SHORTEST)


def _dots(found: re.Match[str]) -> str:
    return Secret(found[0]).hint if is_keylike(found[0]) else found[0]
