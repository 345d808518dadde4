"""Templates: the list, and what the one under the cursor looks like as a mail."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from ue_console.models.unione.message import Message, Recipient
from ue_console.models.unione.template import Template
from ue_console.services.templates import copy_of
from ue_console.tui.commands import Action
from ue_console.tui.screens.listing import LIST_KEYS, ListScreen
from ue_console.tui.units import age, age_seconds, size
from ue_console.tui.widgets.preview import Preview
from ue_console.tui.widgets.table import Column, Row

if TYPE_CHECKING:
    from ue_console.rendering.mail import RenderedMail

NEEDS_ONE = ("edit", "external", "compose", "duplicate", "delete", "copy", "raw")
SAMPLE = Recipient(email="ann@example.com")
"""Whom a preview addresses while the compose draft has no recipients."""


class TemplatesScreen(ListScreen[Template]):
    """All templates of the account or project."""

    PLACE = "templates"
    NAME = "Templates"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Name"),
        Column("Engine", 8, quiet=True),
        Column("Subject", quiet=True, from_width=66),
        Column("Age", 6, right=True, quiet=True),
    )
    EMPTY = "No templates yet.\nA template is kept by the service and sent by its id. Press n to write one."
    SERVES = (
        "list.open",
        "templates.edit",
        "templates.external",
        "templates.new",
        "templates.compose",
        "preview.part",
        "preview.next",
        "preview.previous",
        "templates.duplicate",
        "templates.delete",
        "list.filter",
        "templates.copy",
        "templates.raw",
        *LIST_KEYS[2:],
    )

    def __init__(self) -> None:
        super().__init__()
        self._samples: list[Recipient] = [SAMPLE]
        self._sample = 0

    def compose_detail(self) -> ComposeResult:
        """The preview."""
        yield Preview(id="preview")

    async def pages(self) -> AsyncIterator[Sequence[Template]]:
        """All templates; then the samples of the preview, which come from the compose draft."""
        service = await self.console.workspace.templates()
        async for page in service.all():
            yield page
        draft = await self.console.workspace.compose_draft()
        self._samples = (draft.some_recipients(20) if draft.recipients else []) or [SAMPLE]
        self._sample = 0

    def row(self, item: Template) -> Row:
        """Name, engine, subject, age."""
        subject = item.subject or ""
        now = self.console.workspace.now()
        return Row(
            key=item.id or item.name,
            cells=(item.name, _engine(item), subject, age(item.created, now)),
            search=f"{item.name} {subject} {item.template_engine}".lower(),
            order=(item.name.lower(), _engine(item), subject.lower(), age_seconds(item.created, now)),
        )

    def show_item(self, item: Template | None) -> None:
        """Render the template with its own values and a sample recipient."""
        pane = self.query_one("#preview", Preview)
        if item is None:
            pane.clear()
            return
        recipient = self._samples[self._sample]
        html = item.body.html or item.body.plaintext or ""
        facts = [size(len(html))]
        if len(self._samples) > 1:
            facts.append(f"sample {self._sample + 1}/{len(self._samples)} ‹ ›")
        message = Message(template_id=item.id, recipients=[recipient])
        own = self.console.own_unsubscribe
        pane.ask(partial(_preview, message, recipient, item, own), " · ".join(facts))

    def why_not(self, action: Action) -> str:
        """Most actions need a template; a visual one can't be saved through the API."""
        if reason := super().why_not(action):
            return reason
        noun, _, verb = action.id.partition(".")
        if noun == "templates" and verb in NEEDS_ONE and self.is_mounted and self.current is None:
            return "There is no template under the cursor."
        if (
            verb in ("edit", "external")
            and noun == "templates"
            and self.current
            and self.current.editor_type == "visual"
        ):
            return "This template was made in the visual editor; the API can't change it. d makes a copy."
        return ""

    def do_preview_part(self) -> None:
        """Step through text, source, plaintext, headers."""
        self.query_one("#preview", Preview).next_part()

    def do_preview_next(self) -> None:
        """The next sample recipient."""
        self._step(1)

    def do_preview_previous(self) -> None:
        """The sample recipient before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        self._sample = (self._sample + by) % len(self._samples)
        self.show_item(self.current)

    async def do_templates_compose(self) -> None:
        """Take the template into Compose."""
        if self.current is not None:
            await self.console.workspace.compose_with(self.current)
            await self.console.go("compose")

    def do_templates_edit(self) -> None:
        """Open the editor."""
        if self.current is not None:
            self.console.edit_template(self.current)

    def do_templates_external(self) -> None:
        """Open the editor, and in it the operator's own."""
        if self.current is not None:
            self.console.edit_template(self.current, external=True)

    def do_templates_new(self) -> None:
        """Open the editor on an empty template."""
        self.console.edit_template(Template())

    def do_templates_duplicate(self) -> None:
        """Open the editor on a copy, not saved yet."""
        if self.current is not None:
            self.console.edit_template(copy_of(self.current, f"{self.current.name} copy"))

    def do_templates_delete(self) -> None:
        """Ask, then delete."""
        item = self.current
        if item is None:
            return
        from ue_console.tui.dialogs.confirm import Confirm

        question = Confirm(
            f"Delete the template “{item.name}”?",
            f"On {self.console.status.account}. Messages that name its id can't be sent any more. "
            "The service keeps no copy.",
            "Delete",
            key="y",
        )
        self.app.push_screen(question, partial(self._delete, item))

    def _delete(self, item: Template, sure: bool | None) -> None:
        if sure:
            self.change(partial(self._deleting, item), "delete")

    async def _deleting(self, item: Template) -> None:
        service = await self.console.workspace.templates()
        await service.delete(item)
        self.items.pop(self.row(item).key, None)
        self._show(self.items, whole=True)
        self.app.notify(f"Deleted “{item.name}”.")

    def do_templates_copy(self) -> None:
        """Copy the id."""
        if self.current and self.current.id:
            self.console.copy(self.current.id, "the template's id")

    def do_templates_raw(self) -> None:
        """Show the object as JSON."""
        if self.current is not None:
            from ue_console.tui.dialogs.raw import RawJson

            self.app.push_screen(RawJson(self.current.name, self.current.model_dump(by_alias=True)))


def _preview(message: Message, recipient: Recipient, item: Template, own: bool | None) -> RenderedMail:
    # Imported in the preview's thread: the list is there before the engines are.
    from ue_console.services.previews import preview

    return preview(message, recipient, item, own_unsubscribe=own)


def _engine(item: Template) -> str:
    return "visual" if item.editor_type == "visual" else item.template_engine
