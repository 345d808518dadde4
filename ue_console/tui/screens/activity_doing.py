"""What Activity asks and does beside listing: kind and time, a call made again, an export."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from ue_console.errors import ConsoleError
from ue_console.services.activity import Again, Entry, Sought
from ue_console.services.activity_words import phrase
from ue_console.services.curl import body_of
from ue_console.text import cut_end, plural
from ue_console.tui.account_words import danger_of
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens.activity_lines import KINDS, kind_rows
from ue_console.tui.screens.listing import ListScreen
from ue_console.tui.under_way import under_way
from ue_console.tui.units import age

if TYPE_CHECKING:
    from ue_console.services.activity_times import Period
    from ue_console.tui.screens.activity import ActivityScreen

_LINES: Final = 12
"""Lines of a request that a question shows."""
_LONGEST: Final = 50
"""Characters of what was done, in a title."""


class Doing:
    """Does it for the screen, which asks and tells."""

    def __init__(self, screen: ActivityScreen) -> None:
        self._screen = screen

    def choose_kind(self) -> None:
        """Ask for one of the kinds that there are, and list it."""
        self._screen.work(self._kinds, "kind")

    async def _kinds(self) -> None:
        from ue_console.tui.dialogs.pick import Pick

        screen, shown = self._screen, self._screen.shown
        found = await screen.kept.kinds(screen.sought)
        picking = Pick("Activity of which kind?", KINDS, kind_rows(found, shown.noun), current=shown.noun)
        screen.app.push_screen(picking, self._take_kind)

    def _take_kind(self, noun: str | None) -> None:
        if noun is not None:
            self._screen.shown.noun = noun
            self._screen.anew()

    def choose_period(self) -> None:
        """Ask for a time, and list what is from then."""
        from ue_console.tui.screens.activity_period import ChoosePeriod

        screen = self._screen
        choosing = ChoosePeriod(screen.console.workspace.now(), screen.shown.period)
        screen.app.push_screen(choosing, self._take_period)

    def _take_period(self, period: Period | None) -> None:
        if period is not None:
            self._screen.shown.period = period
            self._screen.anew()

    def report(self, entry: Entry) -> None:
        """Open the report of a send, or the detail where it is not kept any more."""
        self._screen.work(partial(self._report, entry), "open")

    async def _report(self, entry: Entry) -> None:
        from ue_console.tui.screens.sending import SendingScreen

        screen = self._screen
        if send_id := await screen.kept.send_of(entry):
            screen.in_report = True
            screen.app.push_screen(SendingScreen(send_id=send_id))
        else:
            ListScreen.do_list_open(screen)

    def again(self, entry: Entry) -> None:
        """Look whether it may be done again, and ask."""
        self._screen.work(partial(self._offer, entry), "again")

    async def _offer(self, entry: Entry) -> None:
        screen = self._screen
        again = await screen.kept.again(entry)
        title = f"Once more: {cut_end(phrase(entry.facts), _LONGEST)}?"
        question = Confirm(title, self._consequence(again), "Do it again")
        screen.app.push_screen(question, lambda sure: self._do(again) if sure else None)

    def _consequence(self, again: Again) -> str:
        account, now = self._screen.console.workspace.account, self._screen.console.workspace.now()
        facts = again.entry.facts
        lines = body_of(again.exchanged.request).split("\n")
        more = [f"… {plural(len(lines) - _LINES, 'more line')} (v shows all)"] if len(lines) > _LINES else []
        parts = [
            f"The service gets {facts.method} from {account.name}, {danger_of(account)}, exactly as it was "
            f"{age(facts.at.isoformat(), now)} ago:",
            *lines[:_LINES],
            *more,
        ]
        if again.later:
            old = age(again.later.facts.at.isoformat(), now)
            parts.append(
                f"⚠ Since then, {old} ago, from here: {phrase(again.later.facts)}. It would be undone."
            )
        return "\n".join(parts)

    def _do(self, again: Again) -> None:
        self._screen.change(partial(self._doing, again), "again")

    async def _doing(self, again: Again) -> None:
        screen, what = self._screen, cut_end(phrase(again.entry.facts), _LONGEST)
        try:
            with under_way(screen.console, f"It is being done again: {what}."):
                await screen.kept.do_again(again)
        except ConsoleError:
            await screen.read()  # first, as it clears what is told
            raise
        screen.load()
        screen.app.notify(f"Done again: {what}.")

    def export(self, sought: Sought) -> None:
        """Ask for a file name."""
        hint = (
            "All that is listed, newest first. A name that ends in .json gets requests and answers, too; any "
            "other is CSV. An existing file is not overwritten."
        )
        ask = Ask("Write the activity to which file?", hint, "activity.csv")
        self._screen.app.push_screen(ask, partial(self._export, sought))

    def _export(self, sought: Sought, name: str | None) -> None:
        if name:
            self._screen.change(partial(self._exporting, name, sought), "export", "Press w to try again.")

    async def _exporting(self, name: str, sought: Sought) -> None:
        notice = self._screen.notice
        path, count = await self._screen.kept.export(
            name, sought, lambda count: notice.say(f"Wrote {plural(count, 'call')} so far.")
        )
        notice.say(f"Wrote {plural(count, 'call')} to {path}.", "good")
