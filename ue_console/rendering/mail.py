"""What one recipient gets: a message with its tags replaced, footer and headers included.

Preview and sandbox both take a mail from here, so that they agree to the byte.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from ue_console.models.unione.message import Message, Recipient
from ue_console.rendering import unsubscribe
from ue_console.rendering.engines import ENGINES, prepare, unknown_engine
from ue_console.rendering.fields import (
    BODY_PARTS,
    CUSTOM_LINK,
    TO_NAME,
    UNSUBSCRIBE_URL,
    headers_of,
    substituted_fields,
    values_for,
)
from ue_console.rendering.headers import display_name, one_line
from ue_console.rendering.result import LIMITS, Limits, Problem, Rendered, Value
from ue_console.rendering.variables import Usage, usage_of
from ue_console.text import encodable

LIST_UNSUBSCRIBE: Final = "List-Unsubscribe"

LINE_LIMITS: Final = Limits(output=100_000)
"""Budgets of a subject, a name or a header: up to fifty of them stand in one mail."""


class FieldProblem(NamedTuple):
    """A problem and the field that has it."""

    field: str
    """The API's path: ``body.html``, ``headers.X-Id``, ``substitutions.to_name``."""
    problem: Problem


class RenderedMail(NamedTuple):
    """A mail as one recipient gets it, before it is encoded."""

    email: str
    """The recipient."""
    to_name: str
    """The display name in To; empty when there is none."""
    from_email: str
    from_name: str
    reply_to: str
    subject: str
    html: str | None
    """None when the message has no such part; so with ``plaintext`` and ``amp``."""
    plaintext: str | None
    amp: str | None
    headers: dict[str, str]
    """The message's own accepted headers, and List-Unsubscribe."""
    unsubscribe_url: str
    """The recipient's own link: the custom one or the stand-in for the service's."""
    used: tuple[str, ...]
    """Names that the fields mention, in order of first mention."""
    missing: tuple[str, ...]
    """Of these, the ones that print nothing for want of a value."""
    unused: tuple[str, ...]
    """Names with a value that no field mentions."""
    problems: tuple[FieldProblem, ...]

    @property
    def failed(self) -> bool:
        """True when the service would refuse the mail."""
        return any(entry.problem.severity == "error" for entry in self.problems)


def render_mail(
    message: Message, recipient: Recipient, *, language: str = "en", now: datetime | None = None
) -> RenderedMail:
    """Render ``message`` for one recipient; never raises.

    Args:
        message: With its template filled in already: ``template_id`` is not followed.
        recipient: One of the message's recipients, or a sample.
        language: The footer's language, one of ``unsubscribe.LANGUAGES``; others give English.
        now: The clock of the velocity date tools.
    """
    return MailRenderer(message, language=language, now=now).render(recipient)


class MailRenderer:
    """A message that is read once and rendered for many recipients."""

    def __init__(self, message: Message, *, language: str = "en", now: datetime | None = None) -> None:
        self.message = message
        self.language = language
        headers = headers_of(message)
        self.problems = [FieldProblem(path, problem) for path, problem in headers.problems]
        self.fields = {}
        if message.template_engine in ENGINES:
            sources = substituted_fields(message, headers)
            engine = message.template_engine
            self.fields = {
                path: prepare(engine, source, LIMITS if path in BODY_PARTS else LINE_LIMITS, now=now)
                for path, source in sources.items()
            }
        else:
            self.problems.insert(0, FieldProblem("template_engine", unknown_engine(message.template_engine)))

    def render(self, recipient: Recipient) -> RenderedMail:
        """Render for ``recipient``; never raises."""
        return _OneMail(self, recipient).build()


class _OneMail:
    """The work on one mail: fields first, then what the service adds."""

    def __init__(self, renderer: MailRenderer, recipient: Recipient) -> None:
        self.message = renderer.message
        self.language = renderer.language
        self.recipient = recipient
        self.problems = list(renderer.problems)
        self.values = values_for(self.message, recipient)
        self.results: dict[str, Rendered] = {}
        self._warn_of_own_link()
        self.custom_link = self._render_custom_link(renderer)
        self.link = self.custom_link or unsubscribe.link_for(recipient.email)
        self.values[UNSUBSCRIBE_URL] = self.link
        for path, prepared in renderer.fields.items():
            if path != CUSTOM_LINK:
                self.results[path] = prepared(self.values)
        for path, result in self.results.items():
            self.problems += [FieldProblem(path, problem) for problem in result.problems]

    def build(self) -> RenderedMail:
        usage: Usage = usage_of(self.results, self.values)
        html, plaintext, amp = (self._part(path) for path in BODY_PARTS)
        if self._needs_footer():
            where = (self.recipient.email, self.link, self.language)
            html = unsubscribe.with_html_footer(html, *where) if html else html
            plaintext = unsubscribe.with_plaintext_footer(plaintext, *where) if plaintext else plaintext
        return RenderedMail(
            email=self.recipient.email,
            to_name=self._to_name(),
            from_email=self.message.from_email or "",
            from_name=self._line("from_name"),
            reply_to=self.message.reply_to or "",
            subject=self._line("subject"),
            html=html,
            plaintext=plaintext,
            amp=amp,
            headers=self._headers(),
            unsubscribe_url=self.link,
            used=usage.used,
            missing=usage.missing,
            unused=usage.unused,
            problems=tuple(self.problems),
        )

    def _tell(self, field: str, problem: Problem | None) -> None:
        if problem is not None:
            self.problems.append(FieldProblem(field, problem))

    def _warn_of_own_link(self) -> None:
        if UNSUBSCRIBE_URL in self.values:
            message = "The service makes this value itself; the given one does not count."
            self._tell(f"substitutions.{UNSUBSCRIBE_URL}", Problem("warning", message, 1, 1, UNSUBSCRIBE_URL))

    def _render_custom_link(self, renderer: MailRenderer) -> str:
        if CUSTOM_LINK not in renderer.fields:
            return ""
        values: Mapping[str, Value] = {
            name: value for name, value in self.values.items() if name != UNSUBSCRIBE_URL
        }
        self.results[CUSTOM_LINK] = renderer.fields[CUSTOM_LINK](values)
        return self._line(CUSTOM_LINK).strip()

    def _line(self, path: str) -> str:
        if path not in self.results:
            return ""
        text, problem = one_line(encodable(self.results[path].text))
        self._tell(path, problem)
        return text

    def _part(self, path: str) -> str | None:
        return encodable(self.results[path].text) if path in self.results else None

    def _has_own_link(self) -> bool:
        return any(UNSUBSCRIBE_URL in self.results[path].used for path in BODY_PARTS if path in self.results)

    def _needs_footer(self) -> bool:
        return not (self.message.skip_unsubscribe or self.custom_link or self._has_own_link())

    def _to_name(self) -> str:
        name, problem = display_name(self.values.get(TO_NAME))
        self._tell(f"substitutions.{TO_NAME}", problem)
        return name

    def _headers(self) -> dict[str, str]:
        prefix = "headers."
        headers = {
            path.removeprefix(prefix): self._line(path) for path in self.results if path.startswith(prefix)
        }
        owned = any(name.lower() == LIST_UNSUBSCRIBE.lower() for name in headers)
        announced = self.custom_link or self._has_own_link() or not self.message.skip_unsubscribe
        if announced and not owned:
            headers[LIST_UNSUBSCRIBE] = unsubscribe.header_value(self.link)
        return headers
