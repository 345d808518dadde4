"""From an accepted message to mail in the mailbox: the same texts that the console's preview shows."""

import asyncio
import secrets
import string
import time
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from ue_console.sandbox.calls import Call, House, stamp
from ue_console.sandbox.content import MOST_PART_BYTES
from ue_console.sandbox.events.links import first_link
from ue_console.sandbox.events.mails import Mailed, mailed
from ue_console.sandbox.mailbox import Files, Mail
from ue_console.sandbox.refusal import Refusal

if TYPE_CHECKING:
    from ue_console.models.unione.message import Message, Recipient
    from ue_console.rendering.mail import MailRenderer, RenderedMail
    from ue_console.rendering.result import Problem

MOST_SECONDS: Final = 60.0
"""How long all mail of one call may take to render."""

CODES: Final = {
    "body.html": 1516,
    "body.plaintext": 1517,
    "body.amp": 1518,
    "subject": 1546,
    "from_name": 1547,
    "options.unsubscribe_url": 1549,
    "substitutions.to_name": 212,
}
"""Field → the code that refuses its substitutions; ``headers.…`` has 1506."""

_TEMPLATES: Final = frozenset(CODES) - {"substitutions.to_name"}
"""Fields in which a problem has a place."""
_FOOTER_BYTES: Final = 4096
"""What the footer may add to a part of the full size."""
_DIGITS: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase


class Delivery(NamedTuple):
    """A job that is in the mailbox."""

    job_id: str
    mails: Sequence[Mailed]
    """In the order of their recipients."""


async def deliver(
    house: House, call: Call, message: "Message", recipients: Sequence["Recipient"], files: Files
) -> Delivery:
    """Render the message for each recipient and keep the mail; nothing is kept when one fails.

    Raises:
        Refusal: 1516 to 1518, 1546, 1547, 1549 or 1506 for a template that can't be rendered,
            1513 to 1515 for a part that grows too large, 150 when rendering takes longer than
            :data:`MOST_SECONDS`, and those of the mailbox: 199, 507.
    """
    from ue_console.rendering.mail import MailRenderer

    now = house.now()
    job_id = new_job_id(now)
    end = time.monotonic() + MOST_SECONDS
    mails = []
    # Kept one by one: together they may be many times what the request was.
    with house.mailbox.job(job_id) as job:
        job.attach(files)
        renderer = await asyncio.to_thread(MailRenderer, message, language=call.language, now=now)
        for number, recipient in enumerate(recipients, start=1):
            # In a thread: a template is foreign, and may use all of the steps that it is allowed.
            item, link = await asyncio.to_thread(_made, renderer, recipient)
            if item.failed:
                raise _refusal(item)
            _check_sizes(item)
            job.add(_mail(item, job_id, number, now, call.caller.project_id))
            mails.append(_mailed(job_id, message, recipient, link))
            if time.monotonic() > end:
                raise Refusal(150, says=f"The mail takes longer than {MOST_SECONDS:.0f} s to render")
    return Delivery(job_id, mails)


def _made(renderer: "MailRenderer", recipient: "Recipient") -> tuple["RenderedMail", str]:
    """The mail, and the link that its reader will click."""
    item = renderer.render(recipient)
    tracked = renderer.message.track_links
    return item, first_link(item.html, item.unsubscribe_url) if tracked else ""


def _mailed(job_id: str, message: "Message", recipient: "Recipient", link: str) -> Mailed:
    metadata = {**message.global_metadata, **recipient.metadata}
    return mailed(job_id, recipient.email, metadata, opens=bool(message.track_read), link=link)


def _check_sizes(item: "RenderedMail") -> None:
    for name, text, code in (
        ("html", item.html, 1513),
        ("plaintext", item.plaintext, 1514),
        ("amp", item.amp, 1515),
    ):
        if text and len(text.encode()) > MOST_PART_BYTES + _FOOTER_BYTES:
            raise Refusal(code, says=f"The field body.{name} exceeds 5 MB when rendered for {item.email}")


def _refusal(item: "RenderedMail") -> Refusal:
    found = next(each for each in item.problems if each.problem.severity == "error")
    return unusable(found.field, found.problem)


def unusable(field: str, problem: "Problem") -> Refusal:
    """The refusal of a field whose tags, or what they give, can't stand there."""
    place = f"line {problem.line}, column {problem.column}: " if field in _TEMPLATES else ""
    says = f"The field {field} can't be used: {place}{problem.message.rstrip('.')}"
    return Refusal(CODES.get(field, 1506), says=says[:500])


def _mail(item: "RenderedMail", job_id: str, number: int, now: datetime, project_id: str | None) -> Mail:
    return Mail(
        id=f"{job_id}-{number}",
        job_id=job_id,
        created=stamp(now),
        email=item.email,
        to_name=item.to_name,
        from_email=item.from_email,
        from_name=item.from_name,
        reply_to=item.reply_to,
        subject=item.subject,
        html=item.html,
        plaintext=item.plaintext,
        amp=item.amp,
        headers=item.headers,
        project_id=project_id,
    )


def new_job_id(now: datetime) -> str:
    """A mail server's kind of id, ``1ZymBc-00041N-9X``: seconds, then chance."""
    seconds, head = int(now.timestamp()), ""
    for _ in range(6):
        seconds, digit = divmod(seconds, len(_DIGITS))
        head = _DIGITS[digit] + head
    tail = "".join(secrets.choice(_DIGITS) for _ in range(6))
    return f"{head}-00{tail[:4]}-{tail[4:]}"
