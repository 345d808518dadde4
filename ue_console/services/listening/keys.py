"""Whose key signed a call."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ue_console.models.secret import Secret
from ue_console.models.unione.signature import Verdict, check
from ue_console.services.listening.hiding import Hiding

_WORK: Final = 64 * 1024 * 1024
"""Bytes digested for one call at the most: a stranger's large body is not tried with each of 100 keys."""


class Keys:
    """The keys at hand, the one that fitted last first.

    Args:
        keys: Name of an account or project → its key.
        keyless: Id of a project whose key is not at hand → its name.
    """

    def __init__(self, keys: Mapping[str, Secret], keyless: Mapping[str, str] = MappingProxyType({})) -> None:
        self.keyless: Final = keyless
        """Projects whose calls can't be checked."""
        self._keys = list(keys.items())
        self.hiding: Final = Hiding(keys.values())
        """Keeps them out of what is kept and told."""

    def check(self, plain: bytes) -> tuple[Verdict, str]:
        """What is known about the signature of a body, and the name whose key fits."""
        if not self._keys:
            return Verdict.UNCHECKED, ""
        tried = max(_WORK // max(len(plain), 1), 1)
        verdict = Verdict.BAD
        for place, (name, key) in enumerate(self._keys[:tried]):
            verdict = check(plain, key)
            if verdict is Verdict.GOOD:
                if place:
                    self._keys.insert(0, self._keys.pop(place))
                return verdict, name
            if verdict is Verdict.MISSING:
                break
        return verdict, ""
