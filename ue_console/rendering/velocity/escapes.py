"""The escape tool ``$esc``: each method as the library behind Velocity Tools does it."""

import re
from collections.abc import Callable
from html.entities import codepoint2name
from urllib.parse import quote_plus

from .budget import CHARACTERS_A_STEP, Budget
from .overloads import Methods, one
from .printing import text_of
from .strings import units
from .values import Tool

_HTML = re.compile(r'[<>&"\x80-\U0010ffff]')
_XML = re.compile(r"[<>&\"'\x80-\U0010ffff]")
_SCRIPT = re.compile(r"[\x00-\x1f\\\"'/\x80-\U0010ffff]")
_CODE = re.compile(r"[\x00-\x1f\\\"\x80-\U0010ffff]")
_XML_NAMES = {"<": "lt", ">": "gt", "&": "amp", '"': "quot", "'": "apos"}
_CONTROLS = {"\b": "\\b", "\n": "\\n", "\t": "\\t", "\f": "\\f", "\r": "\\r"}


class EscapeTool(Tool):
    """``$esc``."""


def _entity(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"&{codepoint2name.get(code, f'#{code}')};"


def _xml_entity(match: re.Match[str]) -> str:
    char = match.group()
    return f"&{_XML_NAMES.get(char, f'#{ord(char)}')};"


def _code_unit(match: re.Match[str]) -> str:
    char = match.group()
    if char in _CONTROLS:
        return _CONTROLS[char]
    return f"\\{char}" if char in "\\\"'/" else f"\\u{ord(char):04X}"


def html(text: str) -> str:
    """Entities of HTML 4 for markup and for whatever is not ASCII."""
    return _HTML.sub(_entity, units(text))


def xml(text: str) -> str:
    """The five entities of XML, numbers for whatever is not ASCII."""
    return _XML.sub(_xml_entity, units(text))


def javascript(text: str) -> str:
    """The inside of a JavaScript text."""
    return _SCRIPT.sub(_code_unit, units(text))


def java(text: str) -> str:
    """The inside of a Java text."""
    return _CODE.sub(_code_unit, units(text))


def sql(text: str) -> str:
    """Single quotes doubled."""
    return text.replace("'", "''")


def url(text: str) -> str:
    """One value of a query: blanks become ``+``."""
    return quote_plus(text, safe="*").replace("~", "%7E")


def _escaping(escape: Callable[[str], str]) -> Callable[[Budget, object, object], str | None]:
    def call(budget: Budget, _: object, value: object) -> str | None:
        text = text_of(value, budget)
        if text is None:
            return None
        budget.step(len(text) // CHARACTERS_A_STEP)
        escaped = escape(text)
        budget.text(len(escaped))
        return escaped

    return call


ESCAPE: Methods = {
    "html": one("o", _escaping(html)),
    "java": one("o", _escaping(java)),
    "javascript": one("o", _escaping(javascript)),
    "sql": one("o", _escaping(sql)),
    "url": one("o", _escaping(url)),
    "xml": one("o", _escaping(xml)),
}

CHARACTERS = {
    "b": "\\", "backslash": "\\", "d": "$", "dollar": "$", "e": "!", "exclamation": "!",
    "h": "#", "hash": "#", "n": "\n", "newline": "\n", "q": '"', "quote": '"', "s": "'", "singleQuote": "'",
}  # fmt: skip
"""What ``$esc.hash`` and its like stand for."""
