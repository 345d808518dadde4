"""What somebody else made of a webhook, beside what the form says."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ue_console.models.unione.webhook import Events, Webhook, WebhookSettings
from ue_console.text import safe_line
from ue_console.tui.screens.webhook_words import FORMATS, SPAM_BLOCKS, statuses_of


def compared(theirs: Webhook, ours: WebhookSettings, fields: tuple[str, ...]) -> Iterator[str]:
    """A line for each field: ``Parallel: 77 at the service, 50 here``.

    Args:
        theirs: The webhook as the service has it now.
        ours: What the form says.
        fields: What they changed, by the API's names.
    """
    for field in fields:
        label, word = _WORDS[field]
        mine = getattr(ours, field)
        here = "as it was" if mine is None else word(mine)
        yield safe_line(f"{label}: {word(getattr(theirs, field))} at the service, {here} here")


def _events(events: Events) -> str:
    blocks = [SPAM_BLOCKS] if events.spam_block else []
    return " ".join([*statuses_of(events), *blocks]) or "none"


def _flag(value: int) -> str:
    return "on" if value else "off"


_WORDS: Final[Mapping[str, tuple[str, Callable[[Any], str]]]] = {
    "status": ("Status", str),
    "event_format": ("Format", lambda form: FORMATS.get(form, form)),
    "delivery_info": ("Details", _flag),
    "single_event": ("Calls", lambda single: "one event each" if single else "up to 100 events each"),
    "max_parallel": ("Parallel", str),
    "events": ("Events", _events),
}
"""Field → its label in the form, and how a value is said."""
