"""Events that the service reports to a webhook (reference: callback-format).

Plain tuples and not pydantic models: a receiver reads tens of thousands of them a second.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

STATUS_EVENT: Final = "transactional_email_status"
SPAM_BLOCK_EVENT: Final = "transactional_spam_block"

_DIGITS: Final = 9
"""Of a count in text at the most."""

MOST_EVENTS: Final = 100
"""Events in one call at the most."""


class Event(NamedTuple):
    """One event; what it lacks is empty."""

    name: str
    """``event_name``: :data:`STATUS_EVENT`, :data:`SPAM_BLOCK_EVENT`, or what a newer service adds."""
    data: Mapping[str, Any]
    """``event_data`` as it came."""

    @property
    def status(self) -> str:
        """The mail's status; for a spam block ``blocked`` or ``unblocked``."""
        return self.text("domain_status" if self.name == SPAM_BLOCK_EVENT else "status")

    @property
    def email(self) -> str:
        """The recipient; for a spam block the domain that blocks."""
        return self.text("domain" if self.name == SPAM_BLOCK_EVENT else "email")

    @property
    def job_id(self) -> str:
        """The job of ``email/send``; empty for a spam block."""
        return self.text("job_id")

    @property
    def time(self) -> str:
        """``YYYY-MM-DD hh:mm:ss`` UTC."""
        return self.text("block_time" if self.name == SPAM_BLOCK_EVENT else "event_time")

    @property
    def url(self) -> str:
        """What was clicked."""
        return self.text("url")

    @property
    def metadata(self) -> Mapping[str, Any]:
        """What ``email/send`` gave for this recipient."""
        return _mapping(self.data.get("metadata"))

    @property
    def delivery(self) -> Mapping[str, Any]:
        """``delivery_status``, ``destination_response``, ``user_agent``, ``ip``."""
        return _mapping(self.data.get("delivery_info"))

    def text(self, key: str) -> str:
        """A value of the event's data as text."""
        value = self.data.get(key)
        return value if isinstance(value, str) else "" if value is None else str(value)


class Notification(NamedTuple):
    """The body of one call."""

    user_id: str
    project_id: str
    """Empty for a webhook of the account's."""
    project_name: str
    """Its id where the call has no name for it; empty for a webhook of the account's."""
    retry_count: int
    """0 at the first try."""
    single: bool
    """The flat form that ``single_event=1`` has."""
    events: tuple[Event, ...]


def read_notification(body: Any) -> Notification:
    """The events of a call's JSON, grouped or single.

    Raises:
        ValueError: It is no notification; the text says what is missing.
    """
    if not isinstance(body, dict):
        raise ValueError("the body is no JSON object")
    if "events_by_user" not in body:
        return _single(body)
    groups = body["events_by_user"]
    if not isinstance(groups, list) or not groups or not isinstance(groups[0], dict):
        raise ValueError("events_by_user is no list with one object")
    group = groups[0]
    events = [entry for each in groups if isinstance(each, dict) for entry in _entries(each)]
    return _notification(body, group, tuple(events), single=False)


def _entries(group: Mapping[str, Any]) -> list[Event]:
    found = group.get("events")
    if not isinstance(found, list):
        raise ValueError("events is no list")
    return [_event(entry) for entry in found]


def _event(entry: Any) -> Event:
    if not isinstance(entry, dict):
        raise ValueError("an event is no object")
    return Event(str(entry.get("event_name", "")), _mapping(entry.get("event_data")))


def _single(body: Mapping[str, Any]) -> Notification:
    if "event_name" not in body:
        raise ValueError("the body has neither events_by_user nor event_name")
    outer = ("auth", "user_id", "project_id", "project_name", "event_name", "retry_count")
    nested = body.get("event_data")
    data = nested if isinstance(nested, dict) else {key: body[key] for key in body if key not in outer}
    return _notification(body, body, (Event(str(body["event_name"]), data),), single=True)


def _notification(
    body: Mapping[str, Any], owner: Mapping[str, Any], events: tuple[Event, ...], *, single: bool
) -> Notification:
    project_id = _plain(owner.get("project_id"))
    return Notification(
        user_id=_plain(owner.get("user_id")),
        project_id=project_id,
        project_name=_plain(owner.get("project_name")) or project_id,
        retry_count=_count(body.get("retry_count", owner.get("retry_count", 0))),
        single=single,
        events=events,
    )


def _count(value: Any) -> int:
    if isinstance(value, int):
        return max(int(value), 0)
    counts = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _DIGITS
    return int(value) if counts else 0


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _mapping(value: Any) -> Mapping[str, Any]:
    # PHP writes an empty object as an empty list.
    return value if isinstance(value, dict) else {}
