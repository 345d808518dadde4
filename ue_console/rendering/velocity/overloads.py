"""How the methods of the values are declared and chosen: by name and by the arguments' types.

The kinds of arguments: ``s`` text, ``i`` 32-bit whole number, ``d`` any number, ``b`` boolean,
``c`` list or other collection, ``m`` map, ``o`` anything. As in Java, null fits all but
numbers and booleans.
"""

from collections.abc import Callable

from .budget import CHARACTERS_A_STEP, ITEMS_A_STEP, Budget
from .faults import MethodFault
from .values import Bag

Function = Callable[..., object]
Overload = tuple[str, Function]
Methods = dict[str, tuple[Overload, ...]]


def one(kinds: str, function: Function) -> tuple[Overload, ...]:
    """A method without overloads; ``function`` takes the budget, the value and the arguments."""
    return ((kinds, function),)


def choose(overloads: tuple[Overload, ...], arguments: list[object]) -> Function | None:
    """The first overload whose kinds fit ``arguments``."""
    for kinds, function in overloads:
        if len(kinds) == len(arguments) and all(map(_fits, kinds, arguments)):
            return function
    return None


def _fits(kind: str, value: object) -> bool:
    if kind == "o" or (value is None and kind in "scm"):
        return True
    if kind == "i":
        return type(value) is int and -(2**31) <= value < 2**31
    if kind == "d":
        return type(value) is int or type(value) is float
    return type(value) in _TYPES[kind]


_TYPES: dict[str, tuple[type, ...]] = {"s": (str,), "b": (bool,), "c": (list, Bag), "m": (dict,)}


def items_of(collection: list[object] | Bag | None) -> list[object]:
    """The items of a collection argument."""
    if collection is None:
        raise MethodFault("it was given no list")
    return collection.items if isinstance(collection, Bag) else collection


def given(text: str | None) -> str:
    """A text argument that must not be null."""
    if text is None:
        raise MethodFault("it was given no text")
    return text


def invoke(function: Function, budget: Budget, value: object, arguments: list[object]) -> object:
    """Call a method; it costs a step, and more when large values take part."""
    budget.step(1 + _weight(value) + sum(map(_weight, arguments)))
    return function(budget, value, *arguments)


def _weight(value: object) -> int:
    if type(value) is str:
        return len(value) // CHARACTERS_A_STEP
    return len(value) // ITEMS_A_STEP if isinstance(value, list | dict) else 0
