"""A field of many lines that takes nothing for a while."""

import asyncio
from collections.abc import Iterable
from typing import Final

from ue_console.services.pacing import let_go
from ue_console.tui.widgets.editor import Editor
from ue_console.tui.widgets.long_text import CountedLines, lay_out

LONG: Final = 50_000
"""Characters from which on a text is laid out in a thread."""


class HeldEditor(Editor):
    """While ``read_only``, keys that would be text are dropped; they are no other keys either."""

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """The same keys are the field's own as while it takes them."""
        if not self.read_only:
            return super().check_consume_key(key, character)
        return character is not None and character.isprintable()

    async def load_long(self, text: str) -> None:
        """As ``load_text``; what 100,000 lines cost, and those before them, is in a thread.

        The field takes nothing meanwhile.
        """
        before: list[Iterable[object]] = [self.document.lines]
        if isinstance(self.wrapped_document, CountedLines):
            before += self.wrapped_document.parts
        held, self.read_only = self.read_only, True
        try:
            if len(text) >= LONG:
                self._laid_out = await asyncio.to_thread(lay_out, text, self.wrap_width, self.indent_width)
            self.load_text(text)
        finally:
            self._laid_out, self.read_only = None, held
        await asyncio.to_thread(let_go, before)
