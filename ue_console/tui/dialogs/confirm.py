"""The one question before something is sent or destroyed."""

from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from ue_console.text import safe, safe_line
from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.typeahead import TypeAhead

T = TypeVar("T")


class Choice(Static, can_focus=True):
    """A button of the dialog: marked, not only coloured, when it has the focus."""

    DEFAULT_CSS = """
    Choice { width: auto; height: 1; padding: 0 1; color: $quiet; }
    Choice:focus { color: $foreground; text-style: bold reverse; }
    """


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """One way to say yes."""

    key: str
    """The key that gives it; never the one that opened the dialog."""
    verb: str
    """What its button says."""
    value: T
    """What the dialog answers."""


class Question(Dialog[T]):
    """Asks; Cancel has the focus, and only an answer's own key or button gives it.

    Args:
        question: The object by its name.
        consequence: What will happen, and whether it can be undone.
        answers: The ways to say yes; Cancel answers None.
    """

    CANCEL: ClassVar[str] = "Cancel"
    """What the button without a consequence says."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "leave", "cancel", show=False)]
    DEFAULT_CSS = """
    Question > #box { border: round $warning; }
    Question #consequence { height: auto; padding: 1 1 0 1; }
    Question #choices { height: 1; margin-top: 1; align-horizontal: right; }
    """

    def __init__(self, question: str, consequence: str, *answers: Answer[T]) -> None:
        super().__init__(question)
        self._consequence = consequence
        self._answers = answers

    def compose_content(self) -> ComposeResult:
        """The consequence, then Cancel and the verbs."""
        yield Static(Content(safe(self._consequence)), id="consequence")
        with Horizontal(id="choices"):
            yield Choice(self.CANCEL, id="cancel", markup=False)
            for answer in self._answers:
                yield Choice(safe_line(answer.verb), markup=False)

    def key_line(self) -> Content:
        """The confirming keys are told, not guessed."""
        parts: list[tuple[str, str] | str] = []
        for answer in self._answers:
            parts += [(f" {answer.key}", "bold $accent"), f" {safe_line(answer.verb)} "]
        choose = " choose" if len(self._answers) == 1 else ""  # no room for it beside several verbs
        parts += [(" esc", "bold $accent"), " cancel ", (" ←→ enter", "bold $accent"), choose]
        return Content.assemble(*parts)

    def on_mount(self) -> None:
        """Cancel first; keys typed ahead answer nothing."""
        if isinstance(self.app, TypeAhead):
            self.app.forget_typed()
        self.query_one("#cancel").focus()

    def on_key(self, event: events.Key) -> None:
        """The confirming keys, and moving between the buttons."""
        for answer in self._answers:
            if event.character == answer.key:
                event.stop()
                self.dismiss(answer.value)
                return
        if event.key in ("left", "right", "tab", "shift+tab"):
            event.stop()
            event.prevent_default()
            self._move(-1 if event.key in ("left", "shift+tab") else 1)
        elif event.key == "enter":
            event.stop()
            self._choose(self.focused)

    def _move(self, step: int) -> None:
        buttons = list(self.query(Choice))
        here = next((place for place, button in enumerate(buttons) if button.has_focus), 0)
        buttons[(here + step) % len(buttons)].focus()

    def _choose(self, button: object) -> None:
        buttons = list(self.query(Choice))[1:]
        chosen = (answer for shown, answer in zip(buttons, self._answers, strict=True) if shown is button)
        answer = next(chosen, None)
        self.dismiss(answer.value if answer else None)

    def on_click(self, event: events.Click) -> None:
        """A click on a button is its answer."""
        if isinstance(event.widget, Choice):
            self._choose(event.widget)


class Confirm(Question[bool]):
    """A question with one way to say yes; answers True for it.

    Args:
        question: The object by its name.
        consequence: What will happen, and whether it can be undone.
        verb: What the confirming button says.
        key: The confirming key; never the one that opened the dialog.
    """

    def __init__(self, question: str, consequence: str, verb: str, *, key: str = "y") -> None:
        super().__init__(question, consequence, Answer(key, verb, True))
