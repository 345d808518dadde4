"""Recipients as JSON: the API's own objects, or flat ones."""

import json
import math
from collections.abc import Mapping
from typing import Any, Final

from ue_console.models.unione.message import Recipient
from ue_console.services.addresses import address_problem
from ue_console.services.recipients.parsed import Collector, Parsed

_SHAPE: Final = 'Give an array such as [{"email": "ann@example.com", "substitutions": {}}].'
_ADDRESSES: Final = 'Give an array such as ["ann@example.com", "bob@example.com"].'
"""Where names and values don't matter."""
_OBJECTS: Final = ("substitutions", "metadata")


def parse_json(text: str, also: str = "email") -> Parsed:
    """Read an array of recipients, or an object that has one in ``recipients``.

    An item is ``{email, substitutions, metadata}``, or flat: every other key is a substitution,
    ``name`` becomes ``to_name`` and ``metadata.x`` metadata. Types are kept as JSON has them, and
    a flat null is no value. Rows are counted in items.

    Args:
        text: The JSON.
        also: A key that holds the address where there is no ``email``.
    """
    found = Collector()
    shape = _SHAPE if also == "email" else _ADDRESSES
    try:
        data = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        row = getattr(error, "lineno", 1)
        found.refuse(row, _line(text, row), f"This is not JSON: {error}.", shape)
        return found.parsed("json")
    for row, item in enumerate(_items(data), 1):
        if isinstance(item, dict) and "email" not in item and also in item:
            item["email"] = item.pop(also)
        _take(found, row, item, shape)
    return found.parsed("json")


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _line(text: str, row: int) -> str:
    return "".join(text.splitlines()[row - 1 : row])


def _items(data: Any) -> list[Any]:
    if isinstance(data, dict) and isinstance(data.get("message"), dict):
        data = data["message"]
    if isinstance(data, dict):
        data = data.get("recipients", [data])
    return data if isinstance(data, list) else [data]


def _take(found: Collector, row: int, item: Any, shape: str) -> None:
    shown = json.dumps(item, ensure_ascii=False)
    if isinstance(item, str):
        item = {"email": item}
    email = item.get("email") if isinstance(item, Mapping) else None
    if not isinstance(item, Mapping) or not isinstance(email, str):
        found.refuse(row, shown, "The item has no email.", shape)
        return
    if why := address_problem(email.strip()):
        found.refuse(row, shown, f"“{email}” is not an address: {why}", "Correct the address or remove it.")
        return
    for key in _OBJECTS:
        if not isinstance(item.get(key, {}), Mapping):
            found.refuse(row, shown, f"{key} is not an object.", shape)
            return
    if not _finite(item):
        found.refuse(row, shown, "A number is too large.", "Give it as text, in quotes.")
        return
    found.add(row, _recipient(email.strip(), item))


def _recipient(email: str, item: Mapping[str, Any]) -> Recipient:
    values: dict[str, dict[str, Any]] = {key: dict(item.get(key, {})) for key in _OBJECTS}
    for key, value in item.items():
        if key in ("email", *_OBJECTS) or value is None:
            continue
        if key == "name" and "to_name" not in item:
            key = "to_name"
        kind, dot, name = key.partition(".")
        target, name = ("metadata", name) if kind == "metadata" and dot and name else ("substitutions", key)
        values[target].setdefault(name, value)
    return Recipient.model_validate({"email": email, **values})


def _finite(value: Any) -> bool:
    """False when a number overflowed into infinity, which JSON can't say."""
    if isinstance(value, Mapping):
        return all(map(_finite, value.values()))
    if isinstance(value, list):
        return all(map(_finite, value))
    return not isinstance(value, float) or math.isfinite(value)
