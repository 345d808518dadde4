"""A project: domains, webhooks, templates and unsubscribed of its own (reference: project-list)."""

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer

from ue_console.models.base import Model
from ue_console.models.secret import Secret


def _secret(value: Any) -> Secret:
    return value if isinstance(value, Secret) else Secret(str(value or ""))


Key = Annotated[Secret, BeforeValidator(_secret), PlainSerializer(lambda key: key.hint)]
"""An API key in an answer: its ``repr`` and its JSON show only the last four characters."""


class ProjectSettings(Model):
    """What an operator sets of a project."""

    name: str
    """Unique in the account; 255 characters at the most."""
    send_enabled: bool | None = None
    """Whether mail may be sent with the project's key; None leaves it to the service."""
    custom_unsubscribe_url_enabled: bool | None = None
    """Whether mail goes without the service's own unsubscribe footer; None leaves it to the service.

    Support must have approved it for the account (codes 1608, 1711).
    """


class Project(Model):
    """One row of ``project/list``."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    id: str
    """Digits, 36 characters at the most."""
    api_key: Key = Field(default_factory=lambda: Secret(""))
    """The project's key; empty where the service leaves it out."""
    name: str = ""
    reg_time: str = ""
    """``YYYY-MM-DD hh:mm:ss`` UTC."""
    send_enabled: bool = True
    custom_unsubscribe_url_enabled: bool = False


class NewProject(Model):
    """The answer to ``project/create``."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    project_id: str
    project_api_key: Key
