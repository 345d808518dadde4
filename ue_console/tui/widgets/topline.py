"""The top line: who am I, where, how dangerous, how much is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from ue_console.models.secret import MASK
from ue_console.text import safe_line
from ue_console.tui.widgets.cells import cut_cells

if TYPE_CHECKING:
    from ue_console.models.account import Account

BETWEEN: Final = " › "
"""Between an account and its project or user."""
PART_LEAST: Final = 8
"""Cells that the account and its project keep each, however long the other one is."""
NAME_LEAST: Final = 2 * PART_LEAST + len(BETWEEN)
"""Cells that the whole name keeps."""
KIND_LEAST: Final = 12
"""Cells below which the kind of key is left out instead of being cut."""


class Status(NamedTuple):
    """What the top line tells of the active account."""

    account: str = ""
    place: str = ""
    """Service, region, kind of key: ``UniOne eu1 · account key ••••9f2c``."""
    environment: str = ""
    """``production``, ``staging``, ``sandbox`` or empty."""
    read_only: bool = False
    sent: int | None = None
    """Mails of the period, or None while not known."""
    included: int = 0
    days_left: int = 0
    plain_http: bool = False
    """Key, mail and addresses can be read on the way."""


ENVIRONMENT_MARKS = {
    "production": ("▲", "$error"),
    "staging": ("◆", "$warning"),
    "sandbox": ("○", "$success"),
}
"""Symbol and colour of each environment; the word always stands beside them."""

PLAIN_HTTP: Final = "▲ PLAIN HTTP"
"""The mark of an account that is spoken to in clear."""
PLAIN_HTTP_SHORT: Final = "▲ HTTP"
"""The same where room is short."""


def dangers(account: Account) -> str:
    """``▲ PRODUCTION``, and ``▲ PLAIN HTTP`` behind it where that is so."""
    symbol, _ = ENVIRONMENT_MARKS[account.environment]
    clear = f"  {PLAIN_HTTP}" if account.in_clear else ""
    return f"{symbol} {account.environment.upper()}{clear}"


def usage_bar(sent: int, included: int, width: int) -> str:
    """A bar of ``width`` cells, the share of ``included`` that is sent filled with blocks."""
    share = min(sent / included, 1.0) if included > 0 else 1.0
    filled = min(width, max(round(share * width), 1 if sent else 0))
    return "▕" + "█" * filled + "░" * (width - filled) + "▏"


def usage_tone(status: Status) -> str:
    """The colour of the usage: calm, close to the limit, over it."""
    if status.sent is None or status.included <= 0 or status.sent < 0.9 * status.included:
        return "$quiet"
    return "$warning" if status.sent < status.included else "$error"


def shortened(name: str, room: int) -> str:
    """``name`` in at most ``room`` cells; of ``ACME Incorporated › Letters`` the account is cut first."""
    owner, between, own = name.partition(BETWEEN)
    if between and cell_len(name) > room:
        owner = cut_cells(owner, max(room - len(BETWEEN) - cell_len(own), PART_LEAST))
        name = f"{owner}{BETWEEN}{cut_cells(own, room - len(BETWEEN) - cell_len(owner))}"
    return cut_cells(name, room)


def place_within(place: str, room: int, wide: bool) -> str:
    """As much of ``place`` as fits; service, region and the hint of the key whole or not at all."""
    return next((text for text in _places(place, room, wide) if cell_len(text) <= room), "")


def _places(place: str, room: int, wide: bool) -> Iterator[str]:
    """Ever shorter ones; the kind of key only where the terminal is wide."""
    head, _, tail = place.partition(" · ")
    kind, _, hint = tail.rpartition(" ") if MASK in tail.rpartition(" ")[2] else (tail.strip(), "", "")
    if wide and kind:
        yield f"{head} · {kind} {hint}".rstrip()
        free = room - cell_len(f"{head} ·  {hint}")
        if free >= KIND_LEAST:
            yield f"{head} · {cut_cells(kind, free)} {hint}".rstrip()
    yield f"{head}  {hint}".rstrip()
    yield head


class TopLine(Widget):
    """One line over the whole width."""

    DEFAULT_CSS = """
    TopLine { dock: top; height: 1; background: $panel; color: $foreground; }
    """

    status: reactive[Status] = reactive(Status())
    """What is shown."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Always one line."""
        return 1

    def render(self) -> RenderResult:
        """Left who and where, right how dangerous and how much; where room is short the left gives way."""
        width = self.size.width
        wide = width >= 100
        name = safe_line(self.status.account) or "UE Console"
        least = min(cell_len(name), NAME_LEAST) + 1
        for usage in (self._usage(wide), self._usage(False), ""):
            right = self._right(usage, wide)
            if right.cell_length + least < width:
                break
        left = self._left(name, wide, width - right.cell_length - 1)
        return Content.assemble(left, " " * max(width - left.cell_length - right.cell_length, 0), right)

    def _left(self, name: str, wide: bool, room: int) -> Content:
        name = shortened(name, self._room_of_name(name, room - 1))
        left = Content.styled(f" {name}", "bold") if name else Content("")
        place = place_within(safe_line(self.status.place), room - left.cell_length - 2, wide)
        return Content.assemble(left, (f"  {place}", "$quiet")) if place else left

    def _room_of_name(self, name: str, room: int) -> int:
        """Cells of the name: what place and key leave it, but never so few that it can't be told."""
        least = min(cell_len(name), NAME_LEAST)
        places = _places(safe_line(self.status.place), 0, False) if self.status.place else ()
        left = (room - 2 - cell_len(place) for place in places)
        return next((cells for cells in left if cells >= least), room)

    def _right(self, usage: str, wide: bool) -> Content:
        status = self.status
        parts: list[Content | tuple[str, str]] = []
        if status.read_only:
            parts.append(("read-only  ", "bold $warning"))
        if status.plain_http:
            parts.append((f"{PLAIN_HTTP if wide else PLAIN_HTTP_SHORT}  ", "bold $error"))
        if status.environment:
            symbol, colour = ENVIRONMENT_MARKS.get(status.environment, ("·", "$quiet"))
            parts.append((f"{symbol} {status.environment.upper()}", f"bold {colour}"))
        if usage:
            parts.append((usage, usage_tone(status)))
        return Content.assemble(*parts, " ")

    def _usage(self, wide: bool) -> str:
        status = self.status
        if status.sent is None:
            return ""
        if not wide:
            return f"  {status.sent:,}/{status.included:,}"
        bar = usage_bar(status.sent, status.included, 8)
        return f"   {status.sent:,} of {status.included:,} sent {bar} {status.days_left} d left"

    def show_usage(self, sent: int | None, included: int, days_left: int) -> None:
        """Change only the usage."""
        self.status = self.status._replace(sent=sent, included=included, days_left=days_left)
