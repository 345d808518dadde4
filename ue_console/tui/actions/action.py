"""What an action is: an id, keys, a title, a line of help, and whether it changes anything."""

from typing import Final, NamedTuple


class Action(NamedTuple):
    """One thing that an operator can do."""

    id: str
    """``noun.verb``; the name to rebind it by, in the config file's ``[keys]``."""
    keys: str
    """Textual key names, comma-separated; the first is the one shown."""
    title: str
    """One or two words for the footer."""
    help: str
    """One line for help, palette and README."""
    writes: bool = False
    """True when it changes something at the service: refused on a read-only account."""
    shown: bool = True
    """False for keys that are only in help, not in the footer."""
    typing: bool = False
    """True when the key works while a text field has the focus."""
    only_typing: bool = False
    """True when it is told only while a text field has the focus: its plain key goes into the text."""
    label: str = ""
    """How the key is written, where its name says less."""

    @property
    def method(self) -> str:
        """The handler's name: ``templates.new`` → ``do_templates_new``."""
        return "do_" + self.id.replace(".", "_")

    @property
    def key(self) -> str:
        """The first key as the operator reads it: ``ctrl+s`` → ``^s``."""
        return key_label(self.keys.split(",")[0])


_LABELS: Final = {
    "slash": "/",
    "question_mark": "?",
    "escape": "esc",
    "less_than_sign": "‹",
    "greater_than_sign": "›",
    "exclamation_mark": "!",
    "left": "←",
    "right": "→",
}


def key_label(key: str) -> str:
    """Write a Textual key name the way a footer shows it."""
    if key.startswith("ctrl+"):
        return "^" + key_label(key[5:])
    return _LABELS.get(key, key)
