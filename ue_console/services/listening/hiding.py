"""No call is kept or told with a key in clear: whoever sends one may have put it there."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from ue_console.models.secret import Secret
from ue_console.models.unione.event import read_notification
from ue_console.services.listening.inflating import Refusal, inflated
from ue_console.store.event_records import NewCall

NOTE: Final = "a key that is held here was in it in clear: it is kept as dots, so its signature fits no more"
"""What is told of such a call, one clause."""

_SHORTEST: Final = 8
"""Characters of a key at the least: a shorter one would stand in any text."""
_OTHERWISE: Final = (b"\\u00", b"\0")
"""In JSON that can spell the same letters with other bytes."""


class Hiding:
    """Puts a key's dots in place of the key.

    Args:
        keys: All that are held.
    """

    def __init__(self, keys: Iterable[Secret]) -> None:
        found = [(key.reveal(), key.hint) for key in keys if len(key.reveal()) >= _SHORTEST]
        self._texts = found
        self._bytes = [
            (spelled.encode(), hint.encode())
            for key, hint in found
            for spelled in dict.fromkeys((key, key.replace("/", "\\/")))
        ]

    def text(self, text: str) -> str:
        """The text without a key."""
        for key, hint in self._texts:
            text = text.replace(key, hint)
        return text

    def call(self, call: NewCall) -> NewCall:
        """The call without a key; the very same where there is none in it.

        Raises:
            Refusal: It can't be looked through.
        """
        headers = tuple((name, self.text(value)) for name, value in call.headers)
        if headers != call.headers:
            call = replace(call, headers=headers)
        plain = inflated(call.body, "gzip" if call.gzip else "")
        try:
            hidden = self._body(plain)
        except RecursionError:
            raise Refusal(400, "the body is nested too deeply") from None
        if hidden is plain:
            return call
        plainly = tuple(each for each in call.headers if each[0].lower() != "content-encoding")
        said = read_notification(json.loads(hidden))
        return replace(call, headers=plainly, body=hidden, gzip=False, notification=said)

    def _body(self, plain: bytes) -> bytes:
        hidden = plain
        for key, hint in self._bytes:
            if key in hidden:
                hidden = hidden.replace(key, hint)
        if not any(mark in hidden for mark in _OTHERWISE):
            return hidden
        said = json.loads(hidden)
        less = self._value(said)
        return hidden if less == said else json.dumps(less, separators=(",", ":")).encode("ascii")

    def _value(self, value: Any) -> Any:
        match value:
            case str():
                return self.text(value)
            case dict():
                return {self.text(name): self._value(each) for name, each in value.items()}
            case list():
                return [self._value(each) for each in value]
            case _:
                return value
