"""An answer of UnificationEngine judged: any status but 200 in the body is a refusal, also under HTTP 200."""

from typing import Any

from ue_console.api.methods import Method
from ue_console.api.outcome import Answer
from ue_console.api.peer import Peer
from ue_console.api.refusals import class_of, plain, waiting
from ue_console.api.unification.codes import code_in
from ue_console.api.unification.methods import TOLD_EACH
from ue_console.api.unification.statuses import Status, read_statuses
from ue_console.errors import ApiError

_NO_KEY = 401


def verdict(
    answer: Answer, said: dict[str, Any] | None, method: Method, peer: Peer
) -> dict[str, Any] | ApiError | None:
    """Return ``said`` where anything was done, the error where the service refuses, else None.

    HTTP 401 is a refusal of the key whatever comes with it. Of what a fault under HTTP 5xx says, only
    the service's own form counts: others in between give such answers, too, with a ``status``. A
    message's answer by connection is returned whatever it says: each connection has its own outcome.
    """
    told = read_statuses(said or {})
    if answer.status == _NO_KEY:
        return _refusal(answer, Status(_NO_KEY, told.refused.info if told.refused else ""), method, peer)
    if method.path in TOLD_EACH and told.names and told.each:
        return said if answer.status < 300 or 400 <= answer.status < 500 else None
    if told.done:
        return said if 200 <= answer.status < 300 else None
    own = answer.status < 300 or (answer.status >= 400 and "info" in (said or {}))
    return _refusal(answer, told.refused, method, peer) if told.refused and own else None


def _refusal(answer: Answer, status: Status, method: Method, peer: Peer) -> ApiError:
    entry = code_in(method.path, status.code)
    kind = entry.kind if entry else class_of(answer.status if answer.status >= 400 else status.code)
    words = peer.clean(status.info, 300)
    cause, remedy = (entry.meaning, entry.remedy_for(words)) if entry else plain(kind, words, method, peer)
    return kind(
        cause,
        waiting(answer) or remedy,
        field=entry.field if entry else "",
        http_status=answer.status,
        code=status.code,
        said=words,
        by_words=bool(entry and entry.wordless),
    )
