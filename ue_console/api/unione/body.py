"""Models as the JSON of a request: minimal, and exact in what the operator gave."""

from collections.abc import Collection
from typing import Any

from ue_console.models.base import Model


def compact(
    model: Model, *, leave_out: Collection[str] = (), keep_empty: Collection[str] = ()
) -> dict[str, Any]:
    """Return ``model`` by the API's names, without None and without empty objects, lists and models.

    Values inside substitutions, metadata and headers stay as they are, null included; so do fields
    that a newer service added. 0, False and empty text are values and stay.

    Args:
        model: What to send.
        leave_out: Field names never sent.
        keep_empty: Field names sent even when empty.
    """
    sent: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        value = _plain(getattr(model, name))
        dropped = value is None or (value in ({}, []) and name not in keep_empty)
        if not dropped and name not in leave_out:
            sent[field.alias or name] = value
    return {**sent, **(model.model_extra or {})}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return compact(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
