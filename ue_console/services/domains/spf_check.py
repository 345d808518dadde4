"""The SPF record as receivers see it: what to publish, and what it costs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ue_console.services.domains.names import domain_name
from ue_console.services.domains.records import SPF_INCLUDE, Purpose, wanted
from ue_console.services.domains.spf import VERSION, SpfMerge, is_spf, merged
from ue_console.services.domains.spf_lookups import SpfLookups, counted
from ue_console.services.domains.views import RecordCheck, View

if TYPE_CHECKING:
    from ue_console.models.unione.domain import Domain
    from ue_console.services.domains.spf_lookups import LookUp


UNASKED: Final = (
    f"DNS doesn't say whether an SPF record stands there already. If one does, put include:{SPF_INCLUDE} "
    f"into it right behind {VERSION}; a second record would be an error."
)
"""Where nobody knows what stands there, nothing can be merged."""


def unasked(domain: Domain) -> tuple[RecordCheck, ...]:
    """The records of a domain of which DNS could not be asked anything.

    Raises:
        InputError: It is no domain's name.
    """
    name, unknown = domain_name(domain.domain), View("unknown")
    return tuple(
        RecordCheck(record, unknown, unknown, notes=(UNASKED,) if record.purpose is Purpose.SPF else ())
        for record in wanted(name, domain.verification_record.value, domain.dkim.key)
    )


async def with_spf(check: RecordCheck, domain: str, look_up: LookUp) -> RecordCheck:
    """The check with the record to publish, the include merged in, and its look-ups counted.

    A record that lets the service in by another record, included or redirected to, is found.
    """
    view = check.system if check.authoritative.state == "unknown" else check.authoritative
    if view.state == "unknown":
        return replace(check, notes=(UNASKED,))
    merge, lookups = await proposal(domain, view.values, look_up)
    if not merge.changed and view.state == "different":
        check = replace(
            check,
            authoritative=_by_way(check.authoritative, view.values),
            system=_by_way(check.system, view.values),
        )
    return replace(check, wanted=replace(check.wanted, value=merge.value), spf=merge, lookups=lookups)


async def proposal(domain: str, values: Sequence[str], look_up: LookUp) -> tuple[SpfMerge, SpfLookups]:
    """The record to publish in place of ``values``, and what it costs.

    Args:
        domain: Whose record it is.
        values: Its TXT values now.
        look_up: Asks DNS.
    """
    records = [value for value in values if is_spf(value)]
    merge = merged(records)
    if len(records) == 1 and merge.changed:
        stands = await counted(domain, records[0], look_up)
        if SPF_INCLUDE in stands.passed:
            return replace(merge, value=records[0], changed=False), stands
    return merge, await counted(domain, merge.value, look_up)


def _by_way(view: View, values: Sequence[str]) -> View:
    if view.state != "different" or view.values != values:
        return view
    note = f"The record leads to {SPF_INCLUDE} by way of another."
    return replace(view, state="found", difference=None, notes=(note,))
