"""A call as a curl command for a POSIX shell: the key comes from the shell's own variables."""

import json
import shlex
from collections.abc import Mapping
from typing import Any, Final

from ue_console.models.account import Service
from ue_console.text import UNSAFE

_END: Final = "JSON"
"""Ends the body; no line of indented JSON is that word alone."""
_SENT: Final = {"email/send": "mail", "email/subscribe": "mail", "message/send": "message"}
"""Method → what it sends to people."""
_NOTE: Final = (
    "# Left out of this request: secrets, files, or what was too long. Each place is marked ‹…› or ••••.\n"
)


def curl(service: str, base_url: str, method: str, request: Mapping[str, Any], *, whole: bool = True) -> str:
    """The command, ready to be pasted.

    Args:
        service: A ``Service``, by its value.
        base_url: Without a slash at the end.
        method: ``webhook/set``.
        request: The JSON object.
        whole: Whether ``request`` is all that was sent; else a comment says that it is not.
    """
    channels = service == Service.UNIFICATION
    suffix, key = (
        ("", '-u "$UE_KEY:$UE_SECRET"') if channels else (".json", '-H "X-API-KEY: $UNIONE_API_KEY"')
    )
    url = shlex.quote(f"{base_url}/{method}{suffix}")
    return (
        f"{'' if whole else _NOTE}"
        f"curl -X POST {url} \\\n"
        f"  {key} \\\n"
        "  -H 'Content-Type: application/json' \\\n"
        f"  --data-binary @- <<'{_END}'\n{body_of(request)}\n{_END}\n"
    )


def consequence(method: str, *, again: bool = False) -> str:
    """What running the command of a method that sends does, one sentence; empty for any other method.

    Args:
        method: ``email/send``.
        again: Whether it may have been sent before.
    """
    what = _SENT.get(method)
    return f"Running it sends the {what}{' again' if again else ''}." if what else ""


def body_of(request: Mapping[str, Any]) -> str:
    """Indented JSON; what could mislead a terminal is escaped in it."""
    text = json.dumps(request, indent=2, ensure_ascii=False)
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
