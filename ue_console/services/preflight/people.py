"""Recipients: addresses, names, and the same address twice (reference: email-send)."""

from collections.abc import AsyncIterator

from ue_console.models.unione.message import Message
from ue_console.services.addresses import address_problem, same_key
from ue_console.services.findings import Finding
from ue_console.services.pacing import Pace
from ue_console.text import UNSAFE

NO_RECIPIENTS = 204


async def people(message: Message, pace: Pace) -> AsyncIterator[Finding]:
    """Each address that is none, and each that came before; names with what can't be seen."""
    if not message.recipients:
        yield Finding(
            "error", "recipients", "There are no recipients.", "Add at least one.", None, NO_RECIPIENTS
        )
    first: dict[str, int] = {}
    unseen: list[int] = []
    for index, recipient in enumerate(message.recipients):
        field = f"recipients[{index}].email"
        key = same_key(recipient.email)
        if why := address_problem(recipient.email):
            cause = f"“{recipient.email}” is not an address: {why}"
            yield Finding("error", field, cause, "Correct or remove it.", index, NO_RECIPIENTS)
        elif key in first:
            cause = f"{recipient.email} is recipient {first[key] + 1} already; the values given there count."
            yield Finding("warning", field, cause, "Remove one of the two.", index)
        first.setdefault(key, index)
        if UNSAFE.search(str(recipient.substitutions.get("to_name", ""))):
            unseen.append(index)
        await pace.rest()
    if unseen:
        field = f"recipients[{unseen[0]}].to_name"
        more = f", and those of {len(unseen) - 1:,} more," if len(unseen) > 1 else ""
        whose = f"The name of {message.recipients[unseen[0]].email}{more}"
        cause = f"{whose} {'hold' if more else 'holds'} characters that can't be seen."
        yield Finding("warning", field, cause, "Write it anew, letter by letter.", unseen[0])
