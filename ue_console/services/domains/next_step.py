"""The one thing to do now for a domain."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ue_console.services.domains.names import readable
from ue_console.services.domains.records import Purpose

if TYPE_CHECKING:
    from ue_console.services.domains.views import DomainCheck, RecordCheck


def next_step(check: DomainCheck) -> str:
    """One sentence; what keeps mail from being sent comes first."""
    domain, name = check.domain, readable(check.domain.domain)
    confirmed = domain.verification_record.status == "confirmed"
    active = domain.dkim.status == "active"
    if check.unregistered:
        return f"DNS knows no {name}: check the spelling, or have the name registered at a registrar."
    verification, key = check.record(Purpose.VERIFICATION), check.record(Purpose.DKIM)
    if not confirmed and verification.state != "found":
        return _publish(verification, "the verification record", check)
    if not active and key.state != "found":
        return _publish(key, "the DKIM key", check)
    if not active and check.record(Purpose.MAIL).state == "missing":
        return f"Publish an MX or A record for {name}: without one it counts as non-existent."
    if not (confirmed and active):
        return _validate(check, confirmed=confirmed, active=active)
    return _advice(check)


def until(at: datetime, now: datetime) -> str:
    """A moment of today or of another day: ``12:40 UTC``, ``12:40 UTC on 3 May``.

    Args:
        at: UTC.
        now: UTC.
    """
    clock = f"{at:%H:%M} UTC"
    return clock if at.date() == now.date() else f"{clock} on {at.day} {at:%B}"


def _new(check: DomainCheck) -> str:
    """`` in right.test`` for a name that DNS doesn't know yet, so that a slip in it is seen."""
    return f" in {readable(check.zone)}" if check.exists is False else ""


def _unknown(record: RecordCheck, check: DomainCheck) -> str:
    """Why nobody can tell, and what can be done about it."""
    why = next(iter(record.authoritative.notes or record.system.notes), "")
    if not record.wanted.value:
        return why
    cure = "ask another resolver (--dns), or who runs the domain's name servers"
    if check.servers:
        cure = f"ask who runs the name servers of {readable(check.zone)}"
    return f"{why} Check again soon; if it stays so, {cure}.".strip()


def _publish(record: RecordCheck, what: str, check: DomainCheck) -> str:
    host = record.wanted.host
    if record.state == "unknown":
        return f"Nobody can tell whether {what} is published. {_unknown(record, check)}"
    if record.cname:
        return _past_alias(record, what)
    if record.wildcard:
        return f"Publish {what}: a TXT record at {host}, where {record.wildcard} answers now."
    if record.state == "missing":
        return f"Publish {what}: a TXT record at {host}{_new(check)}."
    if record.wanted.purpose is Purpose.DKIM and len(record.authoritative.values) > 1:
        return f"Leave one TXT record at {host}: the one with the wanted key."
    return f"Replace the TXT record at {host} by {what} as shown."


def _past_alias(record: RecordCheck, what: str) -> str:
    """No TXT record may stand beside an alias."""
    wanted, target = record.wanted, record.cname[-1]
    if wanted.name == target:
        return (
            f"Publish {what}: a TXT record at {wanted.host}, which the alias leads to, or replace the alias."
        )
    return f"Replace the alias at {wanted.host}, which leads to {target}: {what} can't stand beside it."


def _validate(check: DomainCheck, *, confirmed: bool, active: bool) -> str:
    left = [
        record
        for purpose, done in ((Purpose.VERIFICATION, confirmed), (Purpose.DKIM, active))
        if not done
        for record in (check.record(purpose),)
    ]
    what = {0: "the domain", 1: "the DKIM key" if confirmed else "the verification record"}[len(left) == 1]
    stale = [record.stale_until for record in left if record.stale_until]
    told = f"DNS has what is wanted: validate {what}."
    if stale:
        told += (
            f" A resolver keeps the old answer until {until(max(stale), check.at)}; "
            "if the service does too, validate again then."
        )
    return told


def _advice(check: DomainCheck) -> str:
    spf, dmarc = check.record(Purpose.SPF), check.record(Purpose.DMARC)
    for purpose, what in ((Purpose.VERIFICATION, "verification record"), (Purpose.DKIM, "DKIM key")):
        if check.record(purpose).state in ("missing", "different"):
            return f"Mail can be sent, but DNS no longer has the {what}: publish it again."
    if spf.state in ("missing", "different"):
        return "Mail can be sent; publish the SPF record too, so that more of it arrives."
    if spf.lookups and spf.lookups.warnings:
        return "Mail can be sent; mend the SPF record, which receivers count as an error."
    if dmarc.state in ("missing", "different"):
        return "Mail can be sent; publish a DMARC record too: large receivers ask for one."
    return "Nothing is left to do: mail can be sent."
