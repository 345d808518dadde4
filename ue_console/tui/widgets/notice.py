"""What went wrong or is worth knowing, in the place where it happened."""

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ue_console.errors import ApiError, ConsoleError
from ue_console.text import safe

TONES = {
    "bad": ("✗", "$error"),
    "warn": ("⚠", "$warning"),
    "good": ("✓", "$success"),
    "info": ("·", "$quiet"),
}
"""Symbol and colour of each kind of notice."""


class Notice(Widget):
    """Some lines of text with a symbol; takes no room while it is empty."""

    DEFAULT_CSS = """
    Notice { height: auto; max-height: 8; padding: 0 1; display: none; }
    Notice.-shown { display: block; }
    """

    message: reactive[str] = reactive("", layout=True)
    """The text; empty hides the notice."""
    tone: reactive[str] = reactive("info")
    """``bad``, ``warn``, ``good`` or ``info``."""

    def watch_message(self, message: str) -> None:
        """Take room only for a message."""
        self.set_class(bool(message), "-shown")

    def say(self, message: str, tone: str = "info") -> None:
        """Show a message."""
        self.tone = tone
        self.message = message

    def error(self, error: ConsoleError, retry: str = "") -> None:
        """Show an error: cause, code, remedy, and the key that tries again."""
        self.say(describe(error, retry), "bad")

    def clear(self) -> None:
        """Hide the notice."""
        self.message = ""

    def render(self) -> RenderResult:
        """The symbol stands before the first line."""
        symbol, colour = TONES[self.tone]
        return Content.assemble((f"{symbol} ", colour), (safe(self.message), colour))


def describe(error: ConsoleError, retry: str = "", *, field: bool = True) -> str:
    """Cause, API code and field in brackets, remedy, and what to press.

    Args:
        error: What happened.
        retry: What to press.
        field: Name the API's field; not where the text stands under it.
    """
    marks = []
    if isinstance(error, ApiError):
        # UnificationEngine tells its refusals under HTTP 200, which says nothing.
        marks = [f"HTTP {error.http_status}"] if error.http_status >= 300 else []
        told = error.code is not None and (error.code != error.http_status or not marks)
        marks += [f"code {error.code}"] if told else []
    if error.field and field and isinstance(error, ApiError):
        marks.append(error.field)
    place = f" ({', '.join(marks)})" if marks else ""
    by_words = isinstance(error, ApiError) and error.by_words and error.said
    words = f"Its words: “{error.said}”." if isinstance(error, ApiError) and by_words else ""
    return " ".join(part for part in (error.cause + place, words, error.remedy, retry) if part)
