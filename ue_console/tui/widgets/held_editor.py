"""A field of many lines that takes nothing for a while."""

from ue_console.tui.widgets.editor import Editor


class HeldEditor(Editor):
    """While ``read_only``, keys that would be text are dropped; they are no other keys either."""

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """The same keys are the field's own as while it takes them."""
        if not self.read_only:
            return super().check_consume_key(key, character)
        return character is not None and character.isprintable()
