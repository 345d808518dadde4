"""The top line: who am I, where, how dangerous, how much is used."""

from dataclasses import dataclass, replace

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from ue_console.text import cut_end, safe_line


@dataclass(frozen=True, slots=True)
class Status:
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

    def short_place(self) -> str:
        """The place without the kind of key, for narrow terminals."""
        head, _, tail = self.place.partition(" · ")
        hint = tail.rpartition(" ")[2]
        return f"{head}  {hint}" if hint else head


ENVIRONMENT_MARKS = {
    "production": ("▲", "$error"),
    "staging": ("◆", "$warning"),
    "sandbox": ("○", "$success"),
}
"""Symbol and colour of each environment; the word always stands beside them."""


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
        """Left who and where, right how dangerous and how much; cut to the width."""
        width = self.size.width
        wide = width >= 100
        right = self._right(wide)
        room = max(width - right.cell_length - 2, 0)
        left = self._left(wide, room)
        gap = max(width - left.cell_length - right.cell_length, 0)
        return Content.assemble(left, " " * gap, right)

    def _left(self, wide: bool, room: int) -> Content:
        status = self.status
        name = safe_line(status.account) or "UE Console"
        place = safe_line(status.place if wide else status.short_place())
        name = cut_end(name, max(room - 4, 4))
        place = cut_end(place, max(room - len(name) - 3, 0))
        return Content.assemble((f" {name}", "bold"), (f"  {place}", "$quiet"))

    def _right(self, wide: bool) -> Content:
        status = self.status
        parts: list[Content | tuple[str, str]] = []
        if status.read_only:
            parts.append(("read-only  ", "bold $warning"))
        if status.environment:
            symbol, colour = ENVIRONMENT_MARKS.get(status.environment, ("·", "$quiet"))
            parts.append((f"{symbol} {status.environment.upper()}", f"bold {colour}"))
        if status.sent is not None:
            parts.append((self._usage(wide), usage_tone(status)))
        return Content.assemble(*parts, " ")

    def _usage(self, wide: bool) -> str:
        status = self.status
        sent = status.sent or 0
        if not wide:
            return f"  {sent:,}/{status.included:,}"
        bar = usage_bar(sent, status.included, 8)
        return f"   {sent:,} of {status.included:,} sent {bar} {status.days_left} d left"

    def show_usage(self, sent: int | None, included: int, days_left: int) -> None:
        """Change only the usage."""
        self.status = replace(self.status, sent=sent, included=included, days_left=days_left)
