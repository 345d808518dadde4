"""Which substitutions a message mentions, lacks, and was given for nothing.

``UnsubscribeUrl`` is the service's own: it is never missing and never unused. ``to_name`` is
never unused, since it becomes the display name in To; mentioned without a value it is missing
like any other name, for the greeting would be empty.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from ue_console.models.unione.content import Content
from ue_console.models.unione.message import Message, Recipient
from ue_console.rendering.engines import prepare
from ue_console.rendering.fields import TO_NAME, UNSUBSCRIBE_URL, substituted_fields, values_for
from ue_console.rendering.result import Rendered, Values

STANDARD: Final = (UNSUBSCRIBE_URL, TO_NAME)
"""Names with a meaning of their own."""


class Usage(NamedTuple):
    """The names of one recipient's mail."""

    fields: dict[str, tuple[str, ...]]
    """Path (``body.html``) → names mentioned there."""
    used: tuple[str, ...]
    """All names mentioned, in order of first mention."""
    missing: tuple[str, ...]
    """Mentioned, but printing nothing for want of a value and a default."""
    unused: tuple[str, ...]
    """Given, but mentioned nowhere."""


class TotalUsage(NamedTuple):
    """The names of a message over many recipients."""

    fields: dict[str, tuple[str, ...]]
    """Path (``body.html``) → names mentioned there."""
    used: tuple[str, ...]
    """All names mentioned, in order of first mention."""
    missing: dict[str, tuple[int, ...]]
    """Name → the recipients that lack it, by their place from 0."""
    unused: tuple[str, ...]
    """Given to all or to some, but mentioned nowhere."""


def mentioned(content: Content) -> dict[str, tuple[str, ...]]:
    """Return path → names mentioned, for a message or a template without any recipient."""
    fields = substituted_fields(content)
    return {path: prepare(content.template_engine, text)({}).used for path, text in fields.items()}


def usage_for(message: Message, recipient: Recipient, *, now: datetime | None = None) -> Usage:
    """Return what ``recipient``'s mail uses, lacks and leaves aside."""
    values = {**values_for(message, recipient), UNSUBSCRIBE_URL: UNSUBSCRIBE_URL}
    fields = substituted_fields(message)
    results = {path: prepare(message.template_engine, text, now=now)(values) for path, text in fields.items()}
    return usage_of(results, values)


def usage_for_all(
    message: Message, recipients: Iterable[Recipient] | None = None, *, now: datetime | None = None
) -> TotalUsage:
    """Return the same over ``recipients``, by default the message's own.

    Each field is read once; with the velocity engine each recipient costs a whole render.
    """
    fields = substituted_fields(message)
    prepared = {path: prepare(message.template_engine, text, now=now) for path, text in fields.items()}
    mentions = {path: dict.fromkeys(render({}).used) for path, render in prepared.items()}
    missing: dict[str, list[int]] = {}
    given: dict[str, None] = dict.fromkeys(message.global_substitutions)
    for place, recipient in enumerate(message.recipients if recipients is None else recipients):
        values = {**values_for(message, recipient), UNSUBSCRIBE_URL: UNSUBSCRIBE_URL}
        results = {path: render(values) for path, render in prepared.items()}
        usage = usage_of(results, values)
        given.update(dict.fromkeys(recipient.substitutions))
        for path, names in usage.fields.items():
            mentions[path].update(dict.fromkeys(names))
        for name in usage.missing:
            missing.setdefault(name, []).append(place)
    names_of = {path: tuple(names) for path, names in mentions.items()}
    used = _together(names_of.values())
    return TotalUsage(
        names_of, used, {name: tuple(places) for name, places in missing.items()}, _unused(given, used)
    )


def usage_of(results: Mapping[str, Rendered], values: Values) -> Usage:
    """Sum up the rendered fields of one mail (path → result)."""
    used = _together(result.used for result in results.values())
    missing = _together(result.missing for result in results.values())
    return Usage(
        {path: result.used for path, result in results.items()},
        used,
        tuple(name for name in missing if name != UNSUBSCRIBE_URL),
        _unused(values, used),
    )


def _together(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in names for name in group))


def _unused(given: Iterable[str], used: tuple[str, ...]) -> tuple[str, ...]:
    known = {*used, *STANDARD}
    return tuple(name for name in given if name not in known)
