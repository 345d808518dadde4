"""Drafts: what was typed and not sent or saved yet, kept on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ue_console.models.base import Model
from ue_console.models.unione.content import Body
from ue_console.models.unione.message import Message, Recipient
from ue_console.models.unione.template import Template
from ue_console.store.drafts import COMPOSE

if TYPE_CHECKING:
    from ue_console.services.recipients import Parsed
    from ue_console.store.draft_versions import Change as Change
    from ue_console.store.draft_versions import DraftVersions as DraftVersions
    from ue_console.store.draft_versions import Version as Version
    from ue_console.store.drafts import Drafts

Source = Literal["template", "own"]


class ComposeDraft(Model):
    """Everything typed in Compose, as typed."""

    source: Source = "own"
    """What is sent: a template, or the body written here. The other is kept, not sent."""
    template_id: str = ""
    template_name: str = ""
    engine: str = "simple"
    """The engine of an own body; a template brings its own."""
    from_email: str = ""
    from_name: str = ""
    reply_to: str = ""
    subject: str = ""
    html: str = ""
    plaintext: str = ""
    recipients: str = ""
    """One a line: ``Ann <ann@example.com>; discount=10``."""
    values: str = ""
    """Values for all, ``name=value``, one a line."""

    @property
    def empty(self) -> bool:
        """True when nothing was typed or chosen."""
        return self == ComposeDraft()

    def parsed(self) -> Parsed:
        """The recipients, and the rows that could not be read."""
        from ue_console.services.recipients import parse_lines

        return parse_lines(self.recipients)

    def some_recipients(self, limit: int) -> list[Recipient]:
        """The first recipients, as samples for previews; reading them is imported when there are some."""
        lines = [line for line in self.recipients.splitlines() if line.strip()]
        if not lines:
            return []
        from ue_console.services.recipients import parse_lines

        return list(parse_lines("\n".join(lines[:limit])).recipients)[:limit]

    def message(self, recipients: Parsed | None = None) -> Message:
        """The message that this draft means; empty fields are left to the template."""
        from ue_console.services.values import parse_values

        values, _ = parse_values(self.values)
        found = recipients if recipients is not None else self.parsed()
        message = Message(
            recipients=list(found.recipients),
            global_substitutions=values,
            subject=self.subject or None,
            from_email=self.from_email.strip() or None,
            from_name=self.from_name.strip() or None,
            reply_to=self.reply_to.strip() or None,
        )
        if self.source == "template":
            message.template_id = self.template_id or None
        else:
            message.template_engine = self.engine
            message.body = Body(html=self.html or None, plaintext=self.plaintext or None)
        return message


class TemplateDraft(Model):
    """A template under edit: what the edit began with, and what it is now."""

    base: Template
    """As read from the service; without an id for a new one."""
    template: Template
    """As edited."""

    @property
    def changed(self) -> bool:
        """True when saving would change something."""
        return self.base != self.template or self.base.id is None


class DraftService:
    """Loads and keeps the drafts of one account; what another console wrote meanwhile stays beside."""

    def __init__(self, drafts: Drafts, account: str) -> None:
        self._drafts = drafts
        self._account = account
        self.mail = drafts.versions(account, COMPOSE)
        """The draft in Compose, and the versions of it that are kept beside each other."""
        self._edits: dict[str, DraftVersions] = {}

    async def compose(self) -> ComposeDraft:
        """The draft in Compose, empty where there is none."""
        data = await self.mail.load()
        return ComposeDraft.model_validate(data) if data else ComposeDraft()

    async def keep_compose(self, draft: ComposeDraft) -> Change | None:
        """Keep what was loaded and changed; an empty one is forgotten."""
        return await self.mail.keep(None if draft.empty else draft.model_dump(mode="json"))

    async def template(self, template_id: str | None) -> TemplateDraft | None:
        """The unsaved edit of a template, or of the new one (id None)."""
        data = await self._edit(template_id).load()
        return TemplateDraft.model_validate(data) if data else None

    async def keep_template(self, draft: TemplateDraft) -> Change | None:
        """Keep an edit."""
        return await self._edit(draft.base.id).keep(draft.model_dump(mode="json", by_alias=True))

    async def drop_template(self, template_id: str | None) -> None:
        """Forget an edit: it was saved, or given up on purpose; another console's stays."""
        edit = self._edit(template_id)
        await edit.keep(None)
        edit.leave()

    def _edit(self, template_id: str | None) -> DraftVersions:
        key = f"template:{template_id or 'new'}"
        if key not in self._edits:
            self._edits[key] = self._drafts.versions(self._account, key)
        return self._edits[key]
