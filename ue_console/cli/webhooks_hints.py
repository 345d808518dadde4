"""What may be behind a bad signature: told once while a listener runs."""

from typing import Final

from ue_console.models.unione.signature import Verdict
from ue_console.services.listening.values import Received

_OF_PROJECT: Final = (
    "A project's webhook is signed with the project's key: is that key held here, with an account of its "
    "own?\n"
)
_OTHERWISE: Final = (
    "A bad signature is made with another key, or the body was changed on its way. Where it is another "
    "account's webhook, give that one with --account.\n"
)


class Hints:
    """Gives each hint once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, call: Received) -> str:
        """A line on a call whose signature is bad for a reason that is not told; empty without a hint."""
        if call.verdict is not Verdict.BAD or call.problem or call.note:
            return ""
        hint = _OF_PROJECT if call.project_name else _OTHERWISE
        if hint in self._given:
            return ""
        self._given.add(hint)
        return hint
