"""How UnificationEngine is called and how it answers (reference: authentication)."""

from base64 import b64encode
from typing import Any, Final
from urllib.parse import quote

from ue_console.api.methods import Method
from ue_console.api.outcome import Answer
from ue_console.api.peer import Peer
from ue_console.api.unification.verdicts import verdict
from ue_console.errors import ApiError, InputError
from ue_console.models.secret import Secret
from ue_console.models.unification.credentials import halves

_SHORTEST: Final = 8
"""Characters of a half that is masked: a shorter one would mask ordinary words."""


class UnificationDialect:
    """HTTP Basic with id and secret, paths without a suffix, ``status`` as a number in the body."""

    suffix: Final = ""
    request_limit: Final = None

    def check(self, key: Secret) -> None:
        """Both halves must be there."""
        if not all(halves(key)):
            raise InputError(
                "The key has no two parts with a colon between.",
                "Give key and secret, or user id and secret, as ID:SECRET.",
                field="api_key",
            )

    def header(self, key: Secret) -> tuple[str, str]:
        """``Authorization``."""
        return "Authorization", f"Basic {_packed(key)}"

    def spellings(self, key: Secret) -> tuple[str, ...]:
        """The pair, its base64, and both halves; each also as URLs have it."""
        name, secret = halves(key)
        long = [half for half in (secret, name) if len(half) >= _SHORTEST]
        parts = [f"{name}:{secret}", _packed(key), *long]
        found = {form for part in parts for form in (part, quote(part), quote(part, safe=""))}
        return tuple(sorted(found, key=lambda form: (-len(form), form)))

    def verdict(
        self, answer: Answer, said: dict[str, Any] | None, method: Method, peer: Peer
    ) -> dict[str, Any] | ApiError | None:
        """See :func:`ue_console.api.unification.verdicts.verdict`."""
        return verdict(answer, said, method, peer)


def _packed(key: Secret) -> str:
    return b64encode(":".join(halves(key)).encode()).decode()


UNIFICATION: Final = UnificationDialect()
"""UnificationEngine API v2."""
