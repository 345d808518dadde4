"""What a template may ask of a value: the closed list of methods and properties, per exact type.

Nothing here looks at an attribute by a name that comes from a template.
"""

from collections.abc import Callable

from .budget import Budget
from .containers import BAG, ENTRY, LIST, LOOP, MAP, scope_get
from .dates import DATE, DATE_FORMAT, DateFormatTool, DateTool, styled
from .escapes import CHARACTERS, ESCAPE, EscapeTool
from .faults import MethodFault
from .numbers import BOOLEAN, DOUBLE, INTEGER
from .overloads import Methods, choose, invoke
from .strings import STRING
from .values import Bag, Entry, LoopScope, freeze

_METHODS: dict[type, Methods] = {
    str: STRING,
    int: INTEGER,
    float: DOUBLE,
    bool: BOOLEAN,
    list: LIST,
    dict: MAP,
    Bag: BAG,
    Entry: ENTRY,
    LoopScope: LOOP,
    EscapeTool: ESCAPE,
    DateTool: DATE,
    DateFormatTool: DATE_FORMAT,
}

_LOOP_PROPERTIES: dict[str, Callable[[LoopScope], object]] = {
    "count": lambda scope: scope.index + 1,
    "first": lambda scope: scope.index < 1,
    "hasNext": lambda scope: scope.has_next,
    "index": lambda scope: scope.index,
    "last": lambda scope: not scope.has_next,
    "parent": lambda scope: scope.parent,
    "replaced": lambda scope: scope.replaced,
}


def has_method(value: object, name: str) -> bool:
    """Whether values of this type have a method of this name, whatever its arguments."""
    return name in _METHODS.get(type(value), {})


def call(budget: Budget, value: object, name: str, arguments: list[object]) -> object:
    """Call a method; None when there is none of this name for these arguments.

    Raises:
        MethodFault: Where Java would throw.
    """
    overloads = _METHODS.get(type(value), {}).get(name)
    function = choose(overloads, arguments) if overloads else None
    return None if function is None else invoke(function, budget, value, arguments)


def prop(value: object, name: str) -> object:
    """The property ``value.name``, or None."""
    if isinstance(value, dict):
        return value.get(name)
    if isinstance(value, LoopScope):
        read = _LOOP_PROPERTIES.get(name)
        return read(value) if read else scope_get(value, name)
    if name == "empty" and isinstance(value, str | list):
        return not value
    if isinstance(value, Bag):
        return not value.items if name == "empty" else None
    if isinstance(value, Entry):
        return {"key": value.key, "value": value.value}.get(name)
    return _tool_property(value, name)


def _tool_property(value: object, name: str) -> object:
    if isinstance(value, EscapeTool):
        return CHARACTERS.get(name)
    if isinstance(value, DateTool):
        parts = {"year": value.now.year, "month": value.now.month - 1, "day": value.now.day}
        return parts[name] if name in parts else styled(name, value.now)
    return None


def index(budget: Budget, value: object, key: object) -> object:
    """``value[key]``; a negative key counts from the end.

    Raises:
        MethodFault: When there is no such item.
    """
    return call(budget, value, "get", [_from_end(value, key)])


def _from_end(value: object, key: object) -> object:
    if type(key) is not int or key >= 0:
        return key
    if not isinstance(value, list | dict | Bag):
        raise MethodFault("only lists and maps can be counted from the end")
    return key + len(value.items if isinstance(value, Bag) else value)


def set_index(budget: Budget, value: object, key: object, new: object) -> None:
    """``#set($value[key] = new)``; nothing happens where that can't be.

    Raises:
        MethodFault: When there is no such item.
    """
    place = _from_end(value, key)
    name = "put" if isinstance(value, dict | LoopScope) else "set"
    call(budget, value, name, [place, new])


def set_property(budget: Budget, value: object, name: str, new: object) -> None:
    """``#set($value.name = new)``; only maps take it."""
    if isinstance(value, dict | LoopScope):
        call(budget, value, "put", [freeze(name), new])
