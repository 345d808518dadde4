"""``webhook/*`` (reference: webhook-set, -get, -list, -delete).

What the reference leaves open is decided here as follows. A webhook is known by its URL, letter by letter.
A new one needs nothing but that: without ``events`` it asks for none. Setting one that is there keeps the
fields that are not given; ``events`` is one field, and holds ``email_status`` wherever it is given (2710),
if need be as an empty list. Answers have both lists of ``events``, empty where nothing is asked for.
"""

from typing import Final

from ue_console.models.unione.webhook import USUAL_PARALLEL
from ue_console.sandbox import webhook_checks, webhook_records
from ue_console.sandbox.calls import Answer, Call, House, stamp
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Record, Store
from ue_console.sandbox.unione import webhook_fields

_USUAL: Final[Record] = {
    "status": "active",
    "event_format": "json_post",
    "delivery_info": 0,
    "single_event": 0,
    "max_parallel": USUAL_PARALLEL,
    "updated_at": "",
    "events": {"spam_block": [], "email_status": []},
}


async def save(house: House, call: Call) -> Answer:
    """Create a webhook, or change the one with the given URL; an active one's handler is asked first.

    Raises:
        Refusal: 303, 305, 2700, 2701, 2703 to 2715.
    """
    url = webhook_fields.callable_url(call.parameters)
    given = webhook_fields.settings(call.parameters)
    scope = call.caller.scope
    old = webhook_records.find(house.store, scope, url) or _USUAL
    is_asked = house.webhook_check and given.get("status", old["status"]) == "active"
    told = await webhook_checks.ask(url) if is_asked else None
    # Looked up again: another call may have come in while the handler was asked.
    old = webhook_records.find(house.store, scope, url) or _new(house.store, url)
    now = stamp(house.now())
    record = old | given | {"updated_at": now}
    webhook_records.save(house.store, scope, record)
    if record["status"] != "active":
        house.events.halted(call.caller, url)
    if told is not None:
        webhook_checks.keep(house.store, record["id"], url, call.caller.project_id, now, told)
    return {"object": record}


async def get(house: House, call: Call) -> Answer:
    """One webhook.

    Raises:
        Refusal: 304, 305, 2700, 2701.
    """
    return {"object": _wanted(house.store, call)}


async def page(house: House, call: Call) -> Answer:
    """Webhooks in the order of their creation.

    Raises:
        Refusal: 2702.
    """
    offset, limit = webhook_fields.window(call.parameters)
    return {"objects": webhook_records.all_of(house.store, call.caller.scope, offset, limit)}


async def delete(house: House, call: Call) -> Answer:
    """Delete a webhook.

    Raises:
        Refusal: 304, 305, 2700, 2701.
    """
    record = _wanted(house.store, call)
    webhook_records.remove(house.store, call.caller.scope, record["url"])
    house.events.halted(call.caller, record["url"])
    webhook_checks.forget(house.store, record["id"])
    return {}


def _wanted(store: Store, call: Call) -> Record:
    record = webhook_records.find(store, call.caller.scope, webhook_fields.named_url(call.parameters))
    if record is None:
        raise Refusal(304)
    return record


def _new(store: Store, url: str) -> Record:
    return {"id": webhook_records.new_id(store), "url": url} | _USUAL
