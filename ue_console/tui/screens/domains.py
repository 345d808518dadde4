"""Domains of the active account or project: registered, looked up in DNS, validated, watched."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.app import ComposeResult

from ue_console.models.unione.domain import Dkim, DnsRecords, Domain, VerificationRecord
from ue_console.services.domains.names import readable
from ue_console.text import plural, safe_line
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.raw import RawJson
from ue_console.tui.screens.domain_form import DomainFormScreen
from ue_console.tui.screens.domain_lines import COLUMNS, Known, about, asked, row
from ue_console.tui.screens.domain_records import DomainRecordsScreen
from ue_console.tui.screens.domain_work import checking, validating, watch
from ue_console.tui.screens.listing import LIST_KEYS, ListScreen
from ue_console.tui.watching import resume_watches, watching_of
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.services.domains.desk import DomainDesk
    from ue_console.services.domains.watch_news import WatchNews
    from ue_console.services.domains.watching import Watching

FRESH: Final = 60.0
"""Seconds for which an answer of DNS is new enough when a detail is opened."""
EDGES: Final = 3
"""Cells of the detail that no text has: at its sides, and for the scrollbar, which may come and go."""
SOON: Final = 0.1
"""Seconds in which everything that is new is drawn at once."""


class DomainsScreen(ListScreen[Domain]):
    """All domains of the account or project."""

    PLACE = "domains"
    NAME = "Domains"
    COLUMNS: ClassVar[tuple[Column, ...]] = COLUMNS
    EMPTY = (
        "No domains yet.\n"
        "Mail is sent from addresses of a domain that is registered here and has its records in DNS. "
        "Press n to register one."
    )
    SERVES = (
        "list.open",
        "domains.new",
        "domains.records",
        "domains.check",
        "domains.watch",
        "domains.validate",
        "list.mark",
        "list.filter",
        "domains.copy",
        "domains.raw",
        *LIST_KEYS[2:],
    )
    DEFAULT_CSS = """
    DomainsScreen #list { width: 55%; min-width: 54; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._asking: set[str] = set()
        self._made: dict[str, Domain] = {}
        """Registered here since the list was read."""
        self._renewing = False
        self._end: Callable[[], None] = lambda: None

    def compose_detail(self) -> ComposeResult:
        """Everything about the domain under the cursor."""
        yield Heading("Domain", id="domain-heading")
        yield TextView(id="domain")

    @property
    def _desk(self) -> DomainDesk:
        return self.console.workspace.domain_desk

    @property
    def _watching(self) -> Watching:
        return watching_of(self.console)

    def on_mount(self) -> None:
        """Follow the watches."""
        super().on_mount()
        self._end = self._watching.subscribe(self._watches_changed)

    def on_unmount(self) -> None:
        """Follow them no longer."""
        self._end()

    async def pages(self) -> AsyncIterator[Sequence[Domain]]:
        """All domains, page by page; one that was registered meanwhile comes last."""
        made, seen = self._made, set[str]()
        async for page in self._desk.of(self.console.workspace.account).pages():
            seen.update(item.domain for item in page)
            yield page
        self._made = {name: item for name, item in self._made.items() if name not in made}
        if late := [item for name, item in self._made.items() if name not in seen]:
            yield late

    def load(self) -> None:
        """Read the list, and what other consoles watch."""
        super().load()
        resume_watches(self.console)

    def loaded(self) -> None:
        """Mark the rail where one can't send."""
        waiting = any(not item.ready for item in self.items.values())
        self.console.mark(self.PLACE, "!" if waiting else "")
        self.console.workspace.home.listed(self.console.workspace.account, self.items.values())

    def row(self, item: Domain) -> Row:
        """Name, both statuses, what DNS said last."""
        return row(item, self._known(item), self.console.workspace.now())

    def _known(self, item: Domain) -> Known:
        account, watching = self.console.workspace.account, self._watching
        last = self._desk.last(account, item.domain)
        return Known(
            replace(last, domain=item) if last else None,  # its statuses may be newer than the check
            watching.due(account, item.domain),
            watching.news(account, item.domain),
            item.domain in self._asking,
        )

    def show_item(self, item: Domain | None) -> None:
        """The next step, then each record as DNS has it."""
        view, heading = self.query_one("#domain", TextView), self.query_one("#domain-heading", Heading)
        if item is None:
            view.show([])
            heading.title, heading.detail = "Domain", ""
            return
        known, now = self._known(item), self.console.workspace.now()
        view.show(about(item, known, now, (view.outer_size.width or self.size.width) - EDGES))
        heading.title = safe_line(readable(item.domain))
        heading.detail = "asking DNS" if known.asking else asked(known, now)

    def on_screen_resume(self) -> None:
        """What is past by now is told as past."""
        if self.items:
            self._show(self.items, whole=True)

    def on_resize(self, event: events.Resize) -> None:
        """Values are cut to the width of the detail."""
        super().on_resize(event)
        self._show_current()

    def _show_current(self) -> None:
        self.call_after_refresh(lambda: self.show_item(self.current))

    def renew(self) -> None:
        """Draw rows and detail anew, soon and once, however much has changed."""
        if not self._renewing:
            self._renewing = True
            self.set_timer(SOON, self._renewed)

    def _renewed(self) -> None:
        self._renewing = False
        if self.items:
            self._show(self.items, whole=True)
            self.loaded()

    def _watches_changed(self, account: Account | None, news: WatchNews | None) -> None:
        """Take over what a watch has learned of the statuses."""
        mine = account is not None and account.name == self.console.workspace.account.name
        if mine and news and news.domain and news.domain.domain in self.items:
            self.items[news.domain.domain] = news.domain
        self.renew()

    def why_not(self, action: Action) -> str:
        """Most actions need a domain."""
        if reason := super().why_not(action):
            return reason
        own = action.id.startswith("domains.") and action.id != "domains.new"
        if own and self.is_mounted and self.current is None and not self.table.marks:
            return "There is no domain under the cursor."
        chosen = self.chosen if action.id == "domains.validate" and self.is_mounted else []
        if chosen and all(item.ready for item in chosen):
            return "The service has confirmed it, and its DKIM is active: nothing is left to validate."
        return ""

    def title_of(self, action: Action) -> str:
        """The footer says whether w begins or ends."""
        if action.id == "domains.watch" and self.is_mounted and self._all_watched(self.chosen):
            return "end watch"
        return super().title_of(action)

    def do_list_open(self) -> None:
        """Go to the detail, and ask DNS unless it was asked just now."""
        super().do_list_open()
        self._show_current()
        item = self.current
        if item is not None and not self._fresh(item):
            self._check([item])

    def _fresh(self, item: Domain) -> bool:
        last = self._desk.last(self.console.workspace.account, item.domain)
        return last is not None and (self.console.workspace.now() - last.at).total_seconds() < FRESH

    def do_domains_new(self) -> None:
        """Open the form."""
        self.app.push_screen(DomainFormScreen(self._register))

    async def _register(self, name: str) -> None:
        made = await self._desk.of(self.console.workspace.account).register(name)
        self.call_later(self._registered, made)

    def _registered(self, made: DnsRecords) -> None:
        """Put the domain into the list, and open it."""
        there = "is registered already" if made.domain in self.items else "is registered"
        old = self.items.get(made.domain) or Domain(domain=made.domain)
        item = Domain(
            domain=made.domain,
            verification_record=VerificationRecord(
                value=made.verification_record, status=old.verification_record.status
            ),
            dkim=Dkim(key=made.dkim, status=old.dkim.status),
        )
        self._made[item.domain] = item
        self.query_one("#filter", Field).value = ""
        self._show({**self.items, item.domain: item}, whole=True)
        self.table.go_to(item.domain)
        self.call_after_refresh(self.do_list_open)
        self.app.notify(f"{readable(item.domain)} {there}; p has its records in every notation.")

    def do_domains_records(self) -> None:
        """Show what is to be published."""
        if self.current is not None:
            self.app.push_screen(DomainRecordsScreen(self.current), lambda _: self.renew())

    def do_domains_check(self) -> None:
        """Ask DNS now."""
        self._check(self.chosen)

    def _check(self, items: Sequence[Domain]) -> None:
        self.notice.clear()
        self.work(partial(checking, self, list(items)), "check", "Press t to ask again.")

    def asking(self, names: Mapping[str, bool]) -> None:
        """Show which domains DNS is being asked about, and which no longer."""
        for name, begun in names.items():
            (self._asking.add if begun else self._asking.discard)(name)
        self.renew()

    def do_domains_validate(self) -> None:
        """Ask DNS, then have the service look."""
        left = [item for item in self.chosen if not item.ready]
        self.change(partial(validating, self, left), "validate", "Press V to try again.")

    def _all_watched(self, items: Sequence[Domain]) -> bool:
        account = self.console.workspace.account
        return bool(items) and all(self._watching.due(account, item.domain) for item in items)

    def do_domains_watch(self) -> None:
        """Watch what is chosen, or end that."""
        items = self.chosen
        end = self._all_watched(items)
        able = [item for item in items if end or not item.ready]
        if not able:
            self.app.notify("Mail can be sent from it already: there is nothing to watch for.")
            return
        self.change(partial(watch, self, [item.domain for item in able], end=end), "watch")

    def do_domains_copy(self) -> None:
        """Copy what is marked, one name a line."""
        if chosen := [safe_line(item.domain) for item in self.chosen]:
            what = "the domain's name" if len(chosen) == 1 else plural(len(chosen), "name")
            self.console.copy("\n".join(chosen), what)

    def do_domains_raw(self) -> None:
        """Show the object as JSON, and what DNS said."""
        from ue_console.services.domains.report import as_json

        item = self.current
        if item is not None:
            check = self._known(item).check
            told = {"domain": item.model_dump(by_alias=True), "dns": as_json(check) if check else None}
            self.app.push_screen(RawJson(item.domain, told))
