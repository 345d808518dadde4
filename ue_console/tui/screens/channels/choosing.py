"""Compose for channels: connections, address lists, parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from ue_console.services.channels.drafts import DraftPart
from ue_console.services.channels.receivers import address_line, split_connection
from ue_console.text import plural
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.dialogs.pick import Pick, PickMany
from ue_console.tui.screens.channels.part_dialog import PartDialog
from ue_console.tui.widgets.table import Column, Row

if TYPE_CHECKING:
    from ue_console.models.unification.address import Address
    from ue_console.tui.screens.channels.screen import ChannelsScreen

NO_CONNECTIONS = "This user has no connection yet. Press 4 for Connections, then n."
CONNECTIONS = (Column("Connection"), Column("Channel", quiet=True))
ADDRESSES = (Column("Name"), Column("Address", middle=True), Column("Type", 12, quiet=True))


class Choosing:
    """The part of the screen that fills the draft other than by typing."""

    @property
    def _screen(self) -> ChannelsScreen:
        return cast("ChannelsScreen", self)

    def do_channel_connection(self) -> None:
        """Offer the connections."""
        self._screen.work(self._offer_connections, "connections", "F2 tries again.")

    async def _offer_connections(self) -> None:
        screen = self._screen
        self._ask_connection(await screen.read_connections(), lambda name: screen.write([f"{name}: "]))

    def _ask_connection(self, schemes: Mapping[str, str], chosen: Callable[[str], None]) -> None:
        screen = self._screen
        if not schemes:
            screen.notice.say(NO_CONNECTIONS, "warn")
            return
        rows = [
            Row(name, (name, scheme), search=f"{name} {scheme}".lower()) for name, scheme in schemes.items()
        ]
        screen.app.push_screen(
            Pick("Write to somebody on which connection?", CONNECTIONS, rows),
            lambda name: chosen(name) if name is not None else None,
        )

    def do_channel_addresses(self) -> None:
        """Offer the addresses of the cursor's connection, or ask for a connection first."""
        self._screen.work(self._offer_addresses, "connections", "F6 tries again.")

    async def _offer_addresses(self) -> None:
        screen = self._screen
        schemes = await screen.read_connections()
        name, _ = split_connection(screen.line, schemes)
        if name in schemes or len(schemes) == 1:
            await self._addresses(name if name in schemes else next(iter(schemes)))
            return
        self._ask_connection(
            schemes,
            lambda name: screen.work(partial(self._addresses, name), "connections", "F6 tries again."),
        )

    async def _addresses(self, connection: str) -> None:
        screen = self._screen
        found = await screen.console.workspace.connections().addresses(connection)
        screen.notice.clear()
        if not found:
            screen.notice.say(f"The address list of {connection} is empty.", "warn")
            return
        title = f"{plural(len(found), 'address', 'addresses')} of {connection}"
        screen.app.push_screen(
            PickMany(title, ADDRESSES, address_rows(found)), partial(self._take, connection, found)
        )

    def _take(self, connection: str, found: Sequence[Address], keys: Sequence[str] | None) -> None:
        if keys:
            self._screen.write([address_line(connection, found[int(key)]) for key in keys])

    def do_channel_html(self) -> None:
        """Text or HTML."""
        screen = self._screen
        screen.message_step.next_type()
        screen.changed()

    def do_channel_part(self) -> None:
        """A new part, opened at once."""
        screen = self._screen
        screen.draft.parts.append(DraftPart())
        self._edit(len(screen.draft.parts) - 1)

    def do_channel_edit(self) -> None:
        """Edit the part under the cursor."""
        index = self._screen.message_step.part
        if index is not None:
            self._edit(index)

    def _edit(self, index: int) -> None:
        screen = self._screen
        schemes = [(screen.schemes or {}).get(name, "") for name in screen.receivers.channels]
        part = screen.draft.parts[index]

        def closed(_: None) -> None:
            if part.empty:
                screen.draft.parts.remove(part)
            screen.message_step.show_parts()
            screen.changed()

        screen.app.push_screen(PartDialog(part, list(filter(None, schemes)), screen.changed), closed)

    def do_channel_remove(self) -> None:
        """Ask, then remove the part under the cursor."""
        screen, index = self._screen, self._screen.message_step.part
        if index is None:
            return
        part = screen.draft.parts[index]

        def remove(sure: bool | None) -> None:
            if sure and part in screen.draft.parts:
                screen.draft.parts.remove(part)
                screen.message_step.show_parts()
                screen.changed()

        what = part.path or part.type or "part"
        text = "What was typed for it is forgotten; a file itself is not touched."
        screen.app.push_screen(Confirm(f"Remove the part “{what}”?", text, "Remove it"), remove)


def address_rows(found: Sequence[Address]) -> list[Row]:
    """The entries of an address list, by their place in it."""
    return [
        Row(str(place), (item.name, item.address, item.type), search=f"{item.name} {item.address}".lower())
        for place, item in enumerate(found)
    ]
