"""What accounts hold when they are made: the demo, or nothing."""

from datetime import datetime
from typing import TYPE_CHECKING

from ue_console.sandbox import accounts
from ue_console.sandbox.addresses import mailbox_key
from ue_console.sandbox.calls import stamp
from ue_console.sandbox.options import DEFAULT_KEY, Options
from ue_console.sandbox.store import Record, Store
from ue_console.sandbox.unione import domains, templates, unsubscribed

if TYPE_CHECKING:
    from ue_console.sandbox.seed import Demo


def plant(store: Store, options: Options, now: datetime) -> tuple[str, ...]:
    """Make the accounts that are not there yet, and their domains.

    An account that an earlier start has made keeps what it holds.

    Returns:
        The keys that open them.
    """
    demo = _demo(now) if options.seed == "demo" else None
    keys = options.unione_keys or (demo.key if demo else DEFAULT_KEY,)
    for position, key in enumerate(keys):
        scope = accounts.scope_of(key)
        if not accounts.exists(store, scope):
            _make(store, scope, demo, now, first=position == 0)
        for name in options.domains:
            store.put(domains.KIND, scope, name, domains.ready_domain(name))
    return keys


def _demo(now: datetime) -> "Demo":
    from ue_console.sandbox.seed import load_demo

    return load_demo(now)


def _make(store: Store, scope: str, demo: "Demo | None", now: datetime, *, first: bool) -> None:
    own_id = 100_000 + int(scope, 16) % 900_000
    if demo is None:
        accounts.save_info(store, scope, _empty_info(own_id, now))
        return
    info = demo.info.model_dump(mode="json", exclude_none=True)
    user_id = info["user_id"] if first else own_id
    for template in reversed(demo.templates):
        record = template.model_dump(mode="json", exclude_none=True)
        templates.plant(store, scope, record | {"user_id": user_id})
    for domain in demo.domains:
        store.put(domains.KIND, scope, domain.domain, domain.model_dump(mode="json", by_alias=True))
    for row in demo.unsubscribed:
        store.put(unsubscribed.KIND, scope, mailbox_key(row.address), row.model_dump(mode="json"))
    # Last: an account that has it is complete.
    accounts.save_info(store, scope, info | {"user_id": user_id})


def _empty_info(user_id: int, now: datetime) -> Record:
    start = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    end = start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
    return {
        "user_id": user_id,
        "email": "owner@sandbox.example",
        "accounting": {
            "period_start": stamp(start),
            "period_end": stamp(end),
            "emails_included": 10_000,
            "emails_sent": 0,
        },
    }
