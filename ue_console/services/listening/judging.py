"""From a request to a call that can be kept, or to why not."""

import json
from datetime import datetime
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
    said = _read(plain)
    keyless = verdict is Verdict.BAD and said.project_id in keys.keyless
    return NewCall(
        at=at,
        verdict=Verdict.UNCHECKED if keyless else verdict,
        owner=owner,
        headers=tuple((name, value) for name, value in request.headers if name.lower() in _KEPT),
        body=request.body,
        gzip=plain is not request.body,
        notification=said,
        keyless=keyless,
    )


def _read(plain: bytes) -> Notification:
    said = _parsed(plain)
    try:
        found = read_notification(said)
    except ValueError as error:
        raise Refusal(400, str(error)) from None
    if len(found.events) > MOST_TAKEN:
        raise Refusal(400, f"the body holds {len(found.events):,} events, and the service sends at most 100")
    return found


def _parsed(plain: bytes) -> Any:
    try:
        return json.loads(plain)
    except UnicodeDecodeError:
        raise Refusal(400, "the body is no UTF-8") from None
    except json.JSONDecodeError as error:
        raise Refusal(400, f"the body is no JSON from character {error.pos + 1:,} on") from None
    except RecursionError:
        raise Refusal(400, "the body is nested too deeply") from None
    except ValueError:
        raise Refusal(400, "a number in it is too long") from None
