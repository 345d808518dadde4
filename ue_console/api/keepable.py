"""Requests and answers made fit to be kept: secrets masked, files left out, long ones cut."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ue_console.api.peer import Peer
from ue_console.models.secret import MASK, Secret
from ue_console.models.unification.masking import masked as masked_uri
from ue_console.models.unification.user import read_user_uri, user_uri
from ue_console.models.url_masking import shown_url
from ue_console.text import plural

MOST: Final = 64_000
"""Characters that are kept of one request or one answer, roughly."""

_DEEPEST: Final = 40
_SMALL_FILE: Final = 200
"""Characters of base64 that are kept as they are."""
_FILES: Final = ("content", "data")
"""What holds a file: of an attachment, and of a part on a channel."""
_BASE64: Final = re.compile(r"[A-Za-z0-9+/=\s]+")
_SECRET_NAME: Final = re.compile(
    r".*(api[_-]?key|secret|token|password|passphrase|authorization)", re.IGNORECASE
)
_USERINFO: Final = re.compile(rf"(://)[^/\s@\"'<>:]*:(?!{MASK}@)[^/\s@\"'<>]*@")
_SCALAR: Final = 8
"""What a number counts for."""
_LONG: Final = 1_000
"""Characters of a text that takes no more than half of the room that is left."""
_MARGIN: Final = 1_000
"""Characters looked at behind a cut: a secret that it goes through must not be kept by half."""


class Keepable:
    """One request or answer as it may be kept.

    Args:
        body: As it was sent or came; a ``Secret`` may be anywhere in it.
        peer: Who was called; its key and what else it hides is masked wherever it occurs.
        most: Characters that are kept.

    Attributes:
        value: The same with its secrets masked, valid JSON.
        whole: Whether nothing was masked or left out.
    """

    def __init__(self, body: Mapping[str, Any], peer: Peer, most: int = MOST) -> None:
        self.whole = True
        self._peer = peer
        self._room = most
        self._margin = max(_MARGIN, peer.known.longest, *map(len, peer.spellings))
        self.value: dict[str, Any] = self._object(body, 0)

    def _of(self, value: object, name: str, depth: int) -> Any:
        if isinstance(value, Secret):
            return self._hidden(masked_uri(value) if name == "uri" else value.hint)
        if isinstance(value, str):
            return self._text(value, name)
        if isinstance(value, Mapping | list | tuple):
            if depth >= _DEEPEST:
                return self._left_out(plural(len(value), "value"))
            return self._object(value, depth) if isinstance(value, Mapping) else self._list(value, depth)
        self._room -= _SCALAR
        return value

    def _object(self, value: Mapping[str, Any], depth: int) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        for number, (name, item) in enumerate(value.items()):
            if self._room <= 0:
                kept["‹more›"] = self._left_out(plural(len(value) - number, "value"))
                break
            shown = self._text(name, "")
            kept[shown] = (
                self._secret(item) if _SECRET_NAME.fullmatch(name) else self._of(item, name, depth + 1)
            )
        return kept

    def _list(self, value: Sequence[Any], depth: int) -> list[Any]:
        kept: list[Any] = []
        for number, item in enumerate(value):
            if self._room <= 0:
                kept.append(self._left_out(f"{len(value) - number:,} more"))
                break
            kept.append(self._of(item, "", depth + 1))
        return kept

    def _secret(self, value: object) -> Any:
        if isinstance(value, Secret):
            return self._hidden(value.hint)
        return self._hidden(Secret(value).hint) if isinstance(value, str) and value else self._hidden(MASK)

    def _text(self, text: str, name: str) -> str:
        if name == "uri" and "@" in text:
            return self._uri(text)
        if name in _FILES and len(text) > _SMALL_FILE and _BASE64.fullmatch(text, 0, MOST):
            return self._left_out(f"{plural(len(text), 'character')} of base64")
        # What follows a long text is to be seen, too.
        room = max(self._room if len(text) <= _LONG else self._room // 2, 0)
        window = text[: room + self._margin]
        told = self._peer.masked(window)
        found = shown_url(told) if name == "url" else _USERINFO.sub(rf"\g<1>{MASK}@", told)
        if found != window:
            self.whole = False
        if len(window) < len(text):
            found = found[: max(len(found) - self._margin, 0)]
        found = found[:room]
        self._room -= len(found)
        if len(window) < len(text) or len(text) > room:
            note = self._left_out(f"{plural(len(text) - room, 'more character')}")
            return f"{found}… {note}"
        return found

    def _uri(self, uri: str) -> str:
        """Tell the id of a user, and the scheme and domain of a connection."""
        user = read_user_uri(uri)
        if user is None:
            return self._hidden(masked_uri(Secret(uri)))
        plain = user_uri(user[0])
        return plain if user[1] is None else self._hidden(f"{plain[:-1]}:{MASK}@")

    def _hidden(self, shown: str) -> str:
        self.whole = False
        self._room -= len(shown)
        return shown

    def _left_out(self, what: str) -> str:
        return self._hidden(f"‹{what}, left out›")
