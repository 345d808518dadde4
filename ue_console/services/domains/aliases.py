"""Records whose name is an alias: no other record may stand beside a CNAME (RFC 1034, 3.6.2)."""

from dataclasses import replace

from ue_console.services.domains.records import Purpose, host_in
from ue_console.services.domains.views import RecordCheck


def at_its_place(check: RecordCheck, zone: str) -> RecordCheck:
    """The check with the record where it can be published: at the end of the alias, if that is in the zone.

    Args:
        check: What was found.
        zone: Where the records are written; empty where it isn't known.
    """
    record = check.wanted
    if record.purpose is Purpose.MAIL or not check.cname:
        return check
    target = check.cname[-1]
    within = bool(zone) and (target == zone or target.endswith(f".{zone}"))
    if within:
        record = replace(record, name=target, host=host_in(target, zone))
    if check.state not in ("missing", "different"):
        return replace(check, wanted=record)
    where = f"Publish this at {target}, or replace the alias." if within else "Replace the alias."
    note = f"No TXT record may stand beside an alias. {where}"
    return replace(check, wanted=record, notes=(*check.notes, note))
