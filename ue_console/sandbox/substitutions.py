"""Checks of substitutions and metadata (reference: email-send)."""

from typing import Any, Final

from ue_console.sandbox.fields import mapping
from ue_console.sandbox.refusal import Refusal

MOST_METADATA: Final = 10
MOST_METADATA_KEY: Final = 64
MOST_METADATA_VALUE: Final = 1024

_DEEPEST: Final = 32


def substitutions(value: Any, engine: str) -> dict[str, Any]:
    """Name → value; lists and objects only with ``velocity``.

    Raises:
        Refusal: 212.
    """
    found = mapping(value, 212)
    for name, item in found.items():
        plain = isinstance(item, str | int | float)
        structured = engine == "velocity" and isinstance(item, list | dict) and _depth(item) <= _DEEPEST
        if not plain and not structured:
            raise Refusal(212, name[:100])
    return found


def metadata(value: Any) -> dict[str, str | int]:
    """Key → string or integer.

    Raises:
        Refusal: 216 a type, 217 too many, 218 a long key, 219 a long value.
    """
    found = mapping(value, 216)
    if len(found) > MOST_METADATA:
        raise Refusal(217)
    for key, item in found.items():
        if isinstance(item, bool) or not isinstance(item, str | int):
            raise Refusal(216, key[:100])
        if len(key) > MOST_METADATA_KEY:
            raise Refusal(218, key[:100])
        if len(str(item)) > MOST_METADATA_VALUE:
            raise Refusal(219, key)
    return found


def _depth(value: Any) -> int:
    """How deep lists and objects nest, without recursion: the value is foreign."""
    level: list[Any] = [value]
    depth = 0
    while level and depth <= _DEEPEST:
        depth += 1
        level = [
            inner
            for outer in level
            if isinstance(outer, list | dict)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return depth
