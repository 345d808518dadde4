"""Why a record isn't as wanted, found by asking a few questions more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ue_console.services.domains.judging import judged
from ue_console.services.domains.records import Purpose, WantedRecord

if TYPE_CHECKING:
    from ue_console.resolver.authority import Authority
    from ue_console.services.domains.views import View


async def hints(domain: str, wanted: WantedRecord, view: View, authority: Authority) -> tuple[str, ...]:
    """What helps to mend a record; empty where it is as wanted.

    Args:
        domain: The domain.
        wanted: The record.
        view: What is published now.
        authority: Who is asked.
    """
    if view.state == "different" and wanted.name != domain:
        return await _wildcard(domain, wanted, view, authority)
    if view.state == "missing" and wanted.value:
        return await _elsewhere(domain, wanted, authority)
    return ()


async def _wildcard(domain: str, wanted: WantedRecord, view: View, authority: Authority) -> tuple[str, ...]:
    above = wanted.name
    while above != domain:
        above = above.partition(".")[2]
        if set(await _values(f"*.{above}", authority)) & set(view.values):
            return (f"The wildcard *.{above} answers for {wanted.name}: publish the record there itself.",)
    return ()


async def _elsewhere(domain: str, wanted: WantedRecord, authority: Authority) -> tuple[str, ...]:
    doubled = f"{wanted.name}.{domain}"
    if judged(wanted, await _values(doubled, authority)).state == "found":
        return (
            f"It stands at {doubled}: this provider adds {domain} by itself, so leave it out of the host.",
        )
    if wanted.purpose is Purpose.DKIM and await _values(f"_domainkey.{domain}", authority):
        return (f"There is a TXT record at _domainkey.{domain}; the key belongs at {wanted.name}.",)
    return ()


async def _values(name: str, authority: Authority) -> tuple[str, ...]:
    try:
        answers = await authority.look_up(name, "TXT")
    except ValueError:  # too long
        return ()
    return tuple(value for answer in answers for value in answer.values)
