"""``unsubscribed/*``: addresses that want no more mail (reference: unsubscribed-set, -check, -list)."""

import re
from datetime import date, datetime
from typing import Any, Final

from ue_console.sandbox.addresses import mailbox_key, part_of
from ue_console.sandbox.calls import Answer, Call, House, stamp
from ue_console.sandbox.fields import address
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Store

KIND: Final = "unsubscribed"
_KNOWN: Final = "known-address"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


async def add(house: House, call: Call) -> Answer:
    """Unsubscribe an address; the message tells what it was before.

    Raises:
        Refusal: 1000, 1001.
    """
    given = address(call.parameters.get("address"), 1000, 1001)
    message = _before(house.store, call.caller.scope, given)
    if message != "was unsubscribed":
        enlist(house.store, call.caller.scope, given, house.now())
    return {"address": given, "message": message}


async def check(house: House, call: Call) -> Answer:
    """Whether an address is unsubscribed.

    Raises:
        Refusal: 1000, 1001.
    """
    given = address(call.parameters.get("address"), 1000, 1001)
    return {"address": given, "is_unsubscribed": is_listed(house.store, call.caller.scope, given)}


async def since(house: House, call: Call) -> Answer:
    """Addresses unsubscribed on ``date_from`` (default: today) or later, oldest first.

    Raises:
        Refusal: 111 for a date that is none; the reference's table has no code of its own.
    """
    wanted = call.parameters.get("date_from")
    first = house.now().date() if wanted is None or wanted == "" else _date(wanted)
    rows = house.store.list(KIND, call.caller.scope)
    # Times are written so that they sort as text.
    found = [row for row in rows if row["unsubscribed_on"] >= first.isoformat()]
    return {"unsubscribed": sorted(found, key=lambda row: str(row["unsubscribed_on"]))}


def is_listed(store: Store, scope: str, email: str) -> bool:
    """Whether the address is unsubscribed, letter case aside."""
    return store.get(KIND, scope, mailbox_key(email)) is not None


def enlist(store: Store, scope: str, email: str, now: datetime) -> None:
    """Put an address on the list; one that is there gets the new time."""
    row = {"address": email, "unsubscribed_on": stamp(now)}
    store.put(KIND, scope, mailbox_key(email), row)


def remember(store: Store, scope: str, email: str) -> None:
    """Mail went to this address: it is not new any more."""
    store.put(_KNOWN, scope, mailbox_key(email), {})


def _before(store: Store, scope: str, email: str) -> str:
    if is_listed(store, scope, email):
        return "was unsubscribed"
    if part_of(email):
        return "was inactive"
    known = store.get(_KNOWN, scope, mailbox_key(email)) is not None
    return "unsubscribed" if known else "added and unsubscribed"


def _date(value: Any) -> date:
    try:
        # Python's reader takes the days of weeks too: 2020-W42-3.
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError as error:
        raise Refusal(111, says="The field date_from must be a date as YYYY-MM-DD") from error
