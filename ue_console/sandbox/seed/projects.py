"""The demo's projects, read from ``projects.toml``: an agency's clients, some with objects of their own."""

from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import NAMESPACE_DNS, uuid5

from ue_console.models.unione.content import Body
from ue_console.models.unione.template import Template
from ue_console.sandbox.seed.files import FOLDER, read_toml
from ue_console.sandbox.seed.times import hours_ago
from ue_console.sandbox.seed.webhooks import webhook

NAMESPACE: Final = uuid5(NAMESPACE_DNS, "projects.acme.example")
"""Template ids are made from project and name in it, so they are the same in every demo."""

_ROW: Final = ("id", "api_key", "name")
_SWITCHES: Final = ("send_enabled", "custom_unsubscribe_url_enabled")


class DemoProject(NamedTuple):
    """A project and what it holds."""

    row: dict[str, Any]
    """As ``project/list`` has it, the key included."""
    confirmed: list[str]
    """Domains that it may send from."""
    unconfirmed: list[str]
    """Domains that were never validated."""
    dns: dict[str, str]
    """Domain → the part that it plays in the sandbox's DNS."""
    templates: list[Template]
    """Oldest first."""
    webhooks: list[dict[str, Any]]
    """As ``webhook/list`` has them, without ids."""


def read_projects(now: datetime, user_id: int) -> list[DemoProject]:
    """Read all projects, oldest first, their times counted back from ``now`` (UTC)."""
    data = read_toml(FOLDER / "projects.toml")
    return [_project(row, now, user_id) for row in data["projects"]]


def _project(row: dict[str, Any], now: datetime, user_id: int) -> DemoProject:
    own = {name: row[name] for name in _ROW}
    own["reg_time"] = hours_ago(now, row["age_days"] * 24)
    return DemoProject(
        row=own | {name: row[name] for name in _SWITCHES},
        confirmed=row.get("confirmed", []),
        unconfirmed=row.get("unconfirmed", []),
        dns=dict.fromkeys(row.get("confirmed", ()), "ready") | row.get("dns", {}),
        templates=[_template(each, row["id"], now, user_id) for each in row.get("templates", ())],
        webhooks=[webhook(each, now) for each in row.get("webhooks", ())],
    )


def _template(row: dict[str, Any], project_id: str, now: datetime, user_id: int) -> Template:
    fields = {name: value for name, value in row.items() if name not in ("age_hours", "body")}
    return Template.model_construct(
        **fields,
        body=Body.model_construct(**row["body"]),
        id=str(uuid5(NAMESPACE, f"{project_id}/{row['name']}")),
        created=hours_ago(now, row["age_hours"]),
        user_id=user_id,
    )
