"""From a request to a call that can be kept, or to why not."""

import json
import re
from datetime import datetime
from math import isinf
from typing import Any, Final

from ue_console.models.unione.event import Notification, read_notification
from ue_console.models.unione.signature import Verdict
from ue_console.receiver.messages import Request
from ue_console.services.listening.inflating import Refusal, inflated
from ue_console.services.listening.keys import Keys
from ue_console.services.listening.values import MOST_TAKEN, UNPROVEN_LIMIT
from ue_console.store.event_records import NewCall

_KEPT: Final = {"content-type", "content-encoding", "id", "user-agent"}
"""Headers that are kept and passed on; others may hold a password of the way here."""
_DIGEST: Final = re.compile("[0-9a-fA-F]{32}")


def judged(request: Request, keys: Keys, at: datetime) -> NewCall:
    """Check the signature over the exact bytes and read what they say.

    Raises:
        Refusal: It can't be kept.
    """
    packing = request.header("content-encoding")
    plain = inflated(request.body, packing)
    verdict, owner = keys.check(plain)
    if verdict is not Verdict.GOOD and len(plain) > UNPROVEN_LIMIT:
        raise Refusal(413, "the body is over 1 MB and no key at hand fits its signature")
    whole, said = _read(plain)
    note = ""
    if verdict in (Verdict.BAD, Verdict.MISSING):
        verdict, note = _of_auth(whole)
    keyless = verdict is Verdict.BAD and not note and said.project_id in keys.keyless
    if keyless:
        note = f"can't be checked: the key of {keys.keyless[said.project_id]} is missing"
    return NewCall(
        at=at,
        verdict=Verdict.UNCHECKED if keyless else verdict,
        owner=owner,
        headers=tuple((name, value) for name, value in request.headers if name.lower() in _KEPT),
        body=request.body,
        gzip=plain is not request.body,
        notification=said,
        keyless=keyless,
        note=note,
    )


def _of_auth(whole: Any) -> tuple[Verdict, str]:
    """Why no key fits: there is no ``auth`` at the top, or none that could be a digest, or another."""
    if "auth" not in whole:
        return Verdict.MISSING, ""
    auth = whole["auth"]
    digest = isinstance(auth, str) and _DIGEST.fullmatch(auth)
    return Verdict.BAD, "" if digest else "its auth is not 32 hex digits"


def _read(plain: bytes) -> tuple[Any, Notification]:
    """The JSON, an object, and the notification that it is."""
    said = _parsed(plain)
    try:
        found = read_notification(said)
    except ValueError as error:
        raise Refusal(400, str(error)) from None
    if len(found.events) > MOST_TAKEN:
        raise Refusal(400, f"the body holds {len(found.events):,} events, and the service sends at most 100")
    return said, found


def _parsed(plain: bytes) -> Any:
    try:
        return json.loads(plain, parse_constant=_no_value, parse_float=_finite)
    except UnicodeDecodeError:
        raise Refusal(400, "the body is no UTF-8") from None
    except json.JSONDecodeError as error:
        raise Refusal(400, f"the body is no JSON from character {error.pos + 1:,} on") from None
    except RecursionError:
        raise Refusal(400, "the body is nested too deeply") from None
    except ValueError:
        raise Refusal(400, "a number in it is too long") from None


def _no_value(name: str) -> Any:
    raise Refusal(400, f"the body is no JSON: {name} is no value of it")


def _finite(text: str) -> float:
    """The number.

    Raises:
        Refusal: It is beyond what can be counted with, and could only be written as no JSON.
    """
    found = float(text)
    if isinf(found):
        raise Refusal(400, "a number in it is too large")
    return found
