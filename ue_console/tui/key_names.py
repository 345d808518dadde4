"""Names of keys as Textual spells them, and which one was meant by another spelling."""

import difflib
import re
import unicodedata
from typing import Final

from textual.keys import Keys, _character_to_key, key_to_character

MODIFIERS: Final = ("alt", "ctrl", "hyper", "meta", "shift", "super")
"""In the order in which a name has them."""

NAMED: Final = frozenset(str(key.value) for key in Keys if str(key.value).isalnum()) - {"return"}
"""Keys that give no character, such as ``f5`` and ``pageup``, and ``space``."""

SIGNS: Final = {sign: _character_to_key(sign) for sign in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}
"""Sign → name: ``?`` is ``question_mark``."""

_SIGN_NAMES: Final = frozenset(SIGNS.values())
_LONGEST: Final = 40
_MODIFIERS_MEANT: Final = {
    **{name: name for name in MODIFIERS},
    **dict.fromkeys(("c", "ctl", "control", "strg"), "ctrl"),
    **dict.fromkeys(("a", "m", "opt", "option"), "alt"),
    **dict.fromkeys(("s", "shft"), "shift"),
    **dict.fromkeys(("d", "cmd", "command", "win"), "super"),
}
_KEYS_MEANT: Final = {
    **dict.fromkeys(("esc",), "escape"),
    **dict.fromkeys(("return", "ret", "cr"), "enter"),
    **dict.fromkeys(("bs", "back"), "backspace"),
    **dict.fromkeys(("del",), "delete"),
    **dict.fromkeys(("ins",), "insert"),
    **dict.fromkeys(("pgup", "prior"), "pageup"),
    **dict.fromkeys(("pgdn", "pgdown", "pagedn", "next"), "pagedown"),
    **dict.fromkeys(("spc", "spacebar"), "space"),
    **dict.fromkeys(("backtab",), "shift+tab"),
    **dict.fromkeys(("dot", "period", "point"), "full_stop"),
    **dict.fromkeys(("hyphen", "dash"), "minus"),
    **dict.fromkeys(("bar", "pipe"), "vertical_line"),
    **dict.fromkeys(("hash",), "number_sign"),
}


def key_name(written: str) -> str:
    """The name under which a key comes in: ``?`` is ``question_mark``; empty for what is no key."""
    if len(written) == 1:
        return _character_to_key(written) if written.isprintable() and written != " " else ""
    *modifiers, key = written.split("+")
    if modifiers != sorted(set(modifiers)) or not set(modifiers) <= set(MODIFIERS):
        return ""
    gives_text = is_character(key)
    if not _is_key(key, alone=not modifiers):
        return ""
    # A terminal tells no shift of a character: it tells the other character.
    if gives_text and modifiers and (modifiers == ["shift"] or key != key.lower()):
        return ""
    return written


def is_character(key: str) -> bool:
    """Whether the key without a modifier writes something: a letter, a digit, a sign, an umlaut."""
    if len(key) == 1:
        return key.isalnum()
    character = key_to_character(key) if len(key) <= _LONGEST else None
    is_name = character is not None and character.isprintable() and _character_to_key(character) == key
    return key in _SIGN_NAMES or (is_name and key not in NAMED)


def _is_key(key: str, *, alone: bool) -> bool:
    """Whether a keyboard has it: any character has a name, ``banana`` too, and few of them have a key."""
    if key in NAMED or key in _SIGN_NAMES or (len(key) == 1 and key.isalnum()):
        return True
    return alone and is_character(key) and unicodedata.category(key_to_character(key) or "x") != "So"


def key_meant(written: str) -> str:
    """The right name for ``ctrl-x``, ``C-x``, ``Ctrl+X``, ``<c-x>`` or ``pgup``; empty where none is near."""
    text = written.strip()
    text = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    text = f"ctrl+{text[1:]}" if text.startswith("^") and len(text) > 1 else text
    if not text or len(text) > _LONGEST:
        return ""
    whole = re.sub(r"[-_\s]+", "", text.lower())
    for name in (*NAMED, *_SIGN_NAMES):
        if whole == name.replace("_", ""):
            return name
    *before, key = re.split(r"\s*[-+]\s*(?=.)", text)
    modifiers = sorted({_MODIFIERS_MEANT.get(part.lower(), "") for part in before})
    if "" in modifiers:
        return _near(text.lower())
    return _joined(modifiers, key)


def _joined(modifiers: list[str], key: str) -> str:
    key = _KEYS_MEANT.get(key.lower(), SIGNS.get(key, key))
    if len(key) == 1 and modifiers == ["shift"]:
        return key_name(key.upper())
    if len(key) > 1 or modifiers:
        key = key.lower()
    joined = "+".join([*modifiers, key])
    return key_name(joined) or _near(key, "".join(f"{name}+" for name in modifiers))


def _near(key: str, prefix: str = "") -> str:
    near = difflib.get_close_matches(key, [*NAMED, *_SIGN_NAMES], n=1, cutoff=0.7)
    return key_name(prefix + near[0]) if near else ""
