"""Recipients back as text: what ``parse_lines`` reads as the same recipients."""

import json
import re
from collections.abc import Iterable
from typing import Final

from pydantic import JsonValue

from ue_console.models.unione.message import Recipient

_PLAIN_NAME: Final = re.compile(r'[^"<>,;@\\]+')
_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def to_lines(recipients: Iterable[Recipient]) -> str:
    """One line a recipient; each valid recipient is read back as it was."""
    return "\n".join(map(to_line, recipients))


def to_line(recipient: Recipient) -> str:
    """``Ann <ann@example.com>; discount=10; metadata.campaign=may``."""
    fields = dict(recipient.substitutions)
    head = recipient.email
    name = fields.get("to_name")
    if isinstance(name, str) and name and name.isprintable() and name.strip() == name:
        del fields["to_name"]
        head = f"{_display_name(name)} <{head}>"
    parts = [head, *(_field(_key(key), value) for key, value in fields.items())]
    parts += [_field("metadata." + _quoted(key), value) for key, value in recipient.metadata.items()]
    return "; ".join(parts)


def _display_name(name: str) -> str:
    return name if _PLAIN_NAME.fullmatch(name) else '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def _key(name: str) -> str:
    """A substitution's name; quotes keep one like ``metadata.x`` apart from metadata."""
    return json.dumps(name) if name.startswith("metadata.") else _quoted(name)


def _quoted(name: str) -> str:
    return name if _PLAIN_KEY.fullmatch(name) else json.dumps(name)


def _field(key: str, value: JsonValue) -> str:
    if not isinstance(value, str):
        return f"{key}:={json.dumps(value)}"
    plain = value.isprintable() and value.strip() == value and ";" not in value and value[:1] != '"'
    return f"{key}={value}" if plain else f"{key}={json.dumps(value)}"
