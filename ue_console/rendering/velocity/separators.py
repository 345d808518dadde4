"""``split`` and ``replaceAll`` with plain separators.

Java takes a regular expression here. A template's expression would run without any bound on
its time, so only those that stand for one plain text are carried out.
"""

from .budget import Budget
from .faults import MethodFault

_MEANINGFUL = frozenset("\\[](){}.*+?^$|")


def plain(expression: str) -> str:
    """The one text that ``expression`` matches.

    Raises:
        MethodFault: For an expression that matches more than one text.
    """
    parts: list[str] = []
    quoted = False
    for char in expression:
        if quoted and char.isalnum():
            raise MethodFault("only a plain separator works here, no regular expression")
        if not quoted and char == "\\":
            quoted = True
            continue
        if not quoted and char in _MEANINGFUL:
            raise MethodFault("only a plain separator works here, no regular expression")
        parts.append(char)
        quoted = False
    if quoted:
        raise MethodFault("the separator ends in a lone backslash")
    return "".join(parts)


def split(budget: Budget, text: str, expression: str, limit: int = 0) -> list[object]:
    """Cut ``text`` at each separator; without a ``limit``, empty texts at the end go."""
    separator = plain(expression)
    budget.items(text.count(separator) + 1)
    budget.text(len(text))
    most = limit - 1 if limit > 0 else -1
    parts = text.split(separator, most) if separator else _characters(text, limit)
    if limit == 0 and len(parts) > 1:
        while parts and not parts[-1]:
            parts.pop()
    return list(parts)


def _characters(text: str, limit: int) -> list[str]:
    if limit <= 0 or limit > len(text):
        return [*text, ""] if text else [""]
    return [*text[: limit - 1], text[limit - 1 :]]


def substitute(budget: Budget, text: str, expression: str, new: str, count: int = -1) -> str:
    """Replace all, or the first ``count``, places that match."""
    if "$" in new or "\\" in new:
        raise MethodFault("only a plain replacement works here, without “$” or “\\”")
    old = plain(expression)
    times = text.count(old) if count < 0 else count
    budget.text(len(text) + times * max(len(new) - len(old), 0))
    return text.replace(old, new, count)
