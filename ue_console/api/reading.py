"""Answers into models, forgiving what services of this family are known to send.

Forgiven: null for a field that has a default, ``[]`` for an empty object, numbers where text is
meant; pydantic itself takes digits for integers and booleans for 0 and 1.
"""

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from ue_console.api.methods import Method
from ue_console.api.peer import Peer
from ue_console.errors import NotTheService, WireError

M = TypeVar("M", bound=BaseModel)


class AnswerReader:
    """Reads the answers of one method of one peer."""

    def __init__(self, method: Method, peer: Peer) -> None:
        self._method = method
        self._peer = peer

    def model(self, kind: type[M], value: object, where: str = "") -> M:
        """Return ``value`` as a ``kind``; ``where`` is its path in the answer, empty for all of it.

        Raises:
            NotTheService: A field is missing or of a wrong type; ``field`` names it.
            OutcomeUnknown: The same, in the answer to a writing method.
        """
        if not where and isinstance(value, dict):
            value = {key: part for key, part in value.items() if key != "status"}
        try:
            return kind.model_validate(_forgive(kind, value))
        except ValidationError as error:
            steps = error.errors(include_url=False, include_input=False, include_context=False)[0]["loc"]
        raise self.wrong(".".join(str(step) for step in (*filter(None, [where]), *steps)))

    def models(self, kind: type[M], answer: Mapping[str, Any], name: str) -> list[M]:
        """Return the list ``name`` of ``answer``; null counts as empty.

        Raises:
            NotTheService: It is missing, no list, or one of its items is wrong.
        """
        rows = answer.get(name, False)
        if rows is None:
            return []
        if not isinstance(rows, list):
            raise self.wrong(name)
        return [self.model(kind, row, f"{name}.{number}") for number, row in enumerate(rows)]

    def wrong(self, path: str) -> WireError:
        """Return the error for an answer whose field ``path`` can't be read; empty for all of it."""
        field = self._peer.clean(path, 80)
        what = f"its field {field} is missing or wrong" if field else "it is no object"
        if self._method.writes:
            from ue_console.api.failures import unknown

            return unknown(
                f"{self._peer.host} answered in a form not understood: {what}.", self._method, field
            )
        return NotTheService(
            f"{self._peer.host} answers {self._method.path} in a form not understood: {what}.",
            "Check the account's base URL; a newer console may know this form.",
            field=field,
        )


def _forgive(kind: type[BaseModel], value: object) -> object:
    """Return ``value`` with each field of ``kind`` brought into the form that ``kind`` reads."""
    if not isinstance(value, dict):
        return value
    fixed = dict(value)
    for name, field in kind.model_fields.items():
        for key in {name, field.alias or name} & fixed.keys():
            kinds = _kinds(field.annotation)
            if fixed[key] is None and NoneType not in kinds:
                del fixed[key]
            else:
                fixed[key] = _fit(kinds, fixed[key])
    return fixed


def _kinds(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _fit(kinds: tuple[Any, ...], value: object) -> object:
    """Return ``value`` in the form of one of ``kinds``; unchanged where none is near."""
    model = next((k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)), None)
    if value == [] and (model or any(get_origin(k) is dict for k in kinds)):
        return None if NoneType in kinds else {}
    if model:
        return _forgive(model, value)
    if isinstance(value, list):
        rows = next((k for k in kinds if get_origin(k) is list), None)
        return [_fit(get_args(rows), item) for item in value] if rows else value
    if str in kinds and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value
