"""The title line of a pane: name on the left, count or state on the right."""

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ue_console.text import cut_end, safe_line


class Heading(Widget):
    """One line; bold while its pane has the focus."""

    DEFAULT_CSS = """
    Heading { height: 1; padding: 0 1; color: $foreground; }
    """

    title: reactive[str] = reactive("")
    """Left."""
    detail: reactive[str] = reactive("")
    """Right, quiet."""
    tone: reactive[str] = reactive("$quiet")
    """The colour of the detail."""

    def __init__(self, title: str = "", detail: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(Heading.title, title)
        self.set_reactive(Heading.detail, detail)

    def render(self) -> RenderResult:
        """Cut the title before the detail."""
        width = self.size.width
        detail = cut_end(safe_line(self.detail), max(width - 8, 0))
        title = cut_end(safe_line(self.title), max(width - len(detail) - 2, 1))
        gap = max(width - len(title) - len(detail), 1)
        return Content.assemble(title, " " * gap, (detail, self.tone))
