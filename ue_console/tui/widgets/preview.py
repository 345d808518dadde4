"""What one recipient gets: head, body and problems, rendered beside the typing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize
from textual.message import Message

from ue_console.tui.latest import Latest
from ue_console.tui.preview_lines import PARTS, body_lines, head_lines, parts_of, problem_lines
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.text_view import Line, TextView

if TYPE_CHECKING:
    from ue_console.rendering.mail import RenderedMail


class Preview(Vertical):
    """A rendered mail; ``p`` steps through its parts."""

    DEFAULT_CSS = """
    Preview > #preview-head { height: auto; max-height: 4; }
    Preview > #preview-body { height: 1fr; border-top: hkey $line; }
    Preview > #preview-problems { height: auto; max-height: 7; border-top: hkey $line; display: none; }
    Preview.-problems > #preview-problems { display: block; }
    """

    class Shown(Message):
        """A newly rendered mail is on the screen."""

        def __init__(self, preview: Preview, mail: RenderedMail) -> None:
            super().__init__()
            self.preview = preview
            self.mail = mail

        @property
        def control(self) -> Preview:
            """The preview."""
            return self.preview

    def __init__(self, title: str = "Preview", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.mail: RenderedMail | None = None
        self.part = "text"
        self._title = title
        self._detail = ""
        self._latest: Latest[tuple[RenderedMail, str, list[Line]]] = Latest(self._done)

    def compose(self) -> ComposeResult:
        """Heading, head, body, problems."""
        yield Heading(self._title, id="preview-heading")
        yield TextView(wrap=False, id="preview-head")
        yield TextView(id="preview-body")
        yield TextView(id="preview-problems")

    @property
    def body(self) -> TextView:
        """The scrolling part."""
        return self.query_one("#preview-body", TextView)

    def ask(self, render: Callable[[], RenderedMail], detail: str = "") -> None:
        """Render in a thread and show the result; only the newest request counts."""
        self._detail = detail
        part, width = self.part, self._width

        def job() -> tuple[RenderedMail, str, list[Line]]:
            mail = render()
            return mail, part, body_lines(mail, part, width)

        self._latest.ask(job, lambda work: self.run_worker(work, group="preview"))

    @property
    def _width(self) -> int:
        return max(min(self.body.size.width or 78, 100) - 1, 20)

    def _done(self, result: tuple[RenderedMail, str, list[Line]]) -> None:
        if self._pruning or not self.is_attached:
            return
        mail, part, lines = result
        if part != self.part:  # another was chosen meanwhile
            lines = body_lines(mail, self.part, self._width)
        self.mail = mail
        self.query_one("#preview-head", TextView).show(head_lines(mail))
        self.body.show(lines)
        problems = problem_lines(mail)
        self.set_class(bool(problems), "-problems")
        self.query_one("#preview-problems", TextView).show(problems)
        self._title_line()
        self.post_message(self.Shown(self, mail))

    def _title_line(self) -> None:
        heading = self.query_one("#preview-heading", Heading)
        heading.title = self._title
        heading.detail = " · ".join(text for text in (PARTS[self.part][0], self._detail) if text)

    def next_part(self) -> None:
        """Show the next part of the mail."""
        if self.mail is None:
            return
        parts = parts_of(self.mail)
        self.part = parts[(parts.index(self.part) + 1) % len(parts)] if self.part in parts else parts[0]
        self.body.show(body_lines(self.mail, self.part, self._width), keep_place=False)
        self._title_line()

    def clear(self, words: str = "") -> None:
        """Show nothing but a sentence."""
        self.mail = None
        self.query_one("#preview-head", TextView).show([])
        self.body.show([Line(words, "quiet")] if words else [])
        self.remove_class("-problems")
        self.query_one("#preview-heading", Heading).detail = ""

    @on(Resize)
    def _resized(self) -> None:
        if self.mail is not None:
            self.body.show(body_lines(self.mail, self.part, self._width))
