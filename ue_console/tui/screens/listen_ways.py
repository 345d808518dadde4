"""Where calls come from and go to while the console listens: its webhook, a handler, a ping."""

from __future__ import annotations

from functools import partial
from typing import Final

from ue_console.services.listening.arriving import NOT_REACHED
from ue_console.services.taking_back import MOST
from ue_console.services.url_secrets import shown_url, unveiled
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens.event_list import EventListScreen
from ue_console.tui.screens.listen_lines import at_the_end, is_local
from ue_console.tui.screens.ping import PingScreen
from ue_console.tui.screens.webhook_words import named
from ue_console.tui.under_way import under_way

LONG: Final = 30.0
"""Seconds that is shown what became of a webhook: a command may be part of it."""


class ListenWays(EventListScreen):
    """The part of the screen of listening that leads calls here, and on."""

    _typed = ""
    """The URL that was typed last and could not be set."""

    def why_not(self, action: Action) -> str:
        """A webhook is set for the account that is listened for, and for no other."""
        if reason := super().why_not(action):
            return reason
        session = self.session
        if action.id in ("listen.register", "listen.forward", "listen.stop") and not session.url:
            return "Nothing listens; l begins."
        active, mine = self.console.active, session.account
        if action.id == "listen.register" and mine and active and active.name != mine.name:
            return f"It listens for {mine.name}; press a to work as that account."
        return ""

    def title_of(self, action: Action) -> str:
        """The footer says what the key would do now."""
        if action.id == "listen.register" and self.session.registered:
            return "put back"
        if action.id == "listen.forward" and self.session.forward_url:
            return "forward off"
        return super().title_of(action)

    def do_listen_register(self) -> None:
        """Ask for the public URL; or put the webhook back."""
        session = self.session
        if session.registered:
            question = Confirm(
                f"Put the webhook {named(session.registered)} back?",
                f"It is {at_the_end(session)}. Listening goes on.",
                "Put back",
            )
            self.app.push_screen(question, lambda sure: self._unregister() if sure else None)
            return
        hint = (
            "The public URL that leads to this machine. Its webhook is set for all events; when listening "
            "ends, the webhook is put back as it was, or removed where there was none."
        )
        url = shown_url(self._typed) or (f"{session.url}/" if is_local(session) else "https://")
        self.app.push_screen(Ask("Set a webhook with which URL?", hint, url), self._register)

    def _register(self, url: str | None) -> None:
        if url:
            url = self._typed = unveiled(url, self._typed)
            self.change(partial(self._registering, url), "register", "R tries again.")

    async def _registering(self, url: str) -> None:
        self.notice.say("Setting the webhook; the service asks its URL first.")
        with under_way(self.console, f"The webhook {named(url)} is being set."):
            await self.session.register(url)
        self._typed = ""
        self.notice.clear()
        self.work(self._looking, "way")

    async def _looking(self) -> None:
        if not await self.session.reached():
            self.notice.say(NOT_REACHED, "warn")

    def _unregister(self) -> None:
        self.change(self._unregistering, "register", "")

    async def _unregistering(self) -> None:
        self.notice.say(f"Putting the webhook back … The service has {MOST:g} s for it.")
        with under_way(self.console, f"The webhook {named(self.session.registered)} is being put back."):
            done = await self.session.unregister()
        self.notice.clear()
        self.app.notify(done, timeout=LONG)

    def do_listen_forward(self) -> None:
        """Ask for a handler; or pass nothing on any more."""
        if self.session.forward_url:
            self.work(partial(self._forwarding, ""), "forward")
            return
        hint = (
            "Every call goes on to this URL as it came, also those with a bad signature. Empty: nothing does."
        )
        title = "Pass calls on to which handler?"
        self.app.push_screen(Ask(title, hint, shown_url(self.session.handler_url)), self._forward)

    def _forward(self, url: str | None) -> None:
        if url is not None:
            url = unveiled(url, self.session.handler_url)
            self.work(partial(self._forwarding, url), "forward", "F tries again.")

    async def _forwarding(self, url: str) -> None:
        await self.session.forward(url)
        self.notice.clear()

    def do_webhooks_ping(self) -> None:
        """Ping the webhook's URL: the whole way here; without one, this listener."""
        session = self.session
        self.app.push_screen(PingScreen(session.registered or (f"{session.url}/" if session.url else "")))
