"""Asking whether one address is unsubscribed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from ue_console.errors import ConsoleError
from ue_console.text import safe
from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.latest import Job
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.notice import TONES, describe


class CheckAddress(Dialog[None]):
    """Asks the service as often as an address is typed; changes nothing.

    Args:
        check: Asks.
        address: What stands in the field at first.
    """

    KEYS = (("enter", "check"), ("esc", "close"))
    DEFAULT_CSS = """
    CheckAddress #check-answer { height: auto; min-height: 2; padding: 1 1 0 1; }
    """

    def __init__(self, check: Callable[[str], Awaitable[bool]], address: str = "") -> None:
        super().__init__("Is this address unsubscribed?")
        self._check = check
        self._address = address

    def compose_content(self) -> ComposeResult:
        """The field, and the answer under it."""
        yield Field(self._address, placeholder="ann@example.com", id="check-address")
        yield Static("", id="check-answer", markup=False)

    @on(Input.Changed)
    def _typed(self) -> None:
        """What was answered was of the old address."""
        self.workers.cancel_node(self)
        self._say("", "info")

    @on(Input.Submitted)
    def _asked(self, event: Input.Submitted) -> None:
        job: Job = partial(self._checking, event.value.strip())
        self.run_worker(job, group="check", exclusive=True)

    async def _checking(self, address: str) -> None:
        self._say(f"Asking about {address}", "info")
        try:
            there = await self._check(address)
        except ConsoleError as error:
            self._say(describe(error), "bad")
            return
        if there:
            self._say(f"{address} is unsubscribed: mail to it is refused.", "warn")
        else:
            self._say(f"{address} is not unsubscribed.", "good")

    def _say(self, text: str, tone: str) -> None:
        symbol, colour = TONES[tone]
        answer = Content.assemble((f"{symbol} {safe(text)}", colour)) if text else Content("")
        if self.is_attached:
            self.query_one("#check-answer", Static).update(answer)
