"""Whom a connection can write to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Sequence
from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult

from ue_console.models.unification.address import Address
from ue_console.services.channels.receivers import address_line
from ue_console.tui.commands import Action
from ue_console.tui.screens.listing import LIST_KEYS, ListScreen
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line, TextView

LABEL: Final = 11
"""Cells of a row's label."""


class AddressesScreen(ListScreen[tuple[int, Address]]):
    """The addresses of one connection, over the list of connections.

    Args:
        connection: The connection's name.
    """

    PLACE = "connections"
    NAME = "Addresses"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Name"),
        Column("Address", middle=True),
        Column("Type", 10, quiet=True),
    )
    EMPTY = (
        "The channel tells no addresses for this connection.\n"
        "A message can be sent to any address that you know: type it in Compose."
    )
    SERVES = ("list.open", "addresses.compose", "addresses.copy", "list.filter", *LIST_KEYS[2:])
    DEFAULT_CSS = """
    AddressesScreen #list { width: 58%; min-width: 52; }
    """

    def __init__(self, connection: str) -> None:
        super().__init__()
        self.connection = connection

    def compose_detail(self) -> ComposeResult:
        """Everything about the address under the cursor."""
        yield Heading("Address", id="address-heading")
        yield TextView(id="address")

    def on_mount(self) -> None:
        """Say whose they are."""
        super().on_mount()
        self.query_one("#list-heading", Heading).title = f"Addresses of {self.connection}"

    async def pages(self) -> AsyncIterator[Sequence[tuple[int, Address]]]:
        """All addresses, in one page; numbered, as two may be the same."""
        found = await self.console.workspace.connections().addresses(self.connection)
        yield list(enumerate(found))

    def row(self, item: tuple[int, Address]) -> Row:
        """Name, address, type."""
        number, address = item
        return Row(
            key=str(number),
            cells=(address.name or "–", address.address, address.type),
            tones=("" if address.name else "quiet", "", ""),
            search=f"{address.name} {address.address} {address.type}".lower(),
        )

    def show_item(self, item: tuple[int, Address] | None) -> None:
        """What the channel tells of it."""
        address = item[1] if item else None
        self.query_one("#address", TextView).show(about(address) if address else [])
        title = (address.name or address.address) if address else "Address"
        self.query_one("#address-heading", Heading).title = title

    def why_not(self, action: Action) -> str:
        """Most actions need an address."""
        if action.id.startswith("addresses.") and self.is_mounted and self.current is None:
            return "There is no address under the cursor."
        return super().why_not(action)

    @property
    def goes_up(self) -> bool:
        """Back to the connections in any case."""
        return True

    def do_app_back(self) -> Awaitable[None] | None:
        """Out of detail and filter first, then back to the connections."""
        if super().goes_up:
            return super().do_app_back()
        self.dismiss(None)
        return None

    def do_addresses_compose(self) -> None:
        """Add it as a receiver of the message that is being written, and stay."""
        if self.current is not None:
            self.change(partial(self._adding, self.current[1]), "compose")

    async def _adding(self, address: Address) -> None:
        line = address_line(self.connection, address)
        await self.console.keep_all()
        await self.console.workspace.compose_on(self.connection, [line.removeprefix(f"{self.connection}: ")])
        self.app.notify(f"The message in Compose (2) goes to {line}.")

    def do_addresses_copy(self) -> None:
        """Copy the address."""
        if self.current is not None:
            self.console.copy(self.current[1].address, "the address")


def about(address: Address) -> list[Line]:
    """What the channel tells of an address."""
    rows = [
        ("Name", address.name or "not told"),
        ("Address", address.address),
        ("Type", address.type or "not told"),
        ("Connection", address.connector or "not told"),
        ("Picture", address.user_image or "none"),
    ]
    return [Line(f"{label:<{LABEL}}{value}", indent=LABEL) for label, value in rows]
