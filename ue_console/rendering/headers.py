"""Which of a message's own headers the service takes (reference: email-send, ``headers``)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ue_console.rendering.result import Problem, Value
from ue_console.rendering.simple import printed
from ue_console.text import cut_end, encodable, safe_line

LIST_HEADERS: Final = frozenset(
    {"list-unsubscribe", "list-subscribe", "list-help", "list-owner", "list-archive"}
)
"""Taken only when the footer may be left out (skip_unsubscribe)."""

MAX_DISPLAY_NAME: Final = 78
"""Characters of ``to_name`` that reach the To header."""

_NAME: Final = re.compile(r"[!#-'*+\-.0-9A-Z^_`a-z|~]+")
_BREAK: Final = re.compile(r"[\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers that go into the mail, before their tags are replaced."""

    values: dict[str, str] = field(default_factory=dict)
    """Name as typed → value with its tags."""
    problems: tuple[tuple[str, Problem], ...] = ()
    """(``headers.<name>``, what is wrong with it)."""


def accepted_headers(headers: Mapping[str, Any], *, lists_allowed: bool) -> Headers:
    """Split ``headers`` into those that the service takes and complaints about the rest.

    Args:
        headers: Name → value, as in the message.
        lists_allowed: True with skip_unsubscribe=1: then List-Unsubscribe and its kin count.
    """
    values: dict[str, str] = {}
    problems: list[tuple[str, Problem]] = []
    seen: set[str] = set()
    for name, value in headers.items():
        problem = _refusal(name, value, lists_allowed) or _repeated(name, seen)
        if problem is None:
            values[name] = printed(value)
            seen.add(name.lower())
        else:
            problems.append((f"headers.{cut_end(safe_line(name), 60)}", problem))
    return Headers(values, tuple(problems))


def _refusal(name: str, value: Any, lists_allowed: bool) -> Problem | None:
    lowered = name.lower()
    if not _NAME.fullmatch(name):
        return Problem("error", "A header name has letters, digits and hyphens only.", 1, 1)
    if lowered in LIST_HEADERS:
        if not lists_allowed:
            return _ignored("counts only with skip_unsubscribe=1, which the service's support approves")
    elif not lowered.startswith("x-"):
        return _ignored("is ignored: only names that begin with X- are taken")
    try:
        printed(value)
    except ValueError:
        return Problem("error", "A header's value is text or a number.", 1, 1)
    return None


def _repeated(name: str, seen: set[str]) -> Problem | None:
    return _ignored("is there twice; the first one counts") if name.lower() in seen else None


def _ignored(reason: str) -> Problem:
    return Problem("warning", f"This header {reason}.", 1, 1)


def one_line(text: str) -> tuple[str, Problem | None]:
    """Return ``text`` fit for one header line, with a problem if line breaks had to go.

    A line break in a header would let a value add headers of its own.
    """
    clean = _BREAK.sub(" ", text)
    if clean == text:
        return text, None
    return clean.strip(), Problem(
        "error", "A line break or control character has no place in a header.", 1, 1
    )


def display_name(value: Value) -> tuple[str, Problem | None]:
    """Return ``to_name`` as it stands in To, with a problem where it had to be changed."""
    try:
        name, problem = one_line(encodable(printed(value)))
    except ValueError:
        return "", Problem("error", "A display name is text.", 1, 1, "to_name")
    if len(name) <= MAX_DISPLAY_NAME:
        return name, problem
    cut = f"A display name longer than {MAX_DISPLAY_NAME} characters is cut."
    return name[:MAX_DISPLAY_NAME], problem or Problem("warning", cut, 1, 1, "to_name")
