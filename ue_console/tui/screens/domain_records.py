"""The records to publish for a domain, each in the notation of every provider."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult

from ue_console.errors import ConsoleError
from ue_console.models.unione.domain import Domain
from ue_console.services.domains.names import domain_name, readable
from ue_console.services.domains.notations import ZONE_UNKNOWN, as_zone, notations
from ue_console.services.domains.records import Purpose, WantedRecord, wanted
from ue_console.services.domains.spf_check import UNASKED
from ue_console.services.domains.verdict import NAMES
from ue_console.text import safe_line
from ue_console.tui.commands import Action
from ue_console.tui.screens.inner_list import InnerListScreen
from ue_console.tui.screens.listing import LIST_KEYS
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line, TextView

if TYPE_CHECKING:
    from ue_console.services.domains.views import DomainCheck

HINTS: Final = {
    "Host": "The name within the zone, for a form that asks for host or name.",
    "Value": "In one piece and without quotes, for a form that adds them itself.",
    "Zone file": "A line of the zone's file.",
    "Full name": "For a form that wants the whole name and knows no @; some want a dot at its end.",
    "Zone file, full name": "A line that is right in any place of any zone file.",
    "Value in quotes": "For a form that wants quotes around the value.",
    "Value split at 255 bytes": "For a form that refuses more than 255 bytes in one string.",
}
"""What each notation is for."""


@dataclass(frozen=True, slots=True)
class Notation:
    """One text to copy."""

    record: WantedRecord
    title: str
    text: str

    @property
    def key(self) -> str:
        """Names it in the list."""
        return f"{self.record.purpose} {self.title}"


class DomainRecordsScreen(InnerListScreen[Notation]):
    """What is to be published for one domain, over the list of domains.

    Args:
        domain: Whose records they are.
    """

    PLACE = "domains"
    NAME = "Records"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Record", 9),
        Column("Notation", 24),
        Column("Text", middle=True, quiet=True, from_width=60),
    )
    EMPTY = (
        "The service doesn't say what is to be published for this domain.\n"
        "Register it once more (esc, then n): that changes nothing, and brings its records."
    )
    SERVES = ("list.open", "records.copy", "records.zone", *LIST_KEYS[1:])
    DEFAULT_CSS = """
    DomainRecordsScreen #list { width: 46%; min-width: 40; }
    """

    def __init__(self, domain: Domain) -> None:
        super().__init__()
        self.domain = domain
        self._check: DomainCheck | None = None
        self._records: tuple[WantedRecord, ...] = ()
        self._trouble = ""

    def compose_detail(self) -> ComposeResult:
        """The text under the cursor, whole."""
        yield Heading("Text", id="record-heading")
        yield TextView(id="record")

    def on_mount(self) -> None:
        """Say whose they are."""
        super().on_mount()
        self.query_one("#list-heading", Heading).title = f"Records of {readable(self.domain.domain)}"

    async def pages(self) -> AsyncIterator[Sequence[Notation]]:
        """As the service has them at once; then with hosts and SPF as DNS has them."""
        workspace = self.console.workspace
        desk, self._trouble = workspace.domain_desk, ""
        if check := desk.last(workspace.account, self.domain.domain):
            yield self._noted(check)
            return
        name = domain_name(self.domain.domain)
        self._records = wanted(name, self.domain.verification_record.value, self.domain.dkim.key)
        yield _notations(self._records)
        try:
            yield self._noted(await desk.check(workspace.account, self.domain))
        except ConsoleError as error:
            self._trouble = f"{error} {UNASKED}"

    def _noted(self, check: DomainCheck) -> list[Notation]:
        self._check, self._records = check, tuple(record.wanted for record in check.records)
        return _notations(self._records)

    def loaded(self) -> None:
        """Say what DNS could not tell."""
        if self._trouble:
            self.notice.say(self._trouble, "warn")

    def row(self, item: Notation) -> Row:
        """Record, notation, text."""
        name = NAMES[item.record.purpose]
        return Row(
            key=item.key,
            cells=(name, item.title, item.text),
            search=f"{name} {item.title} {item.text}".lower(),
        )

    def show_item(self, item: Notation | None) -> None:
        """The text, and what this notation is for."""
        lines = [*self._about(item)] if item else []
        self.query_one("#record", TextView).show(lines, keep_place=False)
        title = f"{NAMES[item.record.purpose]}: {item.title}" if item else "Text"
        self.query_one("#record-heading", Heading).title = title

    def _about(self, item: Notation) -> Sequence[Line]:
        needed = "The service demands this record." if item.record.needed else "This record is advised."
        lines = [Line(item.text), Line(""), Line(HINTS[item.title], "quiet"), Line(needed, "quiet")]
        if not item.record.zoned and item.title in ("Host", "Zone file"):
            lines.append(Line(f"⚠ {ZONE_UNKNOWN.format(readable(self.domain.domain))}", "warn", 2))
        if item.record.purpose is Purpose.SPF:
            lines += [Line(f"⚠ {sentence}", "warn", 2) for sentence in self._spf()]
        elif self._check and (record := self._check.record(item.record.purpose)).cname:
            lines += [Line(f"⚠ {sentence}", "warn", 2) for sentence in record.warnings]
        return lines

    def _spf(self) -> Sequence[str]:
        record = self._check.record(Purpose.SPF) if self._check else None
        if record is None:
            return [UNASKED]
        merged = ["It takes in what stands there already: publish it in place of that."]
        changed = record.spf is not None and record.spf.changed and record.state != "missing"
        return [*(merged if changed else []), *record.warnings]

    def why_not(self, action: Action) -> str:
        """There must be something to copy."""
        if action.id.startswith("records.") and self.is_mounted and self.current is None:
            return "There is nothing to copy."
        return super().why_not(action)

    def do_records_copy(self) -> None:
        """Copy the text under the cursor."""
        if self.current is not None:
            what = f"{self.current.title.lower()} of {NAMES[self.current.record.purpose]}"
            self.console.copy(safe_line(self.current.text), what)

    def do_records_zone(self) -> None:
        """Copy all records as lines of a zone file."""
        self.console.copy(as_zone(self._records), f"the records of {readable(self.domain.domain)}")


def _notations(records: Sequence[WantedRecord]) -> list[Notation]:
    return [Notation(record, title, text) for record in records for title, text in notations(record)]
