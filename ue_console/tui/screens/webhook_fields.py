"""The fields of a webhook's form, and what they say."""

from __future__ import annotations

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ue_console.errors import InputError
from ue_console.models.unione.webhook import (
    EMAIL_STATUSES,
    LEAST_PARALLEL,
    MOST_PARALLEL,
    SPAM_BLOCK,
    Events,
    Webhook,
    WebhookSettings,
)
from ue_console.services.url_secrets import shown_url
from ue_console.text import cut_middle, safe_line
from ue_console.tui.screens.webhook_words import (
    BLOCKS_MEANING,
    EVENTS,
    FORMATS,
    SPAM_BLOCKS,
    newer_of,
    statuses_of,
)
from ue_console.tui.widgets.check_list import CheckList
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.switch_field import SwitchField

STATUS: Final = {"active": "active", "disabled": "disabled: not called"}
DETAILS: Final = {"0": "off", "1": "on: SMTP answers, user agents, clicked URLs"}
CALLS: Final = {"0": "up to 100 events each", "1": "one event each"}
RANGE: Final = f"{LEAST_PARALLEL} to {MOST_PARALLEL}"
LONGEST: Final = 300
"""Characters of a URL that can't be changed: more would leave no room for the fields."""
FIXED: Final = "can't be changed"
"""What stands beside such a URL: no key leads to its row."""
NEW: Final = Webhook(url="", events=Events(email_status=list(EMAIL_STATUSES), spam_block=SPAM_BLOCK))
"""What a new webhook begins as: every event."""


class WebhookFields(VerticalScroll, can_focus=False):
    """One field a row; the URL of a webhook that is there can't be changed.

    Args:
        webhook: The webhook to change; None for a new one.
    """

    DEFAULT_CSS = """
    WebhookFields { height: auto; max-height: 1fr; max-width: 100; }
    WebhookFields Static#url { padding: 0 1; height: auto; }
    """

    def __init__(self, webhook: Webhook | None) -> None:
        super().__init__()
        self.base = webhook
        """The webhook as the service had it when it was read last."""
        self._first = webhook or NEW

    def compose(self) -> ComposeResult:
        """Label and field of each."""
        item = self._first
        url: Widget = Field(placeholder="https://shop.example.com/unione", id="url")
        if self.base is not None:
            shown = safe_line(cut_middle(shown_url(item.url), LONGEST))
            url = Static(Content.assemble(shown, (f"  {FIXED}", "$quiet")), id="url")
        status = STATUS if item.status in STATUS else {"": f"{item.status}, as it is"} | STATUS
        form = (
            dict(FORMATS)
            if item.event_format in FORMATS
            else {item.event_format: item.event_format, **FORMATS}
        )
        yield FormRow("URL", url)
        yield FormRow("Status", SwitchField(status, _status(item), id="status"))
        yield FormRow("Format", SwitchField(form, item.event_format, id="format"))
        yield FormRow("Details", SwitchField(DETAILS, _flag(item.delivery_info), id="details"))
        yield FormRow("Calls", SwitchField(CALLS, _flag(item.single_event), id="calls"))
        parallel = Field(str(item.max_parallel), placeholder=f"calls at once, {RANGE}", id="parallel")
        yield FormRow("Parallel", parallel)
        events = {**EVENTS, SPAM_BLOCKS: BLOCKS_MEANING}
        yield FormRow("Events", CheckList(events, _chosen(item.events), id="events"))

    @property
    def url(self) -> str:
        """The webhook's URL, as it is or as it was typed."""
        return self.query_one("#url", Field).value if self.base is None else self.base.url

    @url.setter
    def url(self, url: str) -> None:
        self.query_one("#url", Field).value = url

    def wanted(self) -> WebhookSettings:
        """What the fields say; what a newer service added to the events stays as it is.

        Raises:
            InputError: The number of calls is none.
        """
        return WebhookSettings(
            url=self.url,
            status=self._switch("status") or None,
            event_format=self._switch("format"),
            delivery_info=int(self._switch("details")),
            single_event=int(self._switch("calls")),
            max_parallel=_number(self.query_one("#parallel", Field).value),
            events=self._events(),
        )

    def _events(self) -> Events:
        chosen = self.query_one("#events", CheckList).chosen
        before = (self.base or NEW).events
        statuses = [*(name for name in EMAIL_STATUSES if name in chosen), *newer_of(before)]
        blocks = (before.spam_block or SPAM_BLOCK) if SPAM_BLOCKS in chosen else None
        return before.model_copy(update={"email_status": statuses or None, "spam_block": blocks})

    @property
    def typed(self) -> bool:
        """Whether anything differs from what was there at first."""
        item = self._first
        switches = {
            "status": _status(item),
            "format": item.event_format,
            "details": _flag(item.delivery_info),
            "calls": _flag(item.single_event),
        }
        return (
            self.url != item.url
            or any(self._switch(name) != value for name, value in switches.items())
            or self.query_one("#parallel", Field).value != str(item.max_parallel)
            or self.query_one("#events", CheckList).chosen != frozenset(_chosen(item.events))
        )

    def say(self, name: str, message: str) -> None:
        """Show under a field what is wrong with it; empty when nothing is any more."""
        next(row for row in self.query(FormRow) if row.query(f"#{name}")).say(message)

    @on(CheckList.Changed)
    def _chosen_anew(self) -> None:
        self.say("events", "")

    def _switch(self, name: str) -> str:
        return self.query_one(f"#{name}", SwitchField).value


def _status(item: Webhook) -> str:
    return item.status if item.status in STATUS else ""


def _flag(value: int) -> str:
    return "1" if value else "0"


def _chosen(events: Events) -> list[str]:
    blocks = [SPAM_BLOCKS] if events.spam_block else []
    return [name for name in statuses_of(events) if name in EVENTS] + blocks


def _number(text: str) -> int:
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 7):
        raise InputError("The number of calls at once is no number.", f"Type {RANGE}.", field="max_parallel")
    return int(digits)
