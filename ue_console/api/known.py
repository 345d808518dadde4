"""The secrets that a client has met: masked in everything that the service says afterwards."""

from collections.abc import Iterable
from typing import Final

from ue_console.models.secret import Secret

_START: Final = 8
"""Characters by which a form is looked up; shorter ones are not masked."""


class Known:
    """Forms of secrets, found in a text in one walk, however many there are."""

    def __init__(self) -> None:
        self._hints: dict[str, str] = {}
        self._by_start: dict[str, list[str]] = {}
        self.longest = 0
        """Characters of the longest form."""

    def add(self, forms: Iterable[Secret]) -> None:
        """Mask these from now on; what has gone is not forgotten: it may still be valid elsewhere."""
        for secret in forms:
            # Host names come in small letters, also where a secret was part of one.
            for form in (secret.reveal(), secret.reveal().lower()):
                if len(form) >= _START and form not in self._hints:
                    self._hints[form] = secret.hint
                    same = self._by_start.setdefault(form[:_START], [])
                    same.append(form)
                    same.sort(key=len, reverse=True)
                    self.longest = max(self.longest, len(form))

    def masked(self, text: str) -> str:
        """Return ``text`` with each of them masked; the longest that begins at a place is taken."""
        if not self._hints:
            return text
        kept: list[str] = []
        done = at = 0
        while at <= len(text) - _START:
            forms = self._by_start.get(text[at : at + _START], ())
            form = next((form for form in forms if text.startswith(form, at)), None)
            if form is None:
                at += 1
                continue
            kept += [text[done:at], self._hints[form]]
            done = at = at + len(form)
        return "".join([*kept, text[done:]])

    def __repr__(self) -> str:
        return f"Known({len(self._hints)} forms)"
