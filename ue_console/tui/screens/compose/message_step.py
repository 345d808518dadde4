"""Step 1: what is sent and who it is from."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.widgets import Static

from ue_console.models.unione.template import Template
from ue_console.services.drafts import ComposeDraft
from ue_console.text import safe_line
from ue_console.tui.screens.step_pane import StepPane
from ue_console.tui.widgets.editor import Editor
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.text_view import Line, TextView

FIELDS = {"subject": "Subject", "from_email": "From", "from_name": "From name", "reply_to": "Reply-To"}
"""Field of the draft → its label."""


class MessageStep(StepPane[ComposeDraft]):
    """Template or own body, subject, sender."""

    DEFAULT_CSS = """
    MessageStep #own-body { height: 1fr; }
    MessageStep #template-body { height: 1fr; }
    MessageStep #source { height: 1; }
    MessageStep #message-body-heading { height: 2; border-top: hkey $line; }
    MessageStep.-template #own-body { display: none; }
    MessageStep.-own #template-body { display: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(ComposeDraft(), id=id)
        self._template: Template | None = None
        self._part = "html"

    def compose(self) -> ComposeResult:
        """Fields, then the body."""
        yield FormRow("Template", Static("", id="source", markup=False))
        for name, label in FIELDS.items():
            yield FormRow(label, Field(id=name))
        yield Heading(id="message-body-heading")
        yield Editor(id="own-body", show_line_numbers=True, soft_wrap=True)
        yield TextView(id="template-body")

    def fill(self, draft: ComposeDraft, template: Template | None) -> None:
        """Show a draft; ``template`` is the one it names, where that could be read."""
        self._draft, self._template = draft, template
        for name in FIELDS:
            field = self.query_one(f"#{name}", Field)
            field.value = getattr(draft, name)
            given = getattr(template, name, None) if template and draft.source == "template" else None
            field.placeholder = f"{safe_line(given)}   (from the template)" if given else ""
        own = draft.source == "own"
        self.set_class(own, "-own")
        self.set_class(not own, "-template")
        self.query_one("#source", Static).update(self._source_line())
        editor, body = self.query_one("#own-body", Editor), getattr(draft, self._part)
        if editor.text != body:
            editor.load_text(body)
        if template is not None and not own:
            text = (template.body.html if self._part == "html" else template.body.plaintext) or ""
            lines = [Line(text)] if text else [Line("The template has no such body.", "quiet")]
            self.query_one("#template-body", TextView).show(lines)
        self._show_part()

    def _source_line(self) -> str:
        draft = self._draft
        if draft.source == "own":
            return f"none: own body, {draft.engine}   F2 template · F5 engine"
        engine = f", {self._template.template_engine}" if self._template else ""
        return f"{safe_line(draft.template_name or draft.template_id)}{engine}   F2 other or none"

    def _show_part(self) -> None:
        heading = self.query_one("#message-body-heading", Heading)
        title = "HTML" if self._part == "html" else "Plaintext"
        other = "plaintext" if self._part == "html" else "HTML"
        heading.title = (
            title if self._draft.source == "own" else f"{title} of the template (e in Templates edits it)"
        )
        heading.detail = f"F4 {other}"

    def next_part(self) -> None:
        """Switch between the bodies; each keeps its text."""
        self.pull()
        self._part = "plaintext" if self._part == "html" else "html"
        self.fill(self._draft, self._template)

    def begin(self) -> None:
        """Put the focus where typing begins."""
        self.query_one("#subject", Field).focus()

    def typed(self) -> Mapping[str, str]:
        """The fields, and the body that is shown."""
        fields = {name: self.query_one(f"#{name}", Field).value for name in FIELDS}
        return {**fields, self._part: self.query_one("#own-body", Editor).text}
