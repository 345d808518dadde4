"""A template kept by the service (reference: template-set, template-list)."""

from ue_console.models.unione.content import Content


class Template(Content):
    """A template; ``id`` is None before its first save."""

    id: str | None = None
    name: str = ""
    """Unique in the account or project."""
    editor_type: str = "html"
    """``html`` or ``visual``; a visual one can't be changed through the API (code 2501)."""
    created: str | None = None
    """``YYYY-MM-DD hh:mm:ss`` UTC; only in answers."""
    user_id: int | None = None
    project_id: str | None = None
    project_name: str | None = None
