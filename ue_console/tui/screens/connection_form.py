"""The form of a new connection, made from what its connector needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from ue_console.errors import ApiError, ConsoleError, OutcomeUnknown
from ue_console.models.secret import Secret
from ue_console.models.unification.names import connection_name
from ue_console.models.unification.scheme_table import SCHEMES
from ue_console.models.unification.schemes import Field as Entry
from ue_console.models.unification.schemes import Place, Scheme, uri_from
from ue_console.services.connections import Verdict
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens.form import FormScreen
from ue_console.tui.under_way import under_way
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.form import FormRow
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.switch_field import SwitchField
from ue_console.tui.widgets.uri_field import UriField

BAD_TOKEN: Final = (416, 418)
"""The API codes that are about the token, whatever field of the call they name."""

EXPIRED: Final = 418
NEW_TOKEN: Final = "Get a new token at the channel, and give that one."
"""What to do where there is no connection yet that could be refreshed."""

PARTS: Final = "Type each part as it is: it is percent-encoded for you. What is hidden is never shown again."
WHOLE: Final = (
    "The URI goes to the service as you give it: inside a part, : / ? # @ and % are percent-encoded, as in "
    "p%40ss for p@ss. Scheme and host are shown, all between them is not."
)
HELP: Final = "^s tests the connection first, and adds it only if the channel lets it in; F5 tests alone."


def _widget(entry_id: str) -> str:
    return f"entry-{entry_id}"


class ConnectionFormScreen(FormScreen):
    """Adds one connection.

    Args:
        scheme: The connector.
        added: Told once the connection is there, and that it works.
    """

    PLACE = "connections"
    FIELDS: ClassVar[Mapping[str, str]] = {
        "name": "name",
        **{entry.id: _widget(entry.id) for scheme in SCHEMES.values() for entry in scheme.fields},
    }
    SERVES = ("connection.save", "connection.test")
    DEFAULT_CSS = """
    ConnectionFormScreen #form { height: auto; max-height: 1fr; max-width: 100; }
    ConnectionFormScreen FormRow > .label { width: 19; }
    ConnectionFormScreen Wrong { padding-left: 20; }
    ConnectionFormScreen #form-help { padding: 1; color: $quiet; height: auto; }
    """

    def __init__(self, scheme: Scheme, added: Callable[[Verdict], None]) -> None:
        super().__init__()
        self._scheme = scheme
        self._added = added
        self._adding_now = False

    def compose_body(self) -> ComposeResult:
        """The name, then one row a field of the connector."""
        yield Heading(f"New connection: {self._scheme.title}", self._scheme.id)
        with VerticalScroll(id="form", can_focus=False):
            yield FormRow(
                "Name", Field(placeholder="unique for this user, without spaces and slashes", id="name")
            )
            for entry in self._scheme.fields:
                yield FormRow(entry.label, _field(entry))
        about = PARTS if self._scheme.id else WHOLE
        yield Static(f"{about}\n{HELP}", id="form-help", markup=False)

    def on_mount(self) -> None:
        """Begin at the name."""
        super().on_mount()
        self.query_one("#name").focus()

    def place_of(self, error: ConsoleError) -> str:
        """The free form has one field for all; elsewhere most of what is wrong with the URI is its token."""
        if error.field == "uri" and self._scheme.id:
            about_token = isinstance(error, ApiError) and error.code in BAD_TOKEN
            token = next((one for one in self._scheme.fields if one.place is Place.TOKEN), None)
            return _widget(token.id) if about_token and token else ""
        return super().place_of(error)

    @property
    def typed(self) -> bool:
        """Whether anything differs from the empty form."""
        return bool(self.query_one("#name", Field).value) or any(
            self._value(entry) != _first(entry) for entry in self._scheme.fields
        )

    def _value(self, entry: Entry) -> str:
        return _text(self.query_one(f"#{_widget(entry.id)}"))

    def _uri(self) -> Secret:
        values = {entry.id: Secret(self._value(entry)) for entry in self._scheme.fields}
        return uri_from(self._scheme, values).built()

    def do_connection_test(self) -> None:
        """Test only."""
        self.change(self._testing, "connection", "F5 tries again.")

    async def _testing(self) -> None:
        uri = self._uri()
        await self._try(uri)
        self.notice.say("The channel lets this connection in. ^s adds it.", "good")

    async def _try(self, uri: Secret) -> None:
        self.notice.say("Testing the connection; the channel may take its time", "info")
        try:
            await self.console.workspace.connections().try_out(uri)
        except ApiError as error:
            if error.code == EXPIRED:
                error.remedy = NEW_TOKEN
            raise

    def do_connection_save(self) -> None:
        """Test, then add."""
        self.change(self._saving, "connection", "^s tries again.")

    async def _saving(self) -> None:
        name = connection_name(self.query_one("#name", Field).value)
        uri = self._uri()
        if await self.console.workspace.connections().has(name):
            self.notice.clear()
            question = Confirm(
                f"Replace the connection “{name}”?",
                "This user has a connection of that name. It is replaced if the new one works; its token is "
                "forgotten by the service.",
                "Replace",
            )
            self.app.push_screen(question, partial(self._replace, name, uri))
        else:
            await self._adding(name, uri)

    def _replace(self, name: str, uri: Secret, sure: bool | None) -> None:
        if sure:
            self.change(partial(self._adding, name, uri), "connection", "^s tries again.")

    async def _adding(self, name: str, uri: Secret) -> None:
        await self._try(uri)
        self.notice.say(f"It works. Adding {name}", "info")
        self._adding_now = True
        try:
            with under_way(self.console, f"The connection “{name}” is being added."):
                added = await self.console.workspace.connections().add(name, uri)
        except OutcomeUnknown as error:
            self.show_error(error, "^s looks for its name first.")
            return
        finally:
            self._adding_now = False
        self._added(added)
        self.dismiss(None)

    def do_app_back(self) -> None:
        """Leave; ask first where something was typed. What is being added is waited for."""
        if self._adding_now:
            self.app.notify("The connection is being added; its answer is awaited.", severity="warning")
        else:
            self._unless_typed(self._leave, "Leave without adding?", "Leave")

    async def do_app_quit(self) -> None:
        """Quit; what was typed is not thrown away unasked."""
        self._unless_typed(self._quit, "Quit without adding?", "Quit")

    def _leave(self) -> None:
        self.dismiss(None)

    def _quit(self) -> None:
        self.app.call_later(self.console.do_app_quit)

    def _unless_typed(self, then: Callable[[], None], question: str, verb: str) -> None:
        if not self.typed:
            then()
            return
        text = "What you typed here is not kept anywhere."
        self.app.push_screen(Confirm(question, text, verb), lambda sure: then() if sure else None)


def _field(entry: Entry) -> Widget:
    """The widget of one field, filled as it begins."""
    name = _widget(entry.id)
    if entry.choices:
        return SwitchField({choice: choice for choice in entry.choices}, _first(entry), id=name)
    if entry.place is Place.WHOLE:
        return UriField(placeholder=entry.help, id=name)
    about = entry.help if entry.required else f"{entry.help} Optional.".strip()
    return Field(entry.default, placeholder=about, password=entry.secret, id=name)


def _first(entry: Entry) -> str:
    """What a field holds before anything is typed."""
    return entry.default or (entry.choices[0] if entry.choices else "")


def _text(widget: Widget) -> str:
    return widget.value if isinstance(widget, Field | SwitchField) else ""
