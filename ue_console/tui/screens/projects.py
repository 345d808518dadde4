"""Projects of the active account: made, changed, deleted, worked as."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult

from ue_console.models.account import Account, KeyHome
from ue_console.models.unione.project import Project, ProjectSettings
from ue_console.services.projects import KeyNotKept
from ue_console.tui.account_words import kept
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.dialogs.confirm_name import ConfirmName
from ue_console.tui.dialogs.raw import RawJson
from ue_console.tui.screens.listing import LIST_KEYS, ListScreen
from ue_console.tui.screens.project_form import ProjectFormScreen
from ue_console.tui.screens.project_lines import about
from ue_console.tui.units import age, age_seconds
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import TextView

Keep = Callable[[Project, KeyHome | None], Awaitable[None]]
"""Keeps a project's key, in the given home."""

NEEDS_NONE = ("projects.new",)


class ProjectsScreen(ListScreen[Project]):
    """All projects of the account."""

    PLACE = "projects"
    NAME = "Projects"
    REPLACES = ("account.switch",)
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Name"),
        Column("Sending", 8),
        Column("Own unsubscribe", 15, quiet=True, from_width=62),
        Column("Key", 8, quiet=True),
        Column("Age", 6, right=True, quiet=True),
    )
    EMPTY = (
        "No projects yet.\n"
        "A project has a key, templates, domains and unsubscribed of its own. Press n to make one."
    )
    SERVES = (
        "list.open",
        "projects.use",
        "projects.new",
        "projects.edit",
        "projects.sending",
        "projects.delete",
        "list.filter",
        "projects.copy",
        "projects.raw",
        *LIST_KEYS[2:],
    )
    DEFAULT_CSS = """
    ProjectsScreen #list { width: 55%; min-width: 48; }
    """

    def compose_detail(self) -> ComposeResult:
        """Everything about the project under the cursor."""
        yield Heading("Project", id="project-heading")
        yield TextView(id="project")

    async def pages(self) -> AsyncIterator[Sequence[Project]]:
        """All projects, in one page."""
        yield await self.console.workspace.projects().all()

    def loaded(self) -> None:
        """Put the cursor on the project that was made or worked as last."""
        if self.console.project_at:
            self.table.go_to(self.console.project_at)
            self.console.project_at = ""

    def row(self, item: Project) -> Row:
        """Name, switches, key, age."""
        now = self.console.workspace.now()
        sending = "✓ on" if item.send_enabled else "✗ off"
        own = "on" if item.custom_unsubscribe_url_enabled else "off"
        hint = item.api_key.hint
        return Row(
            key=item.id,
            cells=(item.name or item.id, sending, own, hint, age(item.reg_time, now)),
            tones=("", "" if item.send_enabled else "warn", "", "", ""),
            search=f"{item.name} {item.id}".lower(),
            order=(item.name.lower(), sending, own, hint, age_seconds(item.reg_time, now)),
        )

    def show_item(self, item: Project | None) -> None:
        """Its settings, and where its key is."""
        held = self.console.workspace.projects().held(item) if item else None
        self.query_one("#project", TextView).show(about(item, held) if item else [])
        self.query_one("#project-heading", Heading).title = (item.name or item.id) if item else "Project"

    def why_not(self, action: Action) -> str:
        """Most actions need a project; none is worked as while mails go out."""
        if reason := super().why_not(action):
            return reason
        own = action.id.startswith("projects.") and action.id not in NEEDS_NONE
        if own and self.is_mounted and self.current is None:
            return "There is no project under the cursor."
        if action.id == "projects.use" and self.console.busy:
            return self.console.busy
        return ""

    def do_projects_use(self) -> None:
        """Keep its key if it isn't yet, then work as it."""
        if self.current is not None:
            self.change(partial(self._use, self.current), "use")

    async def _use(self, item: Project, home: KeyHome | None = None) -> None:
        try:
            account = await self.console.workspace.projects().keep(item, home)
        except KeyNotKept as error:
            self._offer_session(error, self._use)
            return
        self.console.work_as(account.name)
        self.app.notify(f"Working as the project “{item.name}”; esc goes back to “{account.parent}”.")

    def _offer_session(self, error: KeyNotKept, go_on: Keep) -> None:
        """The key store refuses: the operator chooses, and nothing is lost either way."""

        def answered(sure: bool | None) -> None:
            if sure:
                self.change(partial(go_on, error.project, KeyHome.SESSION), "use")

        question = Confirm(
            f"Keep the key of “{error.project.name}” for this session only?",
            f"{error.cause} {error.remedy} The project itself is as it should be, and its key can be read "
            "again from the service at any time.",
            "This session",
        )
        self.app.push_screen(question, answered)

    def do_projects_new(self) -> None:
        """Open the form."""
        self.app.push_screen(ProjectFormScreen(None, self._create), self._saved)

    async def _create(self, settings: ProjectSettings) -> None:
        projects = self.console.workspace.projects()
        try:
            project = await projects.create(settings)
        except KeyNotKept as error:
            self.console.project_at = error.project.id
            self.app.notify(f"The project “{error.project.name}” is created.")
            self.call_after_refresh(self._offer_session, error, self._kept)
            return
        self.console.project_at = project.id
        self._tell_kept(project, projects.held(project))

    async def _kept(self, item: Project, home: KeyHome | None = None) -> None:
        account = await self.console.workspace.projects().keep(item, home)
        self._tell_kept(item, account)
        self.load()

    def _tell_kept(self, item: Project, account: Account | None) -> None:
        where = f"is kept {kept(account)}" if account else "is not kept"
        self.app.notify(
            f"The project “{item.name}” is created; its key {item.api_key.hint} {where}. a works as it."
        )

    def do_projects_edit(self) -> None:
        """Open the form on this project."""
        if self.current is not None:
            form = ProjectFormScreen(self.current, partial(self._update, self.current))
            self.app.push_screen(form, self._saved)

    async def _update(self, item: Project, settings: ProjectSettings) -> None:
        await self.console.workspace.projects().update(item, settings)
        self.app.notify(f"“{settings.name}” is changed.")

    def _saved(self, _: None) -> None:
        self.load()

    def do_projects_sending(self) -> None:
        """Ask, then switch."""
        item = self.current
        if item is None:
            return
        verb, effect = "Switch on", "Mail leaves with its key again."
        if item.send_enabled:
            verb, effect = "Switch off", "No mail leaves with its key any more."
        question = Confirm(
            f"{verb} sending of the project “{item.name}”?",
            f"{effect} It belongs to {self.console.status.account}.",
            verb,
        )
        self.app.push_screen(question, partial(self._switch, item))

    def _switch(self, item: Project, sure: bool | None) -> None:
        if sure:
            settings = ProjectSettings(name=item.name, send_enabled=not item.send_enabled)
            self.change(partial(self._switching, item, settings), "sending")

    async def _switching(self, item: Project, settings: ProjectSettings) -> None:
        await self._update(item, settings)
        self.load()

    def do_projects_delete(self) -> None:
        """Ask for the name, then delete."""
        item = self.current
        if item is None:
            return
        question = ConfirmName(
            f"Delete the project “{item.name}”?",
            f"It belongs to {self.console.status.account}. Its key stops working at once, and with it its "
            "mail, webhooks and templates; the key is forgotten here too. Only the service's support can "
            "bring it back.\n\nType its name to delete it.",
            (item.name, item.id),
        )
        self.app.push_screen(question, partial(self._delete, item))

    def _delete(self, item: Project, sure: bool | None) -> None:
        if sure:
            self.change(partial(self._deleting, item), "delete")

    async def _deleting(self, item: Project) -> None:
        await self.console.workspace.projects().delete(item)
        self.app.notify(f"Deleted “{item.name}”.")
        self.load()

    def do_projects_copy(self) -> None:
        """Copy the id."""
        if self.current is not None:
            self.console.copy(self.current.id, "the project's id")

    def do_projects_raw(self) -> None:
        """Show the object as JSON."""
        if self.current is not None:
            self.app.push_screen(RawJson(self.current.name, self.current.model_dump(by_alias=True)))
