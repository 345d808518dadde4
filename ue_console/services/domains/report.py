"""A check as plain values, for scripts and to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ue_console.services.domains.names import readable
from ue_console.services.domains.next_step import next_step
from ue_console.services.domains.verdict import verdict

if TYPE_CHECKING:
    from datetime import datetime

    from ue_console.services.domains.records import WantedRecord
    from ue_console.services.domains.views import DomainCheck, RecordCheck, View


def as_json(check: DomainCheck) -> dict[str, Any]:
    """Everything that was found; the names are the same in every answer."""
    domain = check.domain
    return {
        "domain": domain.domain,
        "readable": readable(domain.domain),
        "at": _time(check.at),
        "ready": check.ready,
        "dns": verdict(check),
        "can_send": domain.ready,
        "ownership": domain.verification_record.status,
        "dkim": domain.dkim.status,
        "next_step": next_step(check),
        "exists": check.exists,
        "zone": check.zone,
        "name_servers": list(check.servers),
        "trouble": list(check.trouble),
        "records": [_record(record) for record in check.records],
    }


def wanted_json(record: WantedRecord) -> dict[str, Any]:
    """A record to publish."""
    return {
        "purpose": record.purpose.value,
        "host": record.host if record.zoned else None,
        "name": record.name,
        "type": record.kind,
        "value": record.value,
        "needed": record.needed,
    }


def _record(record: RecordCheck) -> dict[str, Any]:
    return {
        **wanted_json(record.wanted),
        "state": record.state,
        "authoritative": _view(record.authoritative),
        "system": _view(record.system),
        "stale_until": _time(record.stale_until),
        "spf_lookups": record.lookups.count if record.lookups else None,
        "warnings": list(record.warnings),
    }


def _view(view: View) -> dict[str, Any]:
    different = view.difference
    return {
        "state": view.state,
        "values": list(view.values),
        "wanted": different.expected if different else None,
        "found": different.found if different else None,
        "differs_at": different.position if different else None,
        "ttl": view.ttl,
        "expires": _time(view.expires),
        "server": view.server,
        "cname": list(view.cname),
        "notes": list(view.notes),
    }


def _time(at: datetime | None) -> str | None:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None
