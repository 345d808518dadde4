"""The JSON of a call, in the order of keys that the service has (reference: callback-format)."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from ue_console.models.secret import Secret
from ue_console.models.unione.event import SPAM_BLOCK_EVENT, STATUS_EVENT
from ue_console.sandbox.addresses import domain_of
from ue_console.sandbox.events.lives import BLOCKED, UNBLOCKED
from ue_console.sandbox.events.mails import Happening
from ue_console.sandbox.store import Record

USER_AGENT: Final = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36"
)
IP: Final = "192.0.2.7"
"""Of every reader: an address that nobody has (RFC 5737)."""


class Sender(NamedTuple):
    """In whose name a call is made."""

    key: Secret
    """Signs it: the account's key, or the project's for a webhook of a project."""
    user_id: int
    project: Record | None
    """The project's row of ``project/list``."""


def payload(
    sender: Sender, happenings: Sequence[Happening], *, detailed: bool, single: bool, retry_count: int
) -> dict[str, Any]:
    """The body without ``auth``.

    Args:
        sender: Whose webhook it is.
        happenings: What is told; one of them where ``single``.
        detailed: With ``delivery_info`` and ``url``.
        single: The flat form of ``single_event``.
        retry_count: 0 at the first try.
    """
    head: dict[str, Any] = {"user_id": sender.user_id}
    if sender.project is not None:
        head |= {"project_name": sender.project["name"], "project_id": sender.project["id"]}
    events = [event(each, detailed=detailed) for each in happenings]
    if single:
        only = events[0]
        body = {**head, "event_name": only["event_name"], **only["event_data"]}
    else:
        body = {"events_by_user": [{**head, "events": events}]}
    return body | ({"retry_count": retry_count} if retry_count else {})


def event(happening: Happening, *, detailed: bool) -> dict[str, Any]:
    """One event with its name and data."""
    mail, step, time = happening
    if step.status in (BLOCKED, UNBLOCKED):
        return {"event_name": SPAM_BLOCK_EVENT, "event_data": _spam_block(happening)}
    data: dict[str, Any] = {"job_id": mail.job_id}
    # PHP has one empty array for lists and objects, so an empty object would come back as a list.
    if mail.metadata:
        data["metadata"] = mail.metadata
    data |= {"email": mail.email, "status": step.status, "event_time": time}
    if detailed:
        data |= _details(happening)
    return {"event_name": STATUS_EVENT, "event_data": data}


def _details(happening: Happening) -> dict[str, Any]:
    mail, step, _ = happening
    if step.reason:
        return {"delivery_info": {"delivery_status": step.reason, "destination_response": step.response}}
    if step.status not in ("opened", "clicked"):
        return {}
    link = {"url": mail.link} if step.status == "clicked" else {}
    return {**link, "delivery_info": {"user_agent": USER_AGENT, "ip": IP}}


def _spam_block(happening: Happening) -> dict[str, Any]:
    status = happening.step.status
    return {
        "block_time": happening.time,
        "block_type": "one_smtp",
        "domain": domain_of(happening.mail.email),
        "SMTP_blocks_count": 1 if status == BLOCKED else 0,
        "domain_status": status,
    }
