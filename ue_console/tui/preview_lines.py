"""A rendered mail as lines of text: one function a part. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from ue_console.tui.widgets.text_view import Line

if TYPE_CHECKING:
    from ue_console.rendering.mail import FieldProblem, RenderedMail

NOTHING: Final = "This mail has no such part."


def as_text(mail: RenderedMail, width: int) -> list[Line]:
    """The HTML part the way a reader sees it, or the plaintext part where there is no HTML."""
    if mail.html is not None:
        from ue_console.rendering.html_text import html_to_text

        return [Line(html_to_text(mail.html, width))]
    return as_plaintext(mail, width)


def as_html(mail: RenderedMail, width: int) -> list[Line]:
    """The HTML part's source, byte for byte."""
    return [Line(mail.html) if mail.html is not None else Line(NOTHING, "quiet")]


def as_plaintext(mail: RenderedMail, width: int) -> list[Line]:
    """The plaintext part, byte for byte."""
    return [Line(mail.plaintext) if mail.plaintext is not None else Line(NOTHING, "quiet")]


def as_amp(mail: RenderedMail, width: int) -> list[Line]:
    """The AMP part's source, byte for byte."""
    return [Line(mail.amp) if mail.amp is not None else Line(NOTHING, "quiet")]


def as_headers(mail: RenderedMail, width: int) -> list[Line]:
    """The headers that the message sets, substitutions filled in."""
    lines = [Line(f"{name}: {value}") for name, value in mail.headers.items()]
    return lines or [Line("This message sets no headers of its own.", "quiet")]


PARTS: Final[dict[str, tuple[str, Callable[[RenderedMail, int], list[Line]]]]] = {
    "text": ("as text", as_text),
    "html": ("HTML source", as_html),
    "plaintext": ("plaintext", as_plaintext),
    "amp": ("AMP source", as_amp),
    "headers": ("headers", as_headers),
}
"""Part → its title and how it is shown, in the order that ``p`` steps through."""


def parts_of(mail: RenderedMail) -> list[str]:
    """The parts worth stepping through: AMP only where there is one."""
    return [part for part in PARTS if part != "amp" or mail.amp is not None]


def body_lines(mail: RenderedMail, part: str, width: int) -> list[Line]:
    """One part of a mail."""
    return PARTS[part][1](mail, max(width, 20))


def head_lines(mail: RenderedMail) -> list[Line]:
    """To, From, Reply-To and Subject."""
    sender = f"{mail.from_name} <{mail.from_email}>" if mail.from_name else mail.from_email or ""
    to = f"{mail.to_name} <{mail.email}>" if mail.to_name else mail.email
    rows = [("To", to), ("From", sender), ("Reply-To", mail.reply_to or ""), ("Subject", mail.subject)]
    return [
        Line(f"{name:<9}{value}", "strong" if name == "Subject" else "")
        for name, value in rows
        if value or name == "Subject"
    ]


def problem_lines(mail: RenderedMail, limit: int = 4) -> list[Line]:
    """The problems of a mail, errors first; the rest only counted."""
    ordered = sorted(mail.problems, key=lambda found: found.problem.severity != "error")
    lines = [problem_line(found) for found in ordered[:limit]]
    if len(ordered) > limit:
        lines.append(Line(f"  and {len(ordered) - limit} more", "quiet"))
    if mail.unused:
        lines.append(Line("· given but not used: " + ", ".join(mail.unused), "quiet"))
    return lines


def problem_line(found: FieldProblem) -> Line:
    """One problem with its field and place."""
    problem = found.problem
    symbol, tone = ("✗", "bad") if problem.severity == "error" else ("⚠", "warn")
    return Line(f"{symbol} {found.field} {problem.line}:{problem.column}  {problem.message}", tone)
