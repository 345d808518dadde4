"""Templates: read page by page, saved only over what the editor has seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, Final

from ue_console.errors import ApiError, ConsoleError, InputError
from ue_console.models.unione.template import Template

if TYPE_CHECKING:
    from ue_console.api.unione.client import UniOneClient

PAGE: Final = 50
"""Templates in one call of ``template/list``."""

NO_SUCH_TEMPLATE: Final = {601, 2503}
"""The API codes for an id that isn't there (reference: error codes)."""

_NOT_EDITED: Final = {"created", "user_id", "project_id", "project_name"}
"""What the service says about a template, rather than keeps for the author."""


class TemplateChanged(ConsoleError):
    """Somebody else changed or deleted the template since the edit began; nothing was saved.

    Attributes:
        current: What the service has now, the ``base`` to save over knowingly; None if deleted.
    """

    def __init__(self, name: str, current: Template | None) -> None:
        if current is None:
            cause, remedy = f"The template {name} was deleted meanwhile.", "Save it as a new template."
        else:
            cause = f"The template {name} was changed by somebody else since you opened it."
            remedy = "Compare it with what the service has now, then save again or take theirs."
        super().__init__(cause, remedy)
        self.current = current


class TemplateService:
    """What an operator does with templates.

    Args:
        client: The account's client.
        page: Templates asked for at a time.
    """

    def __init__(self, client: UniOneClient, *, page: int = PAGE) -> None:
        self._client = client
        self._page = page

    async def all(self) -> AsyncIterator[list[Template]]:
        """Every template, page by page as they come (reference: template-list).

        A template that moves to a later page while the list is read comes only once.
        """
        seen: set[str | None] = set()
        offset = 0
        while True:
            page = await self._client.templates.list(self._page, offset)
            fresh = [template for template in page if template.id not in seen]
            if fresh:
                yield fresh
            # A server that ignores the offset would send its first page for ever.
            if len(page) < self._page or not fresh:
                return
            seen.update(template.id for template in fresh)
            offset += len(page)

    async def get(self, template_id: str) -> Template:
        """The template as the service has it now (reference: template-get)."""
        return await self._client.templates.get(template_id)

    async def save(self, template: Template, *, base: Template | None) -> Template:
        """Create or change a template (reference: template-set); nothing is sent if it is so already.

        Args:
            template: What to keep; a new one without an id.
            base: The service's version that the edit began with; None for a new template.

        Returns:
            The template as the service has it after the save.

        Raises:
            InputError: It is a template of the visual editor.
            TemplateChanged: The service no longer has ``base``.
        """
        _check_editor(template)
        if template.id:
            current = await self._current(template.id)
            if current is not None and _kept(current) == _kept(template):
                return current  # saved already, perhaps by a call whose answer was lost
            if current is None or base is None or _kept(current) != _kept(base):
                raise TemplateChanged(template.name, current)
            _check_editor(current)
        return await self._client.templates.set(template)

    async def delete(self, template: Template) -> None:
        """Delete a template (reference: template-delete); one already gone is fine."""
        if not template.id:
            raise InputError("This template was never saved.", "Close it to drop the draft.")
        try:
            await self._client.templates.delete(template.id)
        except ApiError as error:
            if error.code not in NO_SUCH_TEMPLATE:
                raise

    async def duplicate(self, template: Template, name: str) -> Template:
        """Save a copy, under a name of its own, of what the service has now.

        A copy of a visual template is an html one, which can be edited here.
        """
        assert template.id
        return await self._client.templates.set(copy_of(await self.get(template.id), name))

    async def _current(self, template_id: str) -> Template | None:
        try:
            return await self.get(template_id)
        except ApiError as error:
            if error.code in NO_SUCH_TEMPLATE:
                return None
            raise


def copy_of(template: Template, name: str) -> Template:
    """A new html template, not saved yet, with everything an author wrote in ``template``."""
    kept = template.model_dump(exclude=_NOT_EDITED | {"id"})
    return Template.model_validate(kept | {"name": name, "editor_type": "html"})


def _kept(template: Template) -> dict[str, Any]:
    """What counts as a change; a field that is absent equals one that is empty."""
    dumped = template.model_dump(exclude=_NOT_EDITED)
    dumped["body"] = {part: text for part, text in dumped["body"].items() if text}
    return {field: value for field, value in dumped.items() if value not in (None, "", [], {})}


def _check_editor(template: Template) -> None:
    if template.editor_type == "visual":
        raise InputError(
            f"The template {template.name} is of the visual editor; the API can't change it (code 2501).",
            "Change it in the service's web interface, or duplicate it: the copy is an html template.",
            field="template.editor_type",
        )
