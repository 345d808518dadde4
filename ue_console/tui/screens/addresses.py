"""Whom a connection can write to."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult

from ue_console.models.unification.address import Address
from ue_console.services.channels.receivers import address_line
from ue_console.text import plural, safe_line
from ue_console.tui.commands import Action
from ue_console.tui.screens.inner_list import InnerListScreen
from ue_console.tui.screens.listing import LIST_KEYS
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line, TextView

LABEL: Final = 11
"""Cells of a row's label."""


class AddressesScreen(InnerListScreen[tuple[int, Address]]):
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
    SERVES = ("list.open", "list.mark", "addresses.compose", "addresses.copy", *LIST_KEYS[1:])
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
        """All addresses, in one page; those that are the same are numbered."""
        found = await self.console.workspace.connections().addresses(self.connection)
        seen: Counter[str] = Counter()
        numbered = []
        for address in found:
            seen[_told(address)] += 1
            numbered.append((seen[_told(address)], address))
        yield numbered

    def row(self, item: tuple[int, Address]) -> Row:
        """Name, address, type."""
        number, address = item
        return Row(
            key=f"{number} {_told(address)}",
            cells=(address.name or "–", address.address, address.type),
            tones=("" if address.name else "quiet", "", ""),
            search=_told(address).lower(),
        )

    def show_item(self, item: tuple[int, Address] | None) -> None:
        """What the channel tells of it."""
        address = item[1] if item else None
        self.query_one("#address", TextView).show(about(address) if address else [])
        title = (address.name or address.address) if address else "Address"
        self.query_one("#address-heading", Heading).title = title

    def why_not(self, action: Action) -> str:
        """Most actions need an address."""
        own = action.id.startswith("addresses.")
        if own and self.is_mounted and self.current is None and not self.table.marks:
            return "There is no address under the cursor."
        return super().why_not(action)

    def title_of(self, action: Action) -> str:
        """The footer says of how many."""
        marked = self.table.marks
        if marked and action.id == "addresses.compose":
            return plural(marked, "receiver")
        title = super().title_of(action)
        return f"{title} {marked:,}" if marked and action.id == "addresses.copy" else title

    def do_addresses_compose(self) -> None:
        """Add what is marked as receivers of the message that is being written, and stay."""
        if chosen := [address for _, address in self.chosen]:
            self.change(partial(self._adding, chosen), "compose")

    async def _adding(self, chosen: Sequence[Address]) -> None:
        lines = [address_line(self.connection, address) for address in chosen]
        receivers = [line.removeprefix(f"{self.connection}: ") for line in lines]
        await self.console.keep_all()
        await self.console.workspace.compose_on(self.connection, receivers)
        who = lines[0] if len(lines) == 1 else f"{len(lines):,} receivers on {self.connection}"
        self.app.notify(f"The message in Compose (2) goes to {who}.")

    def do_addresses_copy(self) -> None:
        """Copy what is marked, one address a line."""
        if chosen := [safe_line(address.address) for _, address in self.chosen]:
            what = "the address" if len(chosen) == 1 else plural(len(chosen), "address", "addresses")
            self.console.copy("\n".join(chosen), what)


def _told(address: Address) -> str:
    return f"{address.name} {address.address} {address.type}"


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
