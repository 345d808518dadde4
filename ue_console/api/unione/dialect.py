"""How UniOne is called and how it answers (reference: introduction, authentication, error handling)."""

from typing import Any, Final

from ue_console.api.encoding import REQUEST_LIMIT
from ue_console.api.methods import Method
from ue_console.api.outcome import Answer
from ue_console.api.peer import Peer
from ue_console.errors import ApiError
from ue_console.models.secret import Secret


class UniOneDialect:
    """The key in a header of its own, paths with ``.json``, ``status`` as a word."""

    suffix: Final = ".json"
    request_limit: Final = REQUEST_LIMIT

    def check(self, key: Secret) -> None:
        """Any key that can travel in a header will do."""

    def header(self, key: Secret) -> tuple[str, str]:
        """``X-API-KEY``."""
        return "X-API-KEY", key.reveal()

    def spellings(self, key: Secret) -> tuple[str, ...]:
        """The key itself."""
        return (key.reveal(),)

    def verdict(
        self, answer: Answer, said: dict[str, Any] | None, method: Method, peer: Peer
    ) -> dict[str, Any] | ApiError | None:
        """``success`` under a 2xx status, or the service's error object."""
        if said is None:
            return None
        if said.get("status") == "success" and 200 <= answer.status < 300:
            return said
        if said.get("status") == "error" and ("code" in said or "message" in said):
            from ue_console.api.unione.refusals import refusal

            return refusal(answer, said, method, peer)
        return None


UNIONE: Final = UniOneDialect()
"""UniOne Web API v1.16."""
