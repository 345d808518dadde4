"""Substitutions and metadata: names, types, limits (reference: email-send, codes 212, 216 to 219)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from pydantic import JsonValue

from ue_console.models.unione.message import Message
from ue_console.services.findings import Finding, Severity
from ue_console.services.pacing import Pace
from ue_console.text import cut_end, plural, safe_line

MOST_METADATA: Final = 10
MOST_KEY: Final = 64
MOST_VALUE: Final = 1024

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_OLD_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


class _Fault(NamedTuple):
    """One kind of mistake; the same one of many recipients is told once."""

    severity: Severity
    path: str
    """Below the message or the recipient: ``substitutions.x``."""
    cause: str
    remedy: str
    code: int | None


@dataclass(slots=True)
class _Seen:
    first: int
    count: int = 1


async def values(message: Message, pace: Pace) -> list[Finding]:
    """What is wrong with global and recipients' substitutions and metadata."""
    velocity = message.template_engine != "simple"
    found = [
        Finding(fault.severity, f"global_{fault.path}", fault.cause, fault.remedy, None, fault.code)
        for fault in (
            *_substitutions(message.global_substitutions, velocity),
            *_metadata(message.global_metadata),
        )
    ]
    seen: dict[_Fault, _Seen] = {}
    for index, recipient in enumerate(message.recipients):
        faults = [*_substitutions(recipient.substitutions, velocity), *_metadata(recipient.metadata)]
        for fault in faults:
            if fault in seen:
                seen[fault].count += 1
            else:
                seen[fault] = _Seen(index)
        await pace.rest()
    return [*found, *(_told(fault, where) for fault, where in seen.items())]


def _told(fault: _Fault, seen: _Seen) -> Finding:
    path = f"recipients[{seen.first}].{fault.path}"
    cause = fault.cause
    if seen.count > 1:
        cause = f"{cause.rstrip('.')} ({plural(seen.count, 'recipient')})."
    return Finding(fault.severity, path, cause, fault.remedy, seen.first, fault.code)


def _shown(name: str) -> str:
    return cut_end(safe_line(name), 40)


def _substitutions(given: Mapping[str, JsonValue], velocity: bool) -> Iterator[_Fault]:
    for name, value in given.items():
        path = f"substitutions.{_shown(name)}"
        if not _OLD_NAME.fullmatch(name):
            cause = f"“{_shown(name)}” can't be a substitution's name."
            yield _Fault(
                "error", path, cause, "Use letters, digits and _ only, beginning with a letter.", 212
            )
        elif not _NAME.fullmatch(name):
            cause = f"The name {_shown(name)} holds a hyphen, which the service may refuse."
            yield _Fault("warning", path, cause, "Use _ instead.", 212)
        if value is None:
            yield _Fault("error", path, f"{_shown(name)} is null.", "Give a text or leave it out.", 212)
        elif isinstance(value, list | dict) and not velocity:
            cause = f"{_shown(name)} is a list or an object, which the simple engine can't take."
            yield _Fault("error", path, cause, "Give text or a number, or use velocity.", 212)


def _metadata(given: Mapping[str, JsonValue]) -> Iterator[_Fault]:
    if len(given) > MOST_METADATA:
        cause = f"There are more than {MOST_METADATA} metadata keys."
        yield _Fault("error", "metadata", cause, "Remove some.", 217)
    for key, value in given.items():
        path = f"metadata.{_shown(key)}"
        if len(key) > MOST_KEY:
            cause = f"The metadata key {_shown(key)} is longer than {MOST_KEY} characters."
            yield _Fault("error", path, cause, "Shorten it.", 218)
        if isinstance(value, bool) or not isinstance(value, str | int):
            cause = f"The metadata value {_shown(key)} is neither text nor a whole number."
            yield _Fault("error", path, cause, "Give it as text.", 216)
        elif len(str(value)) > MOST_VALUE:
            cause = f"The metadata value {_shown(key)} is longer than {MOST_VALUE} characters."
            yield _Fault("error", path, cause, "Shorten it.", 219)
