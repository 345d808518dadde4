"""Connections of the active user: added, tested, renewed, removed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult

from ue_console.errors import ConsoleError
from ue_console.models.unification.connection import Connection
from ue_console.models.unification.profile import Profile
from ue_console.models.unification.scheme_table import SCHEMES
from ue_console.services.connections import Verdict
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.dialogs.pick import Pick
from ue_console.tui.dialogs.raw import RawJson
from ue_console.tui.screens.addresses import AddressesScreen
from ue_console.tui.screens.connection_form import ConnectionFormScreen
from ue_console.tui.screens.connection_lines import COLUMNS, about, row
from ue_console.tui.screens.connection_tests import ConnectionTests
from ue_console.tui.screens.listing import LIST_KEYS
from ue_console.tui.under_way import under_way
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.notice import describe
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import TextView

NEEDS_NONE: Final = ("connections.new",)

CONNECTORS: Final = (Column("Connector"), Column("Scheme", 20, quiet=True))


class ConnectionsScreen(ConnectionTests):
    """All connections of the user."""

    PLACE = "connections"
    NAME = "Connections"
    COLUMNS: ClassVar[tuple[Column, ...]] = COLUMNS
    EMPTY = (
        "No connections yet.\n"
        "A connection opens a channel with a token of this user: a page, a mailbox, a number.\n"
        "Press n to add one."
    )
    SERVES = (
        "list.open",
        "connections.new",
        "connections.compose",
        "connections.test",
        "connections.addresses",
        "connections.remove",
        "connections.refresh",
        "connections.test_all",
        "list.filter",
        "connections.copy",
        "connections.raw",
        *LIST_KEYS[2:],
    )
    DEFAULT_CSS = """
    ConnectionsScreen #list { width: 55%; min-width: 52; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._profiles: dict[str, list[Profile] | str] = {}
        """Name → whose accounts it opens, or why that is not known."""
        self._new: Verdict | None = None
        """The connection that was added last, until the list with it is read."""

    def compose_detail(self) -> ComposeResult:
        """Everything about the connection under the cursor."""
        yield Heading("Connection", id="connection-heading")
        yield TextView(id="connection")

    async def pages(self) -> AsyncIterator[Sequence[Connection]]:
        """All connections, in one page."""
        found = await self.console.workspace.connections().all()
        self._profiles.clear()
        if self._new is not None:
            self.take_new(self._new, found)
        yield found

    def loaded(self) -> None:
        """Put the cursor on the connection that was added last."""
        if self._new is not None:
            self.table.go_to(self._new.connection.name)
            self._new = None

    def row(self, item: Connection) -> Row:
        """Name, scheme, who signs in, last test."""
        return row(item, self.test_of(item), testing=item.name in self.testing)

    def show_item(self, item: Connection | None) -> None:
        """Its channel, its last test, whose account it is."""
        lines = []
        if item is not None:
            testing = item.name in self.testing
            lines = about(item, self.test_of(item), self._profiles.get(item.name), testing=testing)
        self.query_one("#connection", TextView).show(lines)
        self.query_one("#connection-heading", Heading).title = item.name if item else "Connection"

    def why_not(self, action: Action) -> str:
        """Most actions need a connection."""
        if reason := super().why_not(action):
            return reason
        own = action.id.startswith("connections.") and action.id not in NEEDS_NONE
        own = own or action.id == "list.open"
        if own and self.is_mounted and self.current is None:
            return "There is no connection under the cursor."
        return ""

    def do_list_open(self) -> None:
        """Go to the detail, and ask whose account it is."""
        super().do_list_open()
        item = self.current
        if item is not None and not isinstance(self._profiles.get(item.name), list):
            self.work(partial(self._asking, item), f"profile {item.name}")

    async def _asking(self, item: Connection) -> None:
        self._profiled(item, "asking the channel")
        try:
            profiles = await self.console.workspace.connections().profiles(item.name)
        except ConsoleError as error:
            self._profiled(item, f"not known: {describe(error)}")
        else:
            self._profiled(item, profiles)

    def do_connections_new(self) -> None:
        """Choose the connector, then fill its form."""
        rows = [
            Row(key, (scheme.title, scheme.id or "any"), search=f"{scheme.title} {scheme.id}".lower())
            for key, scheme in SCHEMES.items()
        ]
        self.app.push_screen(Pick("Which connector?", CONNECTORS, rows), self._picked)

    def _picked(self, key: str | None) -> None:
        if key is not None:
            self.app.push_screen(ConnectionFormScreen(SCHEMES[key], self._added))

    def _added(self, added: Verdict) -> None:
        self._new = added
        self.notice.clear()
        self.app.notify(f"“{added.connection.name}” works and is added.")
        self.load()

    def do_connections_compose(self) -> None:
        """Put it into the message that is being written, and go there."""
        if self.current is not None:
            self.work(partial(self._composing, self.current.name), "compose")

    async def _composing(self, name: str) -> None:
        await self.console.keep_all()
        await self.console.workspace.compose_on(name)
        await self.console.go("compose")

    def do_connections_addresses(self) -> None:
        """Open the list of addresses over this one."""
        if self.current is not None:
            self.app.push_screen(AddressesScreen(self.current.name))

    def do_connections_refresh(self) -> None:
        """Ask, then trade the token."""
        item = self.current
        if item is None:
            return
        question = Confirm(
            f"Get a new token for “{item.name}”?",
            "The channel trades the token for one that lasts longer, and the service keeps that one. "
            "Whoever uses the old token elsewhere may have to sign in again.",
            "New token",
        )
        self.app.push_screen(question, partial(self._refresh, item.name))

    def _refresh(self, name: str, sure: bool | None) -> None:
        if sure:
            self.change(partial(self._refreshing, name), "refresh")

    async def _refreshing(self, name: str) -> None:
        self.notice.say(f"Asking for a new token of {name}", "info")
        with under_way(self.console, f"The token of “{name}” is being renewed."):
            told = await self.console.workspace.connections().refresh(name)
        self.app.notify(
            f"The service keeps the new token of “{name}”."
            if told
            else f"The service has renewed “{name}”; it does not tell the new token."
        )
        self.load()

    def do_connections_remove(self) -> None:
        """Ask, then remove."""
        item = self.current
        if item is None:
            return
        question = Confirm(
            f"Remove the connection “{item.name}”?",
            f"{self.console.status.account} sends nothing on {item.masked} any more. Its token stays valid "
            "at the channel; with it the connection can be added again.",
            "Remove",
        )
        self.app.push_screen(question, partial(self._remove, item.name))

    def _remove(self, name: str, sure: bool | None) -> None:
        if sure:
            self.change(partial(self._removing, name), "remove")

    async def _removing(self, name: str) -> None:
        with under_way(self.console, f"The connection “{name}” is being removed."):
            was_there = await self.console.workspace.connections().remove(name)
        self.tested.pop(name, None)
        self.app.notify(f"Removed “{name}”." if was_there else f"“{name}” was gone already.")
        self.load()

    def do_connections_copy(self) -> None:
        """Copy the name."""
        if self.current is not None:
            self.console.copy(self.current.name, "the connection's name")

    def do_connections_raw(self) -> None:
        """Show the object as JSON, its token masked."""
        if self.current is not None:
            item = self.current
            self.app.push_screen(RawJson(item.name, {item.name: {"uri": item.masked}}))

    def _profiled(self, item: Connection, profiles: list[Profile] | str) -> None:
        self._profiles[item.name] = profiles
        if self.current == item:
            self.show_item(item)
