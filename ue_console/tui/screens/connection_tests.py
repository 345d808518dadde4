"""Testing connections: one, or all of the list a few at a time, with what became of each."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from ue_console.models.unification.connection import Connection
from ue_console.services.connections import Verdict
from ue_console.text import plural
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens.connection_lines import summary
from ue_console.tui.screens.listing import ListScreen
from ue_console.tui.widgets.heading import Heading

MANY: Final = 25
"""Connections from which on testing them all is asked: each test is a sign-in at a channel."""

DRAW_EVERY: Final = 0.2
"""Seconds between two drawings of the list while results come in."""

ALL: Final = "tests"
"""The group of the work that tests all."""


class ConnectionTests(ListScreen[Connection]):
    """The part of the connections' screen that tests."""

    def __init__(self) -> None:
        super().__init__()
        self.tested: dict[str, Verdict] = {}
        """Name → its last test, while the screen lives."""
        self.testing: set[str] = set()
        """Names of those that are tested now."""
        self._all = False
        """Whether all are being tested."""
        self._results: list[Verdict] = []
        self._total = 0
        self._drawing = False

    def test_of(self, item: Connection) -> Verdict | None:
        """The last test of a connection as it is now: another token may say otherwise."""
        tested = self.tested.get(item.name)
        return tested if tested and tested.connection.uri == item.uri else None

    def take_new(self, added: Verdict, found: Sequence[Connection]) -> None:
        """Keep the test of a connection just added, however the list ``found`` spells its URI."""
        for item in found:
            if item.name == added.connection.name:
                self._take(replace(added, connection=item))

    def do_connections_test(self) -> None:
        """Test the one under the cursor."""
        item = self.current
        if item is not None and item.name not in self.testing:
            self.work(partial(self._testing, item), f"test {item.name}")

    async def _testing(self, item: Connection) -> None:
        self.testing.add(item.name)
        self._draw()
        try:
            self._take(await self.console.workspace.connections().test(item))
        finally:
            self.testing.discard(item.name)
            self._draw()

    def do_connections_test_all(self) -> None:
        """Test those that the list shows; ask first where they are many."""
        shown = [self.items[row.key] for row in self.table.shown if row.key in self.items]
        if self._all:
            self.app.notify("The tests are still under way; esc stops them.", severity="warning")
        elif len(shown) < MANY:
            self._begin(shown)
        else:
            question = Confirm(
                f"Test {plural(len(shown), 'connection')}?",
                "Each test is a sign-in at a channel, which may count them. esc stops the tests that have "
                "not begun.",
                "Test all",
            )
            self.app.push_screen(question, lambda sure: self._begin(shown) if sure else None)

    def _begin(self, shown: Sequence[Connection]) -> None:
        if shown:
            self.work(partial(self._testing_all, shown), ALL, "Press T to test again.")

    async def _testing_all(self, shown: Sequence[Connection]) -> None:
        self._all, self._results, self._total = True, [], len(shown)
        self.testing.update(item.name for item in shown)
        self.notice.clear()
        self._draw()
        try:
            await self.console.workspace.connections().test_all(shown, self._one_of_all)
            self._tell("All tested")
        finally:
            self._all = False
            self.testing.clear()
            self._draw()

    def _one_of_all(self, tested: Verdict) -> None:
        self._results.append(tested)
        self._take(tested)
        self.testing.discard(tested.connection.name)
        if not self._drawing:
            self._drawing = True
            self.set_timer(DRAW_EVERY, self._draw)

    def _take(self, tested: Verdict) -> None:
        self.tested[tested.connection.name] = tested
        workspace = self.console.workspace
        workspace.home.tested.setdefault(workspace.account.name, {})[tested.connection.name] = tested

    def _tell(self, what: str) -> None:
        """What became of all; what is refused stands in the list, with its code."""
        if not self._results:
            self.notice.say(f"{what}.", "info")
            return
        bad = any(not test.works for test in self._results)
        more = " enter tells why." if bad else ""
        good = "good" if len(self._results) == self._total else "info"
        self.notice.say(f"{what}: {summary(self._results)}.{more}", "warn" if bad else good)

    def _draw(self) -> None:
        self._drawing = False
        if not self.is_attached:
            return
        self._show(self.items, whole=True)
        self.show_item(self.current)
        if self._all:
            done = f"{len(self._results):,} of {self._total:,} tested · esc stops"
            self.query_one("#list-heading", Heading).detail = done

    @property
    def goes_up(self) -> bool:
        """While all are tested, esc stops that first."""
        return self._all or super().goes_up

    def do_app_back(self) -> Awaitable[None] | None:
        """Stop the tests; else as every list."""
        if not self._all:
            return super().do_app_back()
        self.workers.cancel_group(self, ALL)
        self._tell(f"Stopped after {len(self._results):,} of {self._total:,}")
        return None

    def title_of(self, action: Action) -> str:
        """While all are tested, the footer says what esc does."""
        return "stop" if action.id == "app.back" and self._all else super().title_of(action)
