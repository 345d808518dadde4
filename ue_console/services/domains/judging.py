"""Whether the values that DNS has are the record that is wanted: pure, and the same for both views."""

from collections.abc import Sequence
from dataclasses import dataclass

from ue_console.services.domains import dkim
from ue_console.services.domains.records import SPF_INCLUDE, Purpose, WantedRecord
from ue_console.services.domains.spf import VERSION, includes, is_spf
from ue_console.services.domains.views import CheckState, Difference

_DMARC = "v=dmarc1"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the values are worth."""

    state: CheckState
    values: tuple[str, ...] = ()
    """Those that are meant for this record."""
    difference: Difference | None = None
    note: str = ""
    """What is wrong, one sentence."""


MISSING = Judgement("missing")


def judged(wanted: WantedRecord, values: Sequence[str]) -> Judgement:
    """Judge the values of the record's name and type; there may be none."""
    if wanted.purpose is Purpose.MAIL:
        return Judgement("found", tuple(values)) if values else MISSING
    judge = {
        Purpose.VERIFICATION: _verification,
        Purpose.DKIM: _dkim,
        Purpose.SPF: _spf,
        Purpose.DMARC: _dmarc,
    }[wanted.purpose]
    return judge(wanted.value, tuple(values))


def _verification(wanted: str, values: tuple[str, ...]) -> Judgement:
    if wanted in values:
        return Judgement("found", (wanted,))
    label = wanted.partition("=")[0].lower()
    alike = tuple(value for value in values if label in value.lower())
    if not alike:
        return MISSING
    note = "It is another domain's or account's, or an older one."
    if any(value.strip("\"' ") == wanted for value in alike):
        note = "Quotes or spaces are part of it: publish it without them."
    return Judgement("different", alike, Difference(wanted, _nearest(wanted, alike)), note)


def _dkim(wanted: str, values: tuple[str, ...]) -> Judgement:
    if not values:
        return MISSING
    differing = [dkim.compared(wanted, value) for value in values]
    good = any(difference is None for difference, _ in differing)
    if good and len(values) == 1:
        return Judgement("found", values)
    if good:
        other = next(value for value in values if dkim.compared(wanted, value)[0])
        note = f"There are {len(values)} TXT records where one belongs: delete the others."
        return Judgement("different", values, Difference(wanted, other), note)
    difference, note = differing[0]
    return Judgement("different", values, difference, note)


def _spf(wanted: str, values: tuple[str, ...]) -> Judgement:
    records = tuple(value for value in values if is_spf(value))
    if not records:
        return MISSING
    if len(records) > 1:
        return Judgement("different", records)  # the merged record's warnings say it
    if includes(records[0]):
        return Judgement("found", records)
    at = f"{VERSION} include:{SPF_INCLUDE}"
    rest = records[0][len(VERSION) :]
    note = f"include:{SPF_INCLUDE} is missing."
    return Judgement("different", records, Difference(at + rest, records[0]), note)


def _dmarc(wanted: str, values: tuple[str, ...]) -> Judgement:
    records = tuple(value for value in values if value.replace(" ", "").lower().startswith(_DMARC))
    if not records:
        return MISSING
    if len(records) > 1:
        note = f"There are {len(records)} DMARC records where one belongs: receivers heed none."
        return Judgement("different", records, note=note)
    if (dkim.tags(records[0]) or {}).get("p", "").lower() not in ("none", "quarantine", "reject"):
        note = "It has no p=none, p=quarantine or p=reject."
        return Judgement("different", records, Difference(wanted, records[0]), note)
    return Judgement("found", records)


def _nearest(wanted: str, values: tuple[str, ...]) -> str:
    return max(values, key=lambda value: Difference(wanted, value).position)
