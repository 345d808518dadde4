"""What accounts hold when they are made: the demo, or nothing."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ue_console.models.base import Model
from ue_console.sandbox import accounts, dns_zones, domain_records, project_records, webhook_records
from ue_console.sandbox.addresses import mailbox_key
from ue_console.sandbox.calls import stamp
from ue_console.sandbox.options import DEFAULT_KEY, Options
from ue_console.sandbox.store import Record, Store
from ue_console.sandbox.unione import templates, unsubscribed

if TYPE_CHECKING:
    from ue_console.sandbox.seed import Demo
    from ue_console.sandbox.seed.projects import DemoProject


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
            domain_records.save(store, scope, domain_records.made(scope, name, ready=True))
            dns_zones.plant(store, name, scope, now, "ready")
    return keys


def _demo(now: datetime) -> "Demo":
    from ue_console.sandbox.seed import load_demo

    return load_demo(now)


def _make(store: Store, scope: str, demo: "Demo | None", now: datetime, *, first: bool) -> None:
    own_id = 100_000 + int(scope, 16) % 900_000
    if demo is None:
        accounts.save_info(store, scope, _empty_info(own_id, now))
        return
    info = record_of(demo.info)
    user_id = info["user_id"] if first else own_id
    for template in reversed(demo.templates):
        templates.plant(store, scope, record_of(template) | {"user_id": user_id})
    for domain in demo.domains:
        domain_records.save(store, scope, record_of(domain))
        dns_zones.plant(store, domain.domain, scope, _long_ago(now), demo.dns[domain.domain])
    for row in demo.unsubscribed:
        store.put(unsubscribed.KIND, scope, mailbox_key(row.address), record_of(row))
    _plant_webhooks(store, scope, demo.webhooks)
    for project in demo.projects:
        _plant_project(store, scope, project, user_id, now)
    # Last: an account that has it is complete.
    accounts.save_info(store, scope, info | {"user_id": user_id})


def _plant_project(store: Store, account: str, project: "DemoProject", user_id: int, now: datetime) -> None:
    row = project.row
    if project_records.is_key_taken(store, row["api_key"]):
        # Another account has the demo's own; both are to be the same at every start here, too.
        digest = sha256(f"{account} {row['api_key']}".encode()).hexdigest()
        row = row | {"id": str(int(digest[:12], 16)), "api_key": digest[:40]}
    scope = project_records.scope_of(account, row["id"])
    for template in project.templates:
        templates.plant(store, scope, record_of(template) | {"user_id": user_id})
    for name in (*project.confirmed, *project.unconfirmed):
        made = domain_records.made(scope, name, ready=name in project.confirmed)
        domain_records.save(store, scope, made)
        dns_zones.plant(store, name, scope, _long_ago(now), project.dns[name])
    _plant_webhooks(store, scope, project.webhooks)
    project_records.add(store, account, row)


def _long_ago(now: datetime) -> datetime:
    """When the demo's domains were registered: whatever their operator publishes stands by now."""
    return now - timedelta(days=30)


def _plant_webhooks(store: Store, scope: str, rows: list[Record]) -> None:
    for row in rows:
        webhook_records.save(store, scope, {"id": webhook_records.new_id(store)} | row)


def record_of(model: Model) -> Record:
    """A model as JSON, without what is None; ``model_dump`` would compile its schema: 15 ms in all."""
    fields = type(model).model_fields
    return {
        fields[name].alias or name: _plain(value) for name, value in vars(model).items() if value is not None
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return record_of(value)
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value


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
