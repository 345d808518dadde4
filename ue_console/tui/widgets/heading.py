"""The title line of a pane: name on the left, count or state on the right."""

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ue_console.text import cut_end, safe_line


class Heading(Widget):
    """One line; bold while its pane has the focus."""

    DEFAULT_CSS = """
    Heading { height: 1; padding: 0 1; color: $foreground; }
    Heading.-active { text-style: bold; }
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
        """Cut the detail before the title."""
        width = self.size.width
        title = cut_end(safe_line(self.title), width)
        detail = cut_end(safe_line(self.detail), max(width - cell_len(title) - 2, 0))
        gap = max(width - cell_len(title) - cell_len(detail), 0)
        return Content.assemble(title, " " * gap, (detail, f"not bold {self.tone}"))
