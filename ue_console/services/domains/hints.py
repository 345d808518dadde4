"""Why a record isn't as wanted, found by asking a few questions more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ue_console.services.domains.judging import judged
from ue_console.services.domains.records import Purpose, WantedRecord

if TYPE_CHECKING:
    from ue_console.resolver.authority import Authority
    from ue_console.services.domains.views import View


async def wildcard_of(domain: str, wanted: WantedRecord, view: View, authority: Authority) -> str:
    """The wildcard whose values stand where the record should; empty where it has values of its own.

    Args:
        domain: The domain.
        wanted: The record.
        view: What is published now.
        authority: Who is asked.
    """
    if view.state != "different" or wanted.name == domain:
        return ""
    labels = wanted.name.removesuffix(f".{domain}").split(".")
    # From the domain downwards: a wildcard answers for those that would stand below it, too.
    for number in range(len(labels), 0, -1):
        name = ".".join(["*", *labels[number:], domain])
        if set(await _values(name, authority)) & set(view.values):
            return name
    return ""


async def hints(domain: str, wanted: WantedRecord, view: View, authority: Authority) -> tuple[str, ...]:
    """Where else a missing record stands; empty where it is nowhere, or not missing."""
    if view.state == "missing" and wanted.value:
        return await _elsewhere(domain, wanted, authority)
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
