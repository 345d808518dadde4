"""What the mails of all recipients together lack, before anything is sent."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ue_console.models.unione.message import Message
from ue_console.models.unione.template import Template
from ue_console.rendering.mail import MailRenderer, RenderedMail
from ue_console.services.pacing import Pace
from ue_console.services.previews import resolve


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
