"""The template editor: fields, one body at a time, and what comes out of it."""

from __future__ import annotations

from collections.abc import Awaitable
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, TextArea

from ue_console.models.unione.message import Message, Recipient
from ue_console.models.unione.template import Template
from ue_console.services.drafts import TemplateDraft
from ue_console.services.previews import preview
from ue_console.services.templates import TemplateChanged
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.keeping import Keeper
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.widgets.editor import Editor
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.preview import Preview

if TYPE_CHECKING:
    from ue_console.services.drafts import DraftService

FIELDS = {"name": "Name", "subject": "Subject", "from_email": "From", "from_name": "From name"}
"""Field of the template → its label."""


BESIDE: Final = (
    "This template is edited in another console, too: both edits are kept. "
    "Theirs comes up here once yours is saved or given up and the template is opened again."
)


class TemplateEditScreen(FrameScreen):
    """Edits one template; every keystroke is kept as a draft until it is saved or given up."""

    PLACE = "templates"
    SERVES = (
        "editor.save",
        "editor.part",
        "editor.preview",
        "editor.engine",
        "editor.external",
        "editor.discard",
    )
    DEFAULT_CSS = """
    TemplateEditScreen #left { width: 1fr; }
    TemplateEditScreen #right { width: 1fr; border-left: vkey $line; }
    TemplateEditScreen.-narrow #right { display: none; }
    TemplateEditScreen.-narrow.-preview #right { display: block; border-left: none; }
    TemplateEditScreen.-narrow.-preview #left { display: none; }
    TemplateEditScreen.-wide.-preview #right { display: none; }
    TemplateEditScreen #body-heading { border-top: hkey $line; height: 2; }
    TemplateEditScreen Editor { height: 1fr; }
    """

    def __init__(self, template: Template, samples: list[Recipient], *, external: bool = False) -> None:
        super().__init__()
        self.draft = TemplateDraft(base=template, template=template.model_copy(deep=True))
        self._samples = samples
        self._part = "html"
        self._keeper = Keeper(self, self._save, lambda error: self.notice.error(error))
        self._drafts: DraftService | None = None
        self._external = external
        self._as_loaded = ("", "")
        """What the body's editor made of a text, and that text: it ends every line in the same way."""

    def compose_body(self) -> ComposeResult:
        """Fields and body on the left, the preview on the right."""
        with Horizontal():
            with Vertical(id="left"):
                yield Heading(id="edit-heading")
                for name, label in FIELDS.items():
                    yield FormRow(label, Field(id=name))
                yield Heading(id="body-heading")
                yield Editor(id="body-editor", show_line_numbers=True, soft_wrap=True)
            with Vertical(id="right"):
                yield Preview(id="preview")

    def on_mount(self) -> None:
        """Take up an unsaved edit where there is one."""
        super().on_mount()
        self.work(self._take_up, "take-up")

    async def _take_up(self) -> None:
        self._drafts = self.console.workspace.drafts()
        found = await self._drafts.template(self.draft.base.id)
        if found is not None and found.changed and found.template != self.draft.template:
            self.draft = found
            self.notice.say("Your unsaved edit is back. ^s saves it, F8 gives it up.", "warn")
        self._fill()
        self.query_one("#name" if not self.draft.template.name else "#body-editor").focus()
        if self._external:
            self.call_after_refresh(self.do_editor_external)

    def _fill(self) -> None:
        for name in FIELDS:
            self.query_one(f"#{name}", Field).value = getattr(self.draft.template, name) or ""
        editor = self.query_one("#body-editor", Editor)
        editor.load_text(self._body)
        self._as_loaded = (editor.text, self._body)
        self._count()
        self._show()

    @property
    def _body(self) -> str:
        return getattr(self.draft.template.body, self._part) or ""

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self._pull():
            self._changed()

    def _pull(self) -> bool:
        """Take what the fields hold into the draft; False when nothing is new."""
        if self._drafts is None:
            return False
        template, changed = self.draft.template, False
        for name in FIELDS:
            value = self.query_one(f"#{name}", Field).value
            if value != (getattr(template, name) or ""):
                setattr(template, name, value if name == "name" else value or None)
                changed = True
        shown, loaded = self._as_loaded
        text = self.query_one("#body-editor", Editor).text
        text = loaded if text == shown else text
        if text != self._body:
            setattr(template.body, self._part, text or None)
            changed = True
        return changed

    def _changed(self) -> None:
        self._keeper.touch()
        self._show()

    async def keep(self) -> None:
        """Put the draft on disk now."""
        self._pull()
        await self._keeper.flush()

    async def _save(self) -> None:
        if self._drafts is not None and self.draft.changed:
            change = await self._drafts.keep_template(self.draft)
            if change is not None and change.kind == "beside":
                self.notice.say(BESIDE, "warn")

    def _show(self) -> None:
        template = self.draft.template
        state = "● unsaved" if self.draft.changed else "saved"
        heading = self.query_one("#edit-heading", Heading)
        heading.title = template.name or "New template"
        heading.detail = f"{template.template_engine} · {state}"
        recipient = self._samples[0]
        # A deep copy takes long where there are many values; only texts change while it is rendered.
        copy = template.model_copy(update={"body": template.body.model_copy()})
        message = Message(recipients=[recipient])
        self.query_one("#preview", Preview).ask(
            partial(preview, message, recipient, copy, own_unsubscribe=self.console.own_unsubscribe)
        )

    @on(Preview.Shown)
    def _count(self) -> None:
        """Bring the heading up to date; after the preview, which is waited for more."""
        part = self.query_one("#body-heading", Heading)
        part.title = "HTML" if self._part == "html" else "Plaintext"
        other = "plaintext" if self._part == "html" else "HTML"
        part.detail = f"{len(self._body):,} characters · F4 {other}"

    def do_editor_part(self) -> None:
        """Switch between the bodies; each keeps its text."""
        self._pull()
        self._part = "plaintext" if self._part == "html" else "html"
        self._fill()
        self.query_one("#body-editor").focus()

    def do_editor_engine(self) -> None:
        """Switch the engine."""
        template = self.draft.template
        template.template_engine = "simple" if template.template_engine == "velocity" else "velocity"
        self._changed()

    def do_editor_preview(self) -> None:
        """Show the preview alone (narrow) or hide it (wide)."""
        self.toggle_class("-preview")

    def do_editor_save(self) -> None:
        """Save to the service."""
        self.change(self._saving, "save", "Press ^s to try again; the draft is kept.")

    async def _saving(self) -> None:
        service = await self.console.workspace.templates()
        before = self.draft.base
        await self.keep()
        try:
            saved = await service.save(self.draft.template, base=before if before.id else None)
        except TemplateChanged as changed:
            self._offer_choice(changed)
            raise
        await self._saved(before, saved)

    def _offer_choice(self, changed: TemplateChanged) -> None:
        """Somebody else was faster: their version stays unless the operator says otherwise."""
        name, current = self.draft.template.name, changed.current
        if current is None:
            question, verb = f"Save “{name}” as a new template?", "Save as new"
            text = "It was deleted at the service meanwhile. A new one gets a new id."
        else:
            question, verb = f"Save over the other change of “{name}”?", "Save over it"
            text = "Somebody else saved it since you opened it. Their version is lost if you save over it."
        self.app.push_screen(Confirm(question, text, verb), partial(self._chosen, current))

    def _chosen(self, current: Template | None, sure: bool | None) -> None:
        if not sure:
            return
        if current is None:
            self.draft.template.id = None
        self.draft.base = current or Template()
        self.do_editor_save()

    async def _saved(self, before: Template, saved: Template) -> None:
        if self._drafts is not None:
            await self._drafts.drop_template(before.id)
        self.draft = TemplateDraft(base=saved, template=saved.model_copy(deep=True))
        self.notice.say(f"Saved “{saved.name}” on {self.console.status.account}.", "good")
        self._show()
        self.console.templates_changed()

    def do_editor_external(self) -> None:
        """Edit this body in the operator's own editor."""
        text = self.console.edit_externally(self._body, ".html" if self._part == "html" else ".txt")
        if text is not None and text != self._body:
            self.query_one("#body-editor", Editor).text = text

    def do_editor_discard(self) -> None:
        """Give the unsaved edit up, asked once."""
        if self.draft.changed:
            name = self.draft.template.name or "the new template"
            text = "What was typed since the last save is lost; the service keeps what it has."
            self.app.push_screen(Confirm(f"Give up the edit of “{name}”?", text, "Give up"), self._discard)

    def _discard(self, sure: bool | None) -> None:
        if sure:
            self.draft.template = self.draft.base.model_copy(deep=True)
            self.change(self._dropping, "drop")

    async def _dropping(self) -> None:
        if self._drafts is not None:
            await self._drafts.drop_template(self.draft.base.id)
        self.dismiss(None)

    def do_app_back(self) -> Awaitable[None] | None:
        """Out of the preview, out of the field, then out of the editor; the draft is kept."""
        if self.has_class("-narrow") and self.has_class("-preview"):
            self.remove_class("-preview")
        elif self.typing:
            self.set_focus(None)
        else:
            return self._leave()
        return None

    async def _leave(self) -> None:
        await self.keep()
        self.dismiss(None)
