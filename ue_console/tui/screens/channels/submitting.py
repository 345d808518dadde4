"""Compose for channels: from the draft to the plan, and the question before it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from ue_console.errors import ConsoleError
from ue_console.models.account import Account
from ue_console.services.channels.messages import messages
from ue_console.services.channels.parts import load_parts
from ue_console.services.channels.plans import ChannelPlan
from ue_console.services.channels.preflight import check
from ue_console.services.reports import Report
from ue_console.services.words import MESSAGE
from ue_console.text import plural
from ue_console.tui.channel_lines import shown_json
from ue_console.tui.dialogs.raw import RawJson
from ue_console.tui.screens.submission import unchecked
from ue_console.tui.units import size
from ue_console.tui.widgets.text_view import Line
from ue_console.tui.widgets.topline import dangers

if TYPE_CHECKING:
    from ue_console.tui.screens.channels.screen import ChannelsScreen


class Submitting:
    """The part of the screen that leads from the draft to the send."""

    @property
    def _screen(self) -> ChannelsScreen:
        return cast("ChannelsScreen", self)

    async def review(self) -> None:
        """Read files and connections, look for what would be refused, plan, and show it all."""
        screen = self._screen
        submission = screen.submission
        submission.begin()
        draft, found = screen.draft.model_copy(deep=True), []
        try:
            schemes: dict[str, str] | None = await screen.read_connections()
        except ConsoleError as error:
            schemes = None
            found.append(unchecked("Connections", error, screen.console.workspace.account.name))
        receivers = draft.parsed(schemes or ())
        loaded = await asyncio.to_thread(load_parts, draft)
        found += await asyncio.to_thread(check, draft, receivers, loaded, schemes)
        there = receivers.within(schemes)
        if there.found:
            sending = await screen.console.workspace.channel_sending()
            made = messages(draft, there, loaded.parts, schemes or screen.schemes or {})
            plan = await asyncio.to_thread(sending.plan, made)
            found += submission.take(plan, await sending.twin_finding(plan))
        screen.index = 0
        submission.show(found, _facts(submission.plan, screen.console.workspace.account))

    def do_compose_raw(self) -> None:
        """The exact JSON of the request to the channel at hand."""
        screen, plan = self._screen, self._screen.submission.plan
        if plan is not None:
            batch = plan.batches[screen.index % len(plan.batches)]
            title = f"message/send to {batch.channel}, request {batch.number} of {len(plan.batches)}"
            screen.app.push_screen(RawJson(title, shown_json(batch.body())))

    def do_compose_curl(self) -> None:
        """Copy the request to the channel at hand as a curl command."""
        screen, plan = self._screen, self._screen.submission.plan
        if plan is not None:
            batch = plan.batches[screen.index % len(plan.batches)]
            what = f"the request to {batch.channel} as a curl command, its key left out,"
            screen.submission.copy_curl("message/send", batch.body, what)

    def do_compose_send(self) -> None:
        """Ask once more."""
        plan = self._screen.submission.plan
        if plan is None:
            return
        where = f"to {plural(plan.recipients, 'receiver')} on {plural(len(plan.batches), 'channel')}"
        each = ", ".join(f"{batch.channel} {len(batch.message.receivers):,}" for batch in plan.batches[:8])
        rest = f" and {len(plan.batches) - 8:,} more" if len(plan.batches) > 8 else ""
        self._screen.submission.ask(where, f"one request for each channel: {each}{rest}. {MESSAGE.final}")

    async def after(self, report: Report) -> None:
        """Keep in the draft only what its channel refused for good: all else is in the journal now."""
        screen = self._screen
        refused = screen.draft.settle(report)
        if not refused:
            await screen.forget_draft()
            return
        screen.refill()
        await screen.keep()
        names = " and ".join(refused)
        screen.notice.say(
            f"Refused by {names}: these lines are kept here, to be mended and sent again.", "warn"
        )


def _facts(plan: ChannelPlan | None, account: Account) -> Iterable[Line]:
    if plan is None:
        return
    channels = ", ".join(batch.channel for batch in plan.batches)
    rows = [
        ("Account", f"{account.name}  {dangers(account)}"),
        (
            "To",
            f"{plural(plan.recipients, 'receiver')} on {plural(len(plan.batches), 'channel')}: {channels}",
        ),
        ("Requests", f"{len(plan.batches)}, {size(plan.bytes)} in all"),
    ]
    for label, value in rows:
        yield Line(f"{label:<10}{value}", "", 10)
