"""Projects of an account (reference: project-create, -update, -list, -delete).

Projects are always named by their id: the reference advises it, and so no key travels in a body.
"""

from ue_console.api.methods import PROJECT_CREATE, PROJECT_DELETE, PROJECT_LIST, PROJECT_UPDATE
from ue_console.api.transport import Transport
from ue_console.models.unione.project import NewProject, Project, ProjectSettings


class ProjectsApi:
    """The methods ``project/*``; only an account key may call them."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list(self, project_id: str | None = None) -> "list[Project]":
        """Return all projects, or the one with this id."""
        answer = await self._transport.call(
            PROJECT_LIST, {} if project_id is None else {"project_id": project_id}
        )
        return self._transport.reader(PROJECT_LIST).models(Project, answer, "projects")

    async def create(self, settings: ProjectSettings) -> NewProject:
        """Create a project; return its id and its key."""
        answer = await self._transport.call(
            PROJECT_CREATE, {"project": settings.model_dump(exclude_none=True)}
        )
        return self._transport.reader(PROJECT_CREATE).model(NewProject, answer)

    async def update(self, project_id: str, settings: ProjectSettings) -> None:
        """Change a project; what is None in ``settings`` stays as it is."""
        body = {"project_id": project_id, "project": settings.model_dump(exclude_none=True)}
        await self._transport.call(PROJECT_UPDATE, body)

    async def delete(self, project_id: str) -> None:
        """Move a project to the service's trash; only support can bring it back."""
        await self._transport.call(PROJECT_DELETE, {"project_id": project_id})
