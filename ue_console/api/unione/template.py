"""Templates kept by the service (reference: template-set, -get, -list, -delete)."""

from typing import Any, Final

from ue_console.api.methods import TEMPLATE_DELETE, TEMPLATE_GET, TEMPLATE_LIST, TEMPLATE_SET
from ue_console.api.transport import Transport
from ue_console.api.unione.body import compact
from ue_console.models.unione.template import Template

_ONLY_IN_ANSWERS: Final = ("created", "user_id", "project_id", "project_name")


def template_body(template: Template) -> dict[str, Any]:
    """Return the exact JSON object that ``template/set`` gets for ``template``.

    None and what is empty is left out. For a template that exists already, objects and lists that
    were emptied are sent as empty, so that the service does not keep the old ones.
    """
    emptied = template.model_fields_set if template.id else ()
    return {"template": compact(template, leave_out=_ONLY_IN_ANSWERS, keep_empty=emptied)}


class TemplatesApi:
    """The methods ``template/*``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list(self, limit: int = 50, offset: int = 0) -> "list[Template]":
        """Return one page; fewer than ``limit`` rows mean the end."""
        answer = await self._transport.call(TEMPLATE_LIST, {"limit": limit, "offset": offset})
        return self._transport.reader(TEMPLATE_LIST).models(Template, answer, "templates")

    async def get(self, template_id: str) -> Template:
        """Return one template, whole."""
        answer = await self._transport.call(TEMPLATE_GET, {"id": template_id})
        return self._transport.reader(TEMPLATE_GET).model(Template, answer.get("template"), "template")

    async def set(self, template: Template) -> Template:
        """Create ``template``, or replace the one with its id; return it as the service keeps it."""
        answer = await self._transport.call(TEMPLATE_SET, template_body(template))
        return self._transport.reader(TEMPLATE_SET).model(Template, answer.get("template"), "template")

    async def delete(self, template_id: str) -> None:
        """Delete one template; the service can't bring it back."""
        await self._transport.call(TEMPLATE_DELETE, {"id": template_id})
