"""Methods of texts, counting in UTF-16 units as Java does."""

import re

from .budget import Budget
from .faults import MethodFault
from .literals import paired
from .overloads import Methods, given, items_of, one
from .printing import text_of
from .separators import plain, split, substitute
from .values import Bag, same

_WIDE = re.compile("[\U00010000-\U0010ffff]")
_TRIMMED = "".join(map(chr, range(0x21)))


def units(text: str) -> str:
    """The text with each character beyond U+FFFF as its two surrogates."""
    if text.isascii():
        return text
    return _WIDE.sub(lambda match: _surrogates(match.group()), text)


def _surrogates(char: str) -> str:
    code = ord(char) - 0x10000
    return chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))


def _length(budget: Budget, text: str) -> int:
    budget.text(len(text))
    return len(units(text))


def _substring(budget: Budget, text: str, start: int, end: int | None = None) -> str:
    budget.text(len(text))
    whole = units(text)
    stop = len(whole) if end is None else end
    if not 0 <= start <= stop <= len(whole):
        raise MethodFault(f"the text has {len(whole)} characters, so there are none from {start} to {stop}")
    return paired(whole[start:stop])


def _char_at(budget: Budget, text: str, index: int) -> str:
    return _substring(budget, text, index, index + 1)


def _index_of(budget: Budget, text: str, wanted: str | None, start: int = 0) -> int:
    budget.text(len(text))
    return units(text).find(units(given(wanted)), max(start, 0))


def _index_of_code(budget: Budget, text: str, code: int) -> int:
    return _index_of(budget, text, chr(code)) if 0 <= code < 0x110000 else -1


def _last_index_of(budget: Budget, text: str, wanted: str | None) -> int:
    budget.text(len(text))
    return units(text).rfind(units(given(wanted)))


def _replace(budget: Budget, text: str, old: str | None, new: str | None) -> str:
    before, after = given(old), given(new)
    budget.text(len(text) + text.count(before) * max(len(after) - len(before), 0))
    return text.replace(before, after)


def _concat(budget: Budget, text: str, other: str | None) -> str:
    budget.text(len(text) + len(given(other)))
    return text + given(other)


def _upper(budget: Budget, text: str) -> str:
    budget.text(len(text))
    return text.upper()


def _lower(budget: Budget, text: str) -> str:
    budget.text(len(text))
    return text.lower()


def _repeat(budget: Budget, text: str, count: int) -> str:
    if count < 0:
        raise MethodFault("it can't repeat a text fewer than 0 times")
    budget.text(len(text) * count)
    return text * count


def _compare(budget: Budget, text: str, other: str | None) -> int:
    budget.text(len(text))
    left, right = units(text), units(given(other))
    for a, b in zip(left, right, strict=False):
        if a != b:
            return ord(a) - ord(b)
    return len(left) - len(right)


def _hash(budget: Budget, text: str) -> int:
    budget.step(len(text) // 16)
    total = 0
    for char in units(text):
        total = (total * 31 + ord(char)) & 0xFFFFFFFF
    return total - 2**32 if total >= 2**31 else total


def _join(budget: Budget, _: str, separator: str | None, parts: list[object] | Bag | None) -> str:
    texts = [text_of(part, budget) or "" if part is not None else "null" for part in items_of(parts)]
    budget.text(sum(map(len, texts)) + len(given(separator)) * len(texts))
    return given(separator).join(texts)


def _value_of(budget: Budget, _: str, value: object) -> str:
    return text_of(value, budget) or "" if value is not None else "null"


STRING: Methods = {
    "charAt": one("i", _char_at),
    "compareTo": one("s", _compare),
    "compareToIgnoreCase": one("s", lambda b, s, o: _compare(b, s.upper().lower(), given(o).upper().lower())),
    "concat": one("s", _concat),
    "contains": one("s", lambda _, s, o: given(o) in s),
    "endsWith": one("s", lambda _, s, o: s.endswith(given(o))),
    "equals": one("o", lambda b, s, o: same(s, o, b)),
    "equalsIgnoreCase": one("s", lambda _, s, o: o is not None and s.upper().lower() == o.upper().lower()),
    "hashCode": one("", _hash),
    "indexOf": (("s", _index_of), ("si", _index_of), ("i", _index_of_code)),
    "isBlank": one("", lambda _, s: not s.strip()),
    "isEmpty": one("", lambda _, s: not s),
    "join": one("sc", _join),
    "lastIndexOf": one("s", _last_index_of),
    "length": one("", _length),
    "matches": one("s", lambda _, s, o: plain(given(o)) == s),
    "repeat": one("i", _repeat),
    "replace": one("ss", _replace),
    "replaceAll": one("ss", lambda b, s, o, n: substitute(b, s, given(o), given(n))),
    "replaceFirst": one("ss", lambda b, s, o, n: substitute(b, s, given(o), given(n), 1)),
    "split": (
        ("s", lambda b, s, o: split(b, s, given(o))),
        ("si", lambda b, s, o, n: split(b, s, given(o), n)),
    ),
    "startsWith": one("s", lambda _, s, o: s.startswith(given(o))),
    "strip": one("", lambda _, s: s.strip()),
    "substring": (("i", _substring), ("ii", _substring)),
    "toLowerCase": one("", _lower),
    "toString": one("", lambda _, s: s),
    "toUpperCase": one("", _upper),
    "trim": one("", lambda _, s: s.strip(_TRIMMED)),
    "valueOf": one("o", _value_of),
}
