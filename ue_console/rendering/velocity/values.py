"""Values as Java would hold them, made of exact Python types.

null is None, Boolean is bool, the integer types are int, Double is float, String is str,
List is list. A Map is a dict whose keys went through ``freeze``, for in Java 1, 1.0 and true
are three keys. Whatever has another type comes from this package.
"""

from dataclasses import dataclass, field

from .budget import CHARACTERS_A_STEP, Budget
from .faults import TemplateFault

Key = str | tuple[str, object]


@dataclass(slots=True, eq=False)
class Bag:
    """A read-only collection: what ``keySet()``, ``values()`` and ``entrySet()`` give."""

    items: list[object]


@dataclass(slots=True, eq=False)
class Entry:
    """One pair of a map."""

    key: object
    value: object


@dataclass(slots=True, eq=False)
class LoopScope:
    """``$foreach``: where a loop stands."""

    parent: "LoopScope | None"
    replaced: object
    """What ``$foreach`` was before, when that was no loop."""
    index: int = -1
    has_next: bool = False
    storage: dict[Key, object] = field(default_factory=dict)


class DefinedBlock:
    """What ``#define`` keeps: it renders anew wherever it is printed."""

    def text(self) -> str | None:
        """Render to a text, or None when it recurses too deeply."""
        raise AssertionError("the interpreter provides this")


class Tool:
    """A helper object of the service's context, such as ``$esc``."""


def adopt(value: object, budget: Budget) -> object:
    """Copy a caller's value, so that no template changes it; unknown types become null."""
    budget.step()
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return budget.integer(int(value))
    if isinstance(value, float):
        return float(value)
    if isinstance(value, list | dict):
        budget.enter()
        copied = _adopt_items(value, budget)
        budget.leave()
        return copied
    return None


def _adopt_items(value: list[object] | dict[object, object], budget: Budget) -> object:
    if isinstance(value, list):
        return [adopt(item, budget) for item in value]
    return {str.__str__(key): adopt(item, budget) for key, item in value.items() if isinstance(key, str)}


def is_number(value: object) -> bool:
    """Whether Java would call it a Number."""
    return type(value) is int or type(value) is float


def freeze(value: object) -> Key:
    """Make a map's key of a value.

    Raises:
        TemplateFault: For lists, maps and other objects, which no mail needs as keys.
    """
    if type(value) is str:
        return value
    if value is None or type(value) in (bool, int, float):
        return type(value).__name__, value
    raise TemplateFault("Only texts, numbers and booleans can be the keys of a map here.")


def thaw(key: Key) -> object:
    """The value that ``freeze`` made into ``key``."""
    return key if isinstance(key, str) else key[1]


def same(left: object, right: object, budget: Budget) -> bool:
    """Java's ``equals``: of the same type and equal all the way down."""
    budget.step()
    if type(left) is not type(right):
        return False
    if isinstance(left, str):
        budget.step(len(left) // CHARACTERS_A_STEP)
    if isinstance(left, list) and isinstance(right, list):
        budget.enter()
        equal = len(left) == len(right) and all(same(a, b, budget) for a, b in zip(left, right, strict=True))
        budget.leave()
        return equal
    if isinstance(left, dict) and isinstance(right, dict):
        budget.enter()
        equal = left.keys() == right.keys() and all(same(left[key], right[key], budget) for key in left)
        budget.leave()
        return equal
    if isinstance(left, Bag | Entry | LoopScope | DefinedBlock | Tool):
        return left is right
    return left == right
