"""Header fields as lines: folded, and in encoded words where ASCII does not do (RFC 5322, RFC 2047).

Unfolding and decoding give a value back to the character, also one that looks like an encoded word.
Tabs are as good as spaces here and stay.
"""

import re
from base64 import b64encode
from typing import Final

LINE: Final = 78
"""Characters of a line where it can be helped."""
LONGEST_LINE: Final = 998
"""Characters of any line."""

_WORD_LINE: Final = 76
_WORD: Final = 75
_FRAME: Final = len("=?utf-8?b??=")
_LEAST: Final = 24

_PLAIN: Final = re.compile(r"[!-~](?:[ -~\t]*[!-~])?")
_ATOMS: Final = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_TOKEN: Final = re.compile(r"[ \t]*[^ \t]+")


def field(name: str, value: str) -> str:
    """``Name: value`` with CR LF at its end.

    Args:
        name: In ASCII.
        value: Without line breaks.
    """
    if not value:
        return f"{name}:\r\n"
    if _PLAIN.fullmatch(value) and "=?" not in value:
        lines = _folded(f"{name}: {value}")
        if max(map(len, lines)) <= LONGEST_LINE:
            return "\r\n".join(lines) + "\r\n"
    return "\r\n".join(_in_words(name, value)) + "\r\n"


def address_field(name: str, display_name: str, address: str) -> str:
    """``Name: "display name" <address>`` with CR LF at its end."""
    if not display_name.strip():
        return field(name, address)
    if "=?" in display_name or not _PLAIN.fullmatch(display_name):
        lines = _in_words(name, display_name)
        room = LINE - len(lines[-1])
        end = f" <{address}>"
        return "\r\n".join(lines) + (end if len(end) <= room else f"\r\n{end}") + "\r\n"
    if not _ATOMS.fullmatch(display_name):
        display_name = '"' + re.sub(r'(["\\])', r"\\\1", display_name) + '"'
    lines = _folded(f"{name}: {display_name} <{address}>")
    return "\r\n".join(lines) + "\r\n"


def _folded(line: str) -> list[str]:
    """Lines that break before white space, so that each later one begins with it."""
    head, *tokens = _TOKEN.findall(line)
    # Never after the name alone: a first line without a value confuses readers.
    lines = [head + tokens[0]]
    for token in tokens[1:]:
        if len(lines[-1]) + len(token) <= LINE:
            lines[-1] += token
        else:
            lines.append(token)
    return lines


def _in_words(name: str, value: str) -> list[str]:
    """Lines of one encoded word each; readers drop the white space between them."""
    lines, text = [f"{name}: "], bytearray()
    # A long name has its first word beside it all the same, as in _folded.
    room = max(_WORD_LINE - len(lines[0]), _LEAST)
    for character in value:
        data = character.encode()
        if len(text) + len(data) > _bytes_in(room):
            lines[-1] += _word(text)
            lines.append(" ")
            text, room = bytearray(), _WORD
        text += data
    lines[-1] += _word(text)
    return lines


def _bytes_in(room: int) -> int:
    return (room - _FRAME) // 4 * 3


def _word(text: bytearray) -> str:
    return f"=?utf-8?b?{b64encode(text).decode()}?="
