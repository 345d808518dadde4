"""Users of the active app: made, imported, deleted, worked as."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.timer import Timer

from ue_console.errors import ConsoleError, KeyStoreError
from ue_console.models.unification.user import user_uri
from ue_console.services.attention import named
from ue_console.services.lost_users import Lost
from ue_console.services.users import User
from ue_console.text import plural
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.confirm_name import ConfirmName
from ue_console.tui.dialogs.raw import RawJson
from ue_console.tui.screens.listing import LIST_KEYS
from ue_console.tui.screens.user_lines import COLUMNS, about, row
from ue_console.tui.screens.user_secrets import UserSecrets
from ue_console.tui.under_way import under_way
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.notice import describe
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import TextView

NEEDS_ONE: Final = ("list.open", "users.use", "users.delete", "users.copy", "users.raw")

LOST: Final = (
    "Unknown whether created: user {}. If one here has no secret and nobody else made it, it is that one: "
    "delete it (x), then create another (n)."
)
UNKEPT: Final = (
    "Created, and the console ended before the secret was kept: user {}. Nobody can get it any more: "
    "delete it (x), then create it again (n)."
)
REST: Final = 0.4
"""Seconds that the cursor stays on a user before its connections are counted."""


class UsersScreen(UserSecrets):
    """All users of the app."""

    PLACE = "users"
    NAME = "Users"
    REPLACES = ("account.switch",)
    COLUMNS: ClassVar[tuple[Column, ...]] = COLUMNS
    EMPTY = (
        "No users yet.\n"
        "A user has connections to channels of its own. Press n to make one, or i to import its address."
    )
    SERVES = (
        "list.open",
        "users.use",
        "users.new",
        "users.import",
        "users.delete",
        "list.filter",
        "users.copy",
        "users.raw",
        *LIST_KEYS[2:],
    )
    DEFAULT_CSS = """
    UsersScreen #list { width: 67%; min-width: 50; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._counts: dict[str, str] = {}
        """Id → how many connections, in words; kept until the list is read again."""
        self._resting: Timer | None = None
        self._lost = Lost()
        """Whose secrets are lost, or may be, with an earlier console too."""
        self._half_done = ""
        """What is still to be told once the list is read again."""

    def compose_detail(self) -> ComposeResult:
        """What is known of the user under the cursor."""
        yield Heading("User", id="user-heading")
        yield TextView(id="user")

    async def pages(self) -> AsyncIterator[Sequence[User]]:
        """All users, in one page: one answer holds them all."""
        found = await self.console.workspace.users().all()
        self._counts.clear()
        self._lost = await self.console.workspace.lost_users(found)
        yield found

    def loaded(self) -> None:
        """Put the cursor on the user that was made or worked as last."""
        if self.console.user_at:
            self.table.go_to(self.console.user_at)
            self.console.user_at = ""
        if self._half_done:
            self.notice.say(self._half_done, "warn")
            self._half_done = ""
        if any(self._lost):
            said = ((LOST, self._lost.unknown), (UNKEPT, self._lost.unkept))
            told = (words.format(named(names, "user")) for words, names in said if names)
            self.notice.say("\n".join(told), "warn")
        self.tell_new()
        self.tell_waiting()

    def row(self, item: User) -> Row:
        """Name, id, whether its secret is held."""
        return row(item)

    def show_item(self, item: User | None) -> None:
        """Its secret's place; its connections once the cursor rests."""
        self.query_one("#user", TextView).show(about(item, self._counts.get(item.id, "")) if item else [])
        self.query_one("#user-heading", Heading).title = (item.name or item.id) if item else "User"
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        if item and item.id not in self._counts and self.console.workspace.users().may_count(item):
            self._resting = self.set_timer(REST, partial(self._rested, item))

    def _rested(self, item: User) -> None:
        self.work(partial(self._counting, item), "count")

    async def _counting(self, item: User) -> None:
        try:
            told = plural(await self.console.workspace.users().connections(item), "connection")
        except ConsoleError as error:
            told = f"not known: {error.cause}"
        self._counts[item.id] = told
        if self.current == item:
            self.query_one("#user", TextView).show(about(item, told))

    def why_not(self, action: Action) -> str:
        """Most actions need a user; only one whose secret is held can be worked as."""
        if reason := super().why_not(action):
            return reason
        if action.id in NEEDS_ONE and self.is_mounted and self.current is None:
            return "There is no user under the cursor."
        if action.id == "users.use" and self.console.busy:
            return self.console.busy
        if action.id == "users.use" and self.is_mounted and self.current and not self.current.held:
            return (
                "The secret of this user is not held here, and the service does not give it twice: "
                "press i to import its user:// address."
            )
        return ""

    def do_users_use(self) -> None:
        """Work as it."""
        if self.current is not None:
            self.change(partial(self._using, self.current), "use")

    async def _using(self, item: User) -> None:
        account = await self.console.workspace.users().use(item)
        self.console.work_as(account.name, "connections")
        self.app.notify(f"Working as the user “{account.name}”; esc goes back to “{account.parent}”.")

    def do_users_delete(self) -> None:
        """Ask for the name or the id, then delete."""
        item = self.current
        if item is None:
            return
        called = f"“{item.name}”" if item.name else item.id
        forgotten = "; the secret is forgotten here too" if item.held else ""
        question = ConfirmName(
            f"Delete the user {called}?",
            f"It belongs to {self.console.status.account}. Its connections go with it, and its secret opens "
            f"nothing any more{forgotten}. Nobody can bring it back.\n\n"
            f"Type {'its name, or its id' if item.name else 'its id'}, to delete it: {item.id}",
            (item.name, item.id),
            what="name" if item.name else "id",
        )
        self.app.push_screen(question, partial(self._delete, item))

    def _delete(self, item: User, sure: bool | None) -> None:
        if sure:
            self.change(partial(self._deleting, item), "delete")

    async def _deleting(self, item: User) -> None:
        try:
            with under_way(self.console, "A user is being deleted."):
                await self.console.workspace.users().delete(item.id)
        except KeyStoreError as error:
            self._half_done = describe(error)
        else:
            self.app.notify(f"Deleted the user {item.name or item.id}.")
        self.load()

    def do_users_copy(self) -> None:
        """Copy the id."""
        if self.current is not None:
            self.console.copy(self.current.id, "the user's id")

    def do_users_raw(self) -> None:
        """Show what the service gives in its list, which has no secrets."""
        if self.current is not None:
            item = self.current
            self.app.push_screen(RawJson(item.name or item.id, {"uri": user_uri(item.id)}))
