"""Everything that the service would refuse, and more that an operator wants to know, before a send."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ue_console.errors import InputError
from ue_console.models.unione.domain import Domain
from ue_console.models.unione.message import Message
from ue_console.models.unione.template import Template
from ue_console.services.batches import split
from ue_console.services.findings import Finding, Severity
from ue_console.services.pacing import Pace
from ue_console.services.preflight.content import content, template_use
from ue_console.services.preflight.files import files
from ue_console.services.preflight.people import people
from ue_console.services.preflight.renders import renders
from ue_console.services.preflight.sender import sender
from ue_console.services.preflight.values import values
from ue_console.services.previews import has_body, resolve
from ue_console.services.summaries import summarize

__all__ = ["Finding", "Severity", "blocks", "check"]

_ORDER: Final = ("error", "warning", "note")


async def check(
    message: Message,
    *,
    template: Template | None,
    domains: Sequence[Domain] | None,
    on_progress: Callable[[int, int], None] | None = None,
) -> tuple[Finding, ...]:
    """Check a message the way the service would (reference: email-send, API errors).

    Others run meanwhile, and it can be cancelled: rendering for thousands takes seconds.

    Args:
        message: As it would be planned, with every recipient.
        template: The one of ``template_id``, when there is one.
        domains: The account's domains; None when they aren't known, then they aren't checked.
        on_progress: Called now and then with (recipients rendered, all).

    Returns:
        Errors first, then warnings, then notes.
    """
    pace = Pace()
    found = [*template_use(message, template)]
    found += [finding async for finding in people(message, pace)]
    whole = resolve(message, template)
    found += await values(whole, pace)
    found += [finding async for finding in files(whole, pace)]
    if template is not None or not message.template_id or has_body(message):
        found += [*sender(whole, domains), *content(whole)]
        found += renders(whole, await summarize(whole, on_progress=on_progress))
    found += await asyncio.to_thread(lambda: [*_size(message)])
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))


def blocks(findings: Sequence[Finding]) -> bool:
    """True when the message can't be sent so."""
    return any(finding.severity == "error" for finding in findings)


def _size(message: Message) -> Iterator[Finding]:
    try:
        split(message)
    except InputError as error:
        yield Finding("error", error.field, error.cause, error.remedy, None, 199 if error.field else None)
