"""The secrets that a client has met: masked in everything that the service says afterwards."""

import re
from collections.abc import Iterable

from ue_console.models.secret import TELLING, Secret, words


class Known:
    """Forms of secrets, found in a text in one walk, however many there are."""

    def __init__(self) -> None:
        self._hints: dict[str, str] = {}
        self._by_start: dict[str, list[str]] = {}
        """The forms by their first :data:`TELLING` characters."""
        self._short: dict[str, str] = {}
        """Shorter ones, which are masked where they stand as words."""
        self._words: re.Pattern[str] | None = None
        self.longest = 0
        """Characters of the longest form."""

    def add(self, forms: Iterable[Secret]) -> None:
        """Mask these from now on; what has gone is not forgotten: it may still be valid elsewhere."""
        for secret in forms:
            # Host names come in small letters, also where a secret was part of one.
            for form in (secret.reveal(), secret.reveal().lower()):
                if form and len(form) < TELLING:
                    self._words = None if form not in self._short else self._words
                    self._short[form] = secret.hint
                elif form and form not in self._hints:
                    self._hints[form] = secret.hint
                    same = self._by_start.setdefault(form[:TELLING], [])
                    same.append(form)
                    same.sort(key=len, reverse=True)
                self.longest = max(self.longest, len(form))

    def masked(self, text: str) -> str:
        """Return ``text`` with each of them masked; the longest that begins at a place is taken."""
        return self._masked_words(self._masked_long(text))

    def _masked_long(self, text: str) -> str:
        if not self._hints:
            return text
        kept: list[str] = []
        done = at = 0
        while at <= len(text) - TELLING:
            forms = self._by_start.get(text[at : at + TELLING], ())
            form = next((form for form in forms if text.startswith(form, at)), None)
            if form is None:
                at += 1
                continue
            kept += [text[done:at], self._hints[form]]
            done = at = at + len(form)
        return "".join([*kept, text[done:]])

    def _masked_words(self, text: str) -> str:
        if not self._short:
            return text
        if self._words is None:
            self._words = words("|".join(map(re.escape, sorted(self._short, key=len, reverse=True))))
        return self._words.sub(lambda found: self._short[found[0]], text)

    def __repr__(self) -> str:
        return f"Known({len(self._hints) + len(self._short)} forms)"
