"""Listening is begun, at another port where need be, and ended."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from ue_console.errors import ConsoleError
from ue_console.services.listening_port import LAST_PORT
from ue_console.services.listening_session import PORT, PortUnusable
from ue_console.services.listening_webhook import not_put_back
from ue_console.services.taking_back import MOST
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.loading import settle_garbage
from ue_console.tui.screens.listen_lines import another_port, at_the_end
from ue_console.tui.screens.listen_ways import LONG, ListenWays
from ue_console.tui.screens.webhook_words import named
from ue_console.tui.under_way import under_way

_PORT: Final = re.compile("[0-9]{1,5}")


class ListenRuns(ListenWays):
    """The part of the screen of listening that begins and ends it."""

    def do_webhooks_listen(self) -> None:
        """Begin to listen."""
        self.notice.clear()
        self.work(partial(self._starting, PORT), "listen", "Press l to try again.")

    async def _starting(self, port: int) -> None:
        session = self.session
        try:
            await session.start(self.console.workspace.account, port)
        except PortUnusable as error:
            self._ask_port(error.cause, port)
            return
        self.notice.clear()
        if not self.app.is_headless:
            settle_garbage()
        if session.keyless:
            missing = ", ".join(session.keyless)
            self.notice.say(f"Calls for {missing} can't be checked: the keys can't be had.", "warn")
        self.work(self._putting_back, "left")

    def _ask_port(self, cause: str, port: int) -> None:
        hint, free = another_port(cause, port)
        self.app.push_screen(Ask("Listen at which port?", hint, free, selected=True), self._port_given)

    def _port_given(self, typed: str | None) -> None:
        if typed is None:
            return
        if not _PORT.fullmatch(typed) or int(typed) > LAST_PORT:
            self._ask_port(f"This is no port; type a number from 1 to {LAST_PORT}, or 0.", PORT)
            return
        self.work(partial(self._starting, int(typed)), "listen", "Press l to try again.")

    async def _putting_back(self) -> None:
        session = self.session
        try:
            async for done in session.put_back_left():
                self.app.notify(done, timeout=LONG)
        except ConsoleError as error:
            assert session.account is not None
            waiting = not_put_back(session.account, session.kept.paths.listening_dir)
            self.app.notify(f"{waiting} {error}", severity="warning", timeout=LONG)

    def do_listen_stop(self) -> None:
        """Stop; ask first where a webhook is set."""
        session = self.session
        if session.ending:
            self.app.notify("It is being ended.", severity="warning")
        elif not session.registered:
            self.change(self._stopping, "register")
        else:
            self._ask_to_stop()

    def _ask_to_stop(self) -> None:
        question = Confirm(
            "Stop listening?",
            f"The webhook {named(self.session.registered)} is {at_the_end(self.session)}. "
            "What was received is kept.",
            "Stop",
        )
        self.app.push_screen(question, lambda sure: self.change(self._stopping, "register") if sure else None)

    async def _stopping(self) -> None:
        if self.session.owes:
            self.notice.say(f"Stopping … The service has {MOST:g} s to take the webhook back.")
        with under_way(self.console, "Listening is being ended."):
            done = await self.session.stop()
        self.notice.say(f"Stopped. {done}".strip(), "info")
