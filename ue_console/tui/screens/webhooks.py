"""Webhooks of the active account or project: set, changed, switched, deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.events import ScreenResume

from ue_console.models.unione.webhook import Webhook
from ue_console.services.listening_webhook import left_urls, standing_urls
from ue_console.services.url_secrets import shown_url, shown_webhook
from ue_console.services.webhooks import STOPPED
from ue_console.text import cut_middle
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.confirm import Answer, Confirm, Question
from ue_console.tui.dialogs.raw import RawJson
from ue_console.tui.screens.listen import ListenScreen
from ue_console.tui.screens.listing import LIST_KEYS, ListScreen
from ue_console.tui.screens.ping import PingScreen
from ue_console.tui.screens.webhook_form import WebhookFormScreen
from ue_console.tui.screens.webhook_lines import COLUMNS, about, row
from ue_console.tui.screens.webhook_words import named
from ue_console.tui.under_way import under_way
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import TextView

NEEDS_NONE: Final = ("webhooks.new", "webhooks.listen", "webhooks.ping")
LONGEST: Final = 300
"""Characters of a URL that is written out in a question."""


class WebhooksScreen(ListScreen[Webhook]):
    """All webhooks of the account or project."""

    PLACE = "webhooks"
    NAME = "Webhooks"
    COLUMNS: ClassVar[tuple[Column, ...]] = COLUMNS
    EMPTY = (
        "No webhooks yet.\n"
        "A webhook is a URL of yours that the service calls when a mail is delivered, opened or refused. "
        "Press n to set one."
    )
    SERVES = (
        "list.open",
        "webhooks.new",
        "webhooks.edit",
        "webhooks.switch",
        "webhooks.delete",
        "webhooks.listen",
        "webhooks.ping",
        "list.filter",
        "webhooks.copy",
        "webhooks.raw",
        *LIST_KEYS[2:],
    )
    DEFAULT_CSS = """
    WebhooksScreen #list { width: 50%; min-width: 50; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._at = ""
        """The URL to which the cursor goes once the list is read."""
        self._left_urls: frozenset[str] = frozenset()
        """URLs that killed listeners left."""
        self._standing: dict[str, bool] = {}
        """URLs that listeners have set for now → whether a webhook stood there before."""
        self._changes = 0
        """How often listening had set or put back webhooks when the list was read."""

    def compose_detail(self) -> ComposeResult:
        """Everything about the webhook under the cursor."""
        yield Heading("Webhook", id="webhook-heading")
        yield TextView(id="webhook")

    async def pages(self) -> AsyncIterator[Sequence[Webhook]]:
        """All webhooks, page by page."""
        self._changes = self.console.workspace.listening.changes
        self._left_urls, self._standing = self._listeners_now()
        async for page in self.console.workspace.webhooks().pages():
            yield page

    def _listeners_now(self) -> tuple[frozenset[str], dict[str, bool]]:
        workspace = self.console.workspace
        folder = workspace.listening.kept.paths.listening_dir
        return left_urls(workspace.account, folder), standing_urls(workspace.account, folder)

    @on(ScreenResume)
    def _read_anew(self) -> None:
        """Read the list again where listening has changed it meanwhile, here or elsewhere."""
        if self._loaded is None or self.console.active is None:
            return
        changed = self._changes != self.console.workspace.listening.changes
        if changed or self._listeners_now() != (self._left_urls, self._standing):
            self.load()

    def loaded(self) -> None:
        """Mark the rail where one is stopped or left; put the cursor on what was changed last."""
        waiting = any(item.status == STOPPED or item.url in self._left_urls for item in self.items.values())
        self.console.mark(self.PLACE, "!" if waiting else "")
        if self._at:
            self.table.go_to(self._at)
            self._at = ""

    def row(self, item: Webhook) -> Row:
        """URL, status, events, format, age of the last change."""
        left, replaced = item.url in self._left_urls, self._standing.get(item.url)
        return row(item, self.console.workspace.now(), left=left, replaced=replaced)

    def show_item(self, item: Webhook | None) -> None:
        """Every field in plain words."""
        now = self.console.workspace.now()
        lines = []
        if item:
            left, replaced = item.url in self._left_urls, self._standing.get(item.url)
            lines = about(item, now, left=left, replaced=replaced)
        self.query_one("#webhook", TextView).show(lines)

    def why_not(self, action: Action) -> str:
        """Most actions need a webhook."""
        if reason := super().why_not(action):
            return reason
        own = action.id.startswith("webhooks.") and action.id not in NEEDS_NONE
        if own and self.is_mounted and self.current is None:
            return "There is no webhook under the cursor."
        return ""

    def do_webhooks_new(self) -> None:
        """Open the form."""
        self.app.push_screen(WebhookFormScreen(None, self._saved))

    def do_webhooks_edit(self) -> None:
        """Open the form on this webhook."""
        if self.current is not None:
            self._edit(self.current)

    def _edit(self, item: Webhook) -> None:
        self.app.push_screen(WebhookFormScreen(item, self._saved, self._edit_theirs))

    def _edit_theirs(self, item: Webhook) -> None:
        """Somebody else changed it: the list is read anew, and the form begins with their version."""
        self._at = item.url
        self.load()
        self._edit(item)

    def _saved(self, item: Webhook, differs: bool) -> None:
        self._at = item.url
        done = f"is set; it is {item.status}" if differs else "is so already, and nothing was changed"
        self.app.notify(f"The webhook {named(item.url)} {done}.")
        self.load()

    def do_webhooks_switch(self) -> None:
        """Ask, then disable, or switch on."""
        item = self.current
        if item is None:
            return
        verb, status = "Switch on", "active"
        text = "It is called again whenever something happens."
        if item.status == "active":
            verb, status = "Disable", "disabled"
            text = "It is not called any more, and its settings stay; o switches it on again."
        elif item.status == STOPPED:
            text = (
                "The service stopped it because its handler did not answer. If the handler is not mended, "
                "it will be stopped again."
            )
        question = Confirm(f"{verb} the webhook {named(item.url)}?", self._question(item, text), verb)
        self.app.push_screen(question, lambda sure: self._switch(item, status) if sure else None)

    def _question(self, item: Webhook, text: str) -> str:
        url = shown_url(item.url)
        whole = "" if url in named(url) else f"{cut_middle(url, LONGEST)}\n"
        return f"{whole}{text} It belongs to {self.console.status.account}."

    def _switch(self, item: Webhook, status: str) -> None:
        self.change(partial(self._switching, item, status), "switch")

    async def _switching(self, item: Webhook, status: str) -> None:
        with under_way(self.console, f"The webhook {named(item.url)} is being switched."):
            done = await self.console.workspace.webhooks().switch(item.url, status)
        self.app.notify(f"The webhook {named(item.url)} is {done.status}.")
        self.load()

    def do_webhooks_delete(self) -> None:
        """Ask, then delete, or only disable."""
        item = self.current
        if item is None:
            return
        answers = [Answer("y", "Delete", "deleted")]
        text = "The service calls it no more and keeps none of its settings."
        if item.status != "disabled":
            answers.insert(0, Answer("o", "Disable instead", "disabled"))
            text += " If it is disabled instead, they stay, and o switches it on again."
        question = Question(f"Delete the webhook {named(item.url)}?", self._question(item, text), *answers)
        self.app.push_screen(question, partial(self._delete_or_disable, item))

    def _delete_or_disable(self, item: Webhook, answer: str | None) -> None:
        if answer == "deleted":
            self.change(partial(self._deleting, item), "delete")
        elif answer:
            self._switch(item, answer)

    async def _deleting(self, item: Webhook) -> None:
        with under_way(self.console, f"The webhook {named(item.url)} is being deleted."):
            await self.console.workspace.webhooks().delete(item.url)
        self.app.notify(f"Deleted {named(item.url)}.")
        self.load()

    def do_webhooks_listen(self) -> None:
        """Listen here, or look at what arrives."""
        self.app.push_screen(ListenScreen())

    def do_webhooks_ping(self) -> None:
        """Ping the handler of the webhook under the cursor, or another one."""
        self.app.push_screen(PingScreen(self.current.url if self.current else ""))

    def do_webhooks_copy(self) -> None:
        """Copy the URL."""
        if self.current is not None:
            self.console.copy(self.current.url, "the webhook's URL")

    def do_webhooks_raw(self) -> None:
        """Show the object as JSON, a password and keys in its URL as dots."""
        if self.current is not None:
            shown = shown_webhook(self.current)
            self.app.push_screen(RawJson(shown.url, shown.model_dump(by_alias=True)))
