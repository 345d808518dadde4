"""Steps that lead to a review, with a preview on the right."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import ClassVar, Protocol, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import ContentSwitcher

from ue_console.tui.commands import ACTIONS, Action
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.widgets.heading import Heading


class Step(Protocol):
    """The widget of one step; its id is the step's name."""

    def begin(self) -> None:
        """Put the focus where typing begins."""

    def go_on(self) -> None:
        """Put the focus back to where it was last."""


def steps_of(steps: tuple[str, ...], own: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Action → the steps at which it is offered.

    Args:
        steps: All of them; the last is the review.
        own: The same for the actions that only one Compose has.
    """
    writing, review = steps[:-1], steps[-1:]
    return {
        "compose.before": steps[1:],
        "compose.next": writing,
        "compose.clear": writing,
        "compose.write": writing,
        "compose.raw": review,
        "compose.curl": review,
        "compose.send": review,
        "preview.part": review,
        "preview.next": review,
        "preview.previous": review,
        **own,
    }


class StepsScreen(FrameScreen):
    """A draft that is written step by step; the last step is the review."""

    STEPS: ClassVar[tuple[str, ...]] = ()
    """The names of the steps, in order."""
    STEPS_OF: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Action → the steps at which it is offered; any other is at each of them."""
    DEFAULT_CSS = """
    StepsScreen #steps { width: 1fr; }
    StepsScreen #right { width: 1fr; border-left: vkey $line; }
    StepsScreen.-narrow #right { display: none; }
    StepsScreen.-narrow.-at-review #steps { height: auto; max-height: 9; }
    StepsScreen.-narrow.-at-review #compose-row { layout: vertical; }
    StepsScreen.-narrow.-at-review #right { display: block; border-left: none; border-top: hkey $line; }
    StepsScreen #steps > * { height: 1fr; }
    StepsScreen.-narrow.-at-review #steps > Review { height: auto; }
    StepsScreen.-narrow.-at-review #review-text { height: auto; min-height: 1; max-height: 9; }
    """

    step = ""

    def compose_body(self) -> ComposeResult:
        """Heading, the step on the left, the preview on the right."""
        yield Heading("Compose", id="compose-heading")
        with Horizontal(id="compose-row"):
            with ContentSwitcher(initial=self.STEPS[0], id="steps"):
                yield from self.compose_steps()
            with Vertical(id="right"):
                yield from self.compose_preview()

    def compose_steps(self) -> ComposeResult:
        """A widget for each step."""
        yield from ()

    def compose_preview(self) -> ComposeResult:
        """What stands on the right."""
        yield from ()

    def on_mount(self) -> None:
        """Begin at the first step."""
        super().on_mount()
        self._at(self.STEPS[0])

    def show_preview(self) -> None:
        """Bring the preview up to date."""

    def why_not_send(self) -> str:
        """Why nothing can be sent now; empty when it can."""
        return ""

    def _at(self, step: str) -> None:
        self.step = step
        self.query_one("#steps", ContentSwitcher).current = step
        for name in self.STEPS:
            self.set_class(name == step, f"-at-{name}")
        heading = self.query_one("#compose-heading", Heading)
        steps = "  ›  ".join(f"[{name}]" if name == step else name for name in self.STEPS)
        heading.title = f"Compose   {steps}"
        self.show_kept()

    def show_kept(self) -> None:
        """Tell in the heading how the draft is kept."""
        self.query_one("#compose-heading", Heading).detail = self.kept_words
        self.renew_keys()

    @property
    def kept_words(self) -> str:
        """How the draft is kept."""
        return "kept as you type"

    def at(self, step: str, *, typing: bool = True) -> None:
        """Go to a step.

        Args:
            step: Its name.
            typing: Put the focus where it begins; else the keys are the screen's.
        """
        self._at(step)
        if typing:
            cast("Step", self.query_one(f"#{step}")).begin()
        else:
            self.set_focus(None)
        self.show_preview()

    def why_not(self, action: Action) -> str:
        """Each step has its own actions."""
        if self.step not in self.STEPS_OF.get(action.id, (self.step,)):
            return f"“{action.title}” belongs to another step of Compose."
        return super().why_not(action) or (self.why_not_send() if action.id == "compose.send" else "")

    def offered(self) -> list[Action]:
        """Only this step's actions, and those of every screen."""
        return [
            action for action in super().offered() if self.step in self.STEPS_OF.get(action.id, self.STEPS)
        ]

    def do_compose_before(self) -> None:
        """One step back."""
        self.at(self._step_before)

    @property
    def _step_before(self) -> str:
        return self.STEPS[max(self.STEPS.index(self.step) - 1, 0)]

    def do_compose_write(self) -> None:
        """Back into the text."""
        cast("Step", self.query_one(f"#{self.step}")).go_on()

    def come_again(self) -> None:
        """Back into the text, out of which esc leads."""
        if not self.typing and self.step != self.STEPS[-1]:
            self.do_compose_write()

    @property
    def goes_up(self) -> bool:
        """Out of a field, or a step back."""
        return super().goes_up or self.step != self.STEPS[0]

    @property
    def goes_back(self) -> bool:
        """Never out of the account, however often esc is pressed."""
        return self.goes_up

    def do_app_back(self) -> Awaitable[None] | None:
        """Leave the field, or go a step back without typing there; other keys leave the account."""
        if self.typing:
            return super().do_app_back()
        if self.step == self.STEPS[0]:
            self.app.notify(self._stays())
        else:
            self.at(self._step_before, typing=False)
        return None

    def _stays(self) -> str:
        home, switch, write = (
            self.console.key_of(ACTIONS[name]) for name in ("go.home", "account.switch", "compose.write")
        )
        return (
            f"esc leads no further. {write} goes back into the text, {home} to Home, {switch} to an account."
        )
