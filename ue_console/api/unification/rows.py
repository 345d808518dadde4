"""Lists of answers into models."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from ue_console.api.reading import AnswerReader
from ue_console.errors import WireError

M = TypeVar("M", bound=BaseModel)


def read_rows(
    reader: AnswerReader, kind: type[M], answer: Mapping[str, Any], name: str
) -> list[M] | WireError:
    """Return the list ``name`` of ``answer``, or the error that names what is wrong.

    Absent, null and an empty object are an empty list. The error is returned and not raised, without
    its traceback, so that no frame of it holds tokens that an answer may hold.
    """
    try:
        return reader.models(kind, {name: answer.get(name) or []}, name)
    except WireError as error:
        return error.with_traceback(None)
