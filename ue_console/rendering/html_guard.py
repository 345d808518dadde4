"""HTML made harmless for the parser.

lexbor builds the tree that the standard asks for, and the standard lets some inputs grow with
the square of their length: 100,000 nested ``div`` take 20 s, one tag with 50,000 attributes
8 s, and 20 kB of ``<font color=1><font color=2>…`` followed by ``<p>`` fill 400 MB. So the
markup is read once, forward only, and written again: nested to a limited depth, with closing
tags that fit, without comments, scripts and the like, and with few attributes.
"""

import re
from collections import Counter
from typing import Final

MAX_DEPTH: Final = 200
"""Nested elements; deeper ones lose their tags and keep their text."""

MAX_ATTRIBUTES: Final = 1_000
"""Characters of a tag's attributes that are passed on as they are."""

MAX_VALUE: Final = 4_000
"""Characters of one attribute that are passed on in a longer tag."""

_WS: Final = r"[\t\n\f\r ]"
_NAME: Final = r"(?:=[^\t\n\f\r />=]*+|[^\t\n\f\r />=]++)"
_VALUE: Final = rf"""(?:{_WS}*+={_WS}*+(?:"[^"]*+"?+|'[^']*+'?+|[^\t\n\f\r >"'][^\t\n\f\r >]*+)?+)?+"""
_ATTRIBUTE: Final = re.compile(f"({_NAME}){_VALUE}")
_TAG: Final = re.compile(rf"<(/?)([A-Za-z][^\t\n\f\r />]*+)((?:[\t\n\f\r /]++|{_NAME}{_VALUE})*+)(>?+)")
_HIDDEN: Final = re.compile(r"display\s{0,4}:\s{0,4}none", re.IGNORECASE)

_DROPPED: Final = frozenset(
    (
        "script",
        "style",
        "title",
        "xmp",
        "iframe",
        "noembed",
        "noframes",
        "template",
        "svg",
        "math",
        "textarea",
        "object",
        "video",
        "audio",
    )
)
"""Elements whose content is no text of the mail."""
_FORMATTING: Final = frozenset(
    ("b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
"""Elements that the parser opens again in each new paragraph, one for each set of attributes."""
_VOID: Final = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    )
)
_SELF_ENDING: Final = frozenset(
    ("a", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option")
)
"""Elements that end where the next of their kind begins."""
_KEPT: Final = frozenset(("href", "src", "alt", "style", "hidden", "start", "colspan", "width", "height"))


def bounded(html: str) -> str:
    """Return ``html`` with the same text and a tree that is quick to build. Linear time."""
    return _Guard(html).run()


class _Guard:
    def __init__(self, html: str) -> None:
        self.html = html
        self.out: list[str] = []
        self.stack: list[str] = []
        self.open: Counter[str] = Counter()
        self.too_deep: Counter[str] = Counter()
        self.endless: set[str] = set()

    def run(self) -> str:
        html, out, position = self.html, self.out, 0
        while (start := html.find("<", position)) >= 0:
            out.append(html[position:start])
            match = _TAG.match(html, start)
            position = self._other(start) if match is None else self._tag(match)
        out.append(html[position:])
        return "".join(out)

    def _other(self, start: int) -> int:
        """Skip a comment or declaration; keep a bare ``<`` as text."""
        if self.html.startswith("<!--", start):
            end = self.html.find("-->", start + 2)
            return len(self.html) if end < 0 else end + 3
        if self.html.startswith(("<!", "<?", "</"), start):
            end = self.html.find(">", start)
            return len(self.html) if end < 0 else end + 1
        self.out.append("&lt;")
        return start + 1

    def _tag(self, match: re.Match[str]) -> int:
        name = match[2].lower()
        if not match[4]:  # the text ends within the tag: a browser drops it
            pass
        elif match[1]:
            self._closing(name)
        elif name in _DROPPED:
            return self._after_content(name, match.end())
        elif name in _VOID or name in _SELF_ENDING:
            self.out.append(f"<{name}{_attributes(name, match[3])}>")
        elif len(self.stack) < MAX_DEPTH:
            self.stack.append(name)
            self.open[name] += 1
            self.out.append(f"<{name}{_attributes(name, match[3])}>")
        else:
            self.too_deep[name] += 1
            self.out.append("<br>")
        return match.end()

    def _closing(self, name: str) -> None:
        if name in _SELF_ENDING:
            self.out.append(f"</{name}>")
        elif self.too_deep[name]:
            self.too_deep[name] -= 1
        elif self.open[name]:
            last = ""
            while last != name:
                last = self.stack.pop()
                self.open[last] -= 1
                self.out.append(f"</{last}>")

    def _after_content(self, name: str, position: int) -> int:
        """Return the place after ``</name>``; without one, only the tag itself is left out."""
        if name in self.endless:
            return position
        end = re.compile(f"</{name}(?=[\t\n\f\r />])[^>]*+>?+", re.IGNORECASE).search(self.html, position)
        if end is None:
            self.endless.add(name)
            return position
        return end.end()


def _attributes(name: str, attributes: str) -> str:
    if not attributes:
        return ""
    if name in _FORMATTING:
        return ' style="display:none"' if _HIDDEN.search(attributes) else ""
    if len(attributes) <= MAX_ATTRIBUTES:
        return " " + attributes.lstrip("\t\n\f\r /")
    kept: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(attributes):
        if match[1].lower() in _KEPT and match.end() - match.start() <= MAX_VALUE:
            kept.setdefault(match[1].lower(), match[0])
    return "".join(f" {attribute}" for attribute in kept.values())
