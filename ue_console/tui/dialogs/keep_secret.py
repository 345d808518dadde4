"""What becomes of a secret that could not be kept: nothing is lost before the operator has chosen."""

from collections.abc import Iterator
from typing import ClassVar, Final

from textual.content import Content

from ue_console.models.account import KeyHome
from ue_console.services.users import SecretNotKept
from ue_console.tui.dialogs.confirm import Answer, Question

AGAIN: Final = "again"
DELETE: Final = "delete"

ONCE: Final = (
    "The user is created. The service tells its secret only once: it is in the memory of this console, and "
    "nowhere else. Until it is kept, quitting loses it."
)
"""Of a user that was made just now."""
HAVE: Final = "You have its address, so nothing is lost: it can be imported again."
"""Of one that is imported."""

_PLACES: Final = (
    Answer("k", "Key store", KeyHome.KEYRING.value),
    Answer("v", "Vault", KeyHome.VAULT.value),
    Answer("s", "This session", KeyHome.SESSION.value),
)


class KeepSecret(Question[str]):
    """Asks where else to keep it; answers ``AGAIN``, a ``KeyHome``'s value, ``DELETE``, or None: not now.

    Args:
        error: What happened.
        home: Where it was to be kept.
    """

    WIDTH: ClassVar[int] = 76
    CANCEL: ClassVar[str] = "Not now"

    def __init__(self, error: SecretNotKept, home: KeyHome) -> None:
        consequence = f"{error.cause} {error.remedy}\n\n{ONCE if error.made else HAVE}"
        answers = [Answer("t", "Try again", AGAIN), *_others(home)]
        if error.made:
            answers.append(Answer("d", "Delete user", DELETE))
        super().__init__(f"Where is the secret of “{error.name}” to be kept?", consequence, *answers)

    def key_line(self) -> Content:
        """As many as there are leave no room for the arrows."""
        parts: list[tuple[str, str] | str] = []
        for answer in self._answers:
            parts += [(f" {answer.key}", "bold $accent"), f" {answer.verb.lower()} "]
        return Content.assemble(*parts, (" esc", "bold $accent"), f" {self.CANCEL.lower()}")


def _others(home: KeyHome) -> Iterator[Answer[str]]:
    return (answer for answer in _PLACES if answer.value != home.value)
