"""The form of a project: its name and its switches."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from ue_console.models.unione.project import Project, ProjectSettings
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens.form import FormScreen
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.switch_field import SwitchField

NEW_HELP: Final = (
    "The project gets a key of its own, which goes straight to where this account's key is kept.\n"
    "Own unsubscribe link: only where support has approved it for the account."
)
SENDING: Final = {"on": "on", "off": "off: its mail is refused"}
OWN: Final = {"off": "the service's footer", "on": "its own link, or none"}
AS_ACCOUNT: Final = {"": "as the account"}


class ProjectFormScreen(FormScreen):
    """Makes a project, or changes one.

    Args:
        project: The project to change; None for a new one.
        save: What ``^s`` does; the form stays open where it raises.
    """

    PLACE = "projects"
    FIELDS: ClassVar[Mapping[str, str]] = {
        "project.name": "name",
        "project.send_enabled": "sending",
        "project.custom_unsubscribe_url_enabled": "own",
    }
    SERVES = ("project.save",)
    DEFAULT_CSS = """
    ProjectFormScreen #form { height: auto; max-width: 100; }
    ProjectFormScreen #form-help { padding: 1; color: $quiet; height: auto; }
    """

    def __init__(self, project: Project | None, save: Callable[[ProjectSettings], Awaitable[None]]) -> None:
        super().__init__()
        self._project = project
        self._save = save

    def compose_body(self) -> ComposeResult:
        """One field a row."""
        item = self._project
        yield Heading(f"Project “{item.name}”" if item else "New project", item.id if item else "")
        with Vertical(id="form"):
            name = Field(item.name if item else "", placeholder="unique in the account", id="name")
            yield FormRow("Name", name)
            sending = "on" if item is None or item.send_enabled else "off"
            yield FormRow("Sending", SwitchField(SENDING, sending, id="sending"))
            choices = OWN if item else AS_ACCOUNT | OWN
            yield FormRow("Unsubscribe", SwitchField(choices, self._own(), id="own"))
        yield Static("" if item else NEW_HELP, id="form-help", markup=False)

    def _own(self) -> str:
        if self._project is None:
            return ""
        return "on" if self._project.custom_unsubscribe_url_enabled else "off"

    def on_mount(self) -> None:
        """Begin at the name."""
        super().on_mount()
        self.query_one("#name").focus()

    @property
    def changed(self) -> ProjectSettings:
        """What the form says; a switch that was not moved is left to the service."""
        item = self._project
        sending = self.query_one("#sending", SwitchField).value == "on"
        own = self.query_one("#own", SwitchField).value
        return ProjectSettings(
            name=self.query_one("#name", Field).value,
            send_enabled=None if item and sending is item.send_enabled else sending,
            custom_unsubscribe_url_enabled=None if own == self._own() else own == "on",
        )

    @property
    def typed(self) -> bool:
        """Whether anything differs from what was there when the form was opened."""
        now, item = self.changed, self._project
        return (
            now.name != (item.name if item else "")
            or now.custom_unsubscribe_url_enabled is not None
            or now.send_enabled is not (None if item else True)
        )

    def do_project_save(self) -> None:
        """Save, and leave only when it is done."""
        self.change(self._saving, "save", "^s tries again.")

    async def _saving(self) -> None:
        self.notice.say("Saving", "info")
        await self._save(self.changed)
        self.dismiss(None)

    def do_app_back(self) -> None:
        """Leave; ask first where something was typed."""
        if not self.typed:
            self.dismiss(None)
            return
        question = Confirm("Leave without saving?", "What you typed here is not saved.", "Leave")
        self.app.push_screen(question, self._leave)

    def _leave(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(None)
