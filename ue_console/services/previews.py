"""What a recipient gets, and what all of them together lack, before anything is sent."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from ue_console.models.unione.message import Message, Recipient
from ue_console.models.unione.template import Template
from ue_console.rendering.mail import MailRenderer, RenderedMail, render_mail
from ue_console.rendering.unsubscribe import as_project
from ue_console.services.pacing import Pace

_FILLED: Final = ("subject", "from_email", "from_name", "reply_to")
_FILLED_WHEN_EMPTY: Final = (
    "global_substitutions",
    "global_metadata",
    "headers",
    "attachments",
    "inline_attachments",
)
_FILLED_WHEN_UNSET: Final = ("template_engine", "track_links", "track_read")


@dataclass(frozen=True, slots=True)
class ProblemCount:
    """One problem of one field, over all recipients."""

    severity: Literal["error", "warning"]
    field: str
    message: str
    line: int
    column: int
    name: str
    """The substitution concerned, where there is one."""
    count: int
    """Recipients that have it."""
    first: int
    """Index of the first of them."""


@dataclass(frozen=True, slots=True)
class Summary:
    """All recipients' mails in short."""

    recipients: int
    missing: Mapping[str, tuple[int, int]]
    """Name → how many recipients lack it, index of the first."""
    unused: Mapping[str, int]
    """Name → how many recipients have a value for it that no field uses."""
    problems: tuple[ProblemCount, ...]


@dataclass(slots=True)
class _Counts:
    """A summary under way."""

    missing: dict[str, tuple[int, int]] = field(default_factory=dict)
    unused: dict[str, int] = field(default_factory=dict)
    problems: dict[tuple[str, ...], ProblemCount] = field(default_factory=dict)

    def add(self, index: int, mail: RenderedMail) -> None:
        for name in mail.missing:
            count, first = self.missing.get(name, (0, index))
            self.missing[name] = count + 1, first
        for name in mail.unused:
            self.unused[name] = self.unused.get(name, 0) + 1
        for found in set(mail.problems):
            problem = found.problem
            key = (found.field, problem.severity, problem.message, str((problem.line, problem.column)))
            seen = self.problems.get(key)
            self.problems[key] = ProblemCount(
                problem.severity,
                found.field,
                problem.message,
                problem.line,
                problem.column,
                problem.name,
                seen.count + 1 if seen else 1,
                seen.first if seen else index,
            )


def has_body(message: Message) -> bool:
    """True when the message brings a body of its own: the service then ignores ``template_id``."""
    return any((message.body.html, message.body.plaintext, message.body.amp))


def resolve(message: Message, template: Template | None) -> Message:
    """The message as the service works on it, its template filled in (reference: email-send).

    Own content wins: with an own body the template is ignored, and otherwise it fills those fields
    only that the message leaves open.
    """
    if template is None or has_body(message):
        return message
    taken = {name: getattr(template, name) for name in _FILLED if not getattr(message, name)}
    taken["body"] = template.body
    taken |= {name: getattr(template, name) for name in _FILLED_WHEN_EMPTY if not getattr(message, name)}
    unset = [name for name in _FILLED_WHEN_UNSET if name not in message.model_fields_set]
    taken |= {name: getattr(template, name) for name in unset}
    return message.model_copy(update=taken)


def preview(
    message: Message,
    recipient: Recipient,
    template: Template | None = None,
    *,
    own_unsubscribe: bool | None = None,
) -> RenderedMail:
    """The mail that ``recipient`` gets; never raises.

    Args:
        message: What is sent.
        recipient: Who gets it.
        template: The one of ``template_id``, when there is one.
        own_unsubscribe: A project's ``custom_unsubscribe_url_enabled``; None for an account's key.
    """
    whole = resolve(message, template)
    if own_unsubscribe is not None:
        whole = as_project(whole, custom=own_unsubscribe)
    return render_mail(whole, recipient)


async def summarize(
    message: Message,
    template: Template | None = None,
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Render for every recipient and count what is missing, unused and wrong.

    Others run meanwhile, and it can be cancelled.

    Args:
        message: With every recipient.
        template: The one of ``template_id``, when there is one.
        on_progress: Called with (done, all) now and then.
    """
    counts = _Counts()
    total = len(message.recipients)
    pace = Pace()
    for index, mail in enumerate(_mails(resolve(message, template))):
        counts.add(index, mail)
        if pace.due and on_progress:
            on_progress(index + 1, total)
        await pace.rest()
    return Summary(total, counts.missing, counts.unused, tuple(counts.problems.values()))


def _mails(message: Message) -> Iterator[RenderedMail]:
    renderer = MailRenderer(message)
    for recipient in message.recipients:
        yield renderer.render(recipient)
