"""Small checks of single values, each with the code that it raises."""

from collections.abc import Mapping
from typing import Any

from ue_console.sandbox.addresses import is_valid
from ue_console.sandbox.refusal import Refusal


def text(value: Any, code: int) -> str:
    """The string.

    Raises:
        Refusal: ``code`` for any other type.
    """
    if not isinstance(value, str):
        raise Refusal(code)
    return value


def address(value: Any, missing: int, invalid: int) -> str:
    """The address, as it was spelled.

    Raises:
        Refusal: ``missing`` for None and blanks, ``invalid`` for what is no address.
    """
    if value is None or value == "":
        raise Refusal(missing)
    if not isinstance(value, str) or not is_valid(value):
        raise Refusal(invalid, value[:100] if isinstance(value, str) else "it must be a string")
    return value


def whole(parameters: Mapping[str, Any], name: str, default: int, code: int) -> int:
    """The integer called ``name``, or the default where there is none.

    Raises:
        Refusal: ``code`` for any other type.
    """
    value = parameters.get(name)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refusal(code)
    return value


def at_least(number: int, least: int, code: int) -> int:
    """The number.

    Raises:
        Refusal: ``code`` when it is below ``least``.
    """
    if number < least:
        raise Refusal(code)
    return number


def flag(value: Any) -> int | None:
    """0 or 1 for what clients send: numbers, booleans, digits as text; None for the rest."""
    if isinstance(value, bool | int):
        return int(bool(value))
    return {"0": 0, "1": 1}.get(value) if isinstance(value, str) else None


def mapping(value: Any, code: int) -> dict[str, Any]:
    """The object; an empty list counts as an empty object, as PHP clients send it.

    Raises:
        Refusal: ``code`` for any other type.
    """
    if value == []:
        return {}
    if not isinstance(value, dict):
        raise Refusal(code)
    return value
