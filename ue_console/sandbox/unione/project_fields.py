"""Checks of what ``project/*`` is given, each with its method's codes (reference: API Errors)."""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from ue_console.sandbox.fields import mapping
from ue_console.sandbox.options import ProjectRules
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Record

LONGEST_NAME: Final = 255
"""Characters, not bytes."""

SEND: Final = "send_enabled"
LINK: Final = "custom_unsubscribe_url_enabled"

_ID = re.compile(r"[0-9]{1,36}")


class FieldCodes(NamedTuple):
    """The codes of the ``project`` object."""

    absent: int
    blank: int
    name_type: int
    name_length: int
    name_taken: int
    send_type: int
    link_type: int
    link_forbidden: int


class WhichCodes(NamedTuple):
    """The codes of ``project_id`` and ``project_api_key`` where exactly one is needed."""

    neither: int
    both: int
    id_type: int
    id_form: int
    id_unknown: int
    key_type: int
    key_unknown: int


CREATE: Final = FieldCodes(1601, 1602, 1603, 1604, 1605, 1606, 1607, 1608)
UPDATE: Final = FieldCodes(1701, 1702, 1703, 1704, 1705, 1709, 1710, 1711)
WHICH_TO_UPDATE: Final = WhichCodes(1706, 1713, 1712, 1715, 1714, 1708, 1707)
WHICH_TO_DELETE: Final = WhichCodes(1801, 1804, 1805, 1807, 1806, 1803, 1802)


def settings(parameters: Mapping[str, Any], codes: FieldCodes, rules: ProjectRules) -> Record:
    """The name, and of the two switches those that are given; None counts as not given.

    Raises:
        Refusal: One of ``codes``, but not ``name_taken``.
    """
    if parameters.get("project") is None:
        raise Refusal(codes.absent)
    given = mapping(parameters["project"], codes.absent)
    found: Record = {"name": _name(given.get("name"), codes)}
    for field, code in ((SEND, codes.send_type), (LINK, codes.link_type)):
        value = given.get(field)
        if value is None:
            continue
        if not isinstance(value, bool):
            raise Refusal(code)
        found[field] = value
    if found.get(LINK) and not rules.custom_unsubscribe:
        raise Refusal(codes.link_forbidden)
    return found


def which(parameters: Mapping[str, Any], codes: WhichCodes) -> tuple[str, str]:
    """The id and the key of the one project that is meant; one of them is empty.

    Raises:
        Refusal: One of ``codes``, but not the unknown ones.
    """
    key = optional_text(parameters.get("project_api_key"), codes.key_type)
    project_id = optional_id(parameters.get("project_id"), codes.id_type, codes.id_form)
    if project_id and key:
        raise Refusal(codes.both)
    if not project_id and not key:
        raise Refusal(codes.neither)
    return project_id, key


def optional_id(value: Any, type_code: int, form_code: int) -> str:
    """A project's id, empty where there is none.

    Raises:
        Refusal: ``type_code`` for no string, ``form_code`` for other than 1 to 36 digits.
    """
    project_id = optional_text(value, type_code)
    if project_id and not _ID.fullmatch(project_id):
        raise Refusal(form_code)
    return project_id


def optional_text(value: Any, code: int) -> str:
    """The string, empty for None: clients send both for a parameter that they leave out.

    Raises:
        Refusal: ``code`` for any other type.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refusal(code)
    return value


def _name(value: Any, codes: FieldCodes) -> str:
    if value is None:
        raise Refusal(codes.blank)
    if not isinstance(value, str):
        raise Refusal(codes.name_type)
    if not value.strip():
        raise Refusal(codes.blank)
    if len(value) > LONGEST_NAME:
        raise Refusal(codes.name_length)
    return value
