"""Screens that run actions by id, or say why they can't."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from ue_console.text import cut_end
from ue_console.tui.commands import ACTIONS, EVERYWHERE, Action, key_label
from ue_console.tui.painting import PaintedOnce
from ue_console.tui.widgets.keyline import Key, KeyLine

if TYPE_CHECKING:
    from ue_console.tui.app import ConsoleApp


def bindings(*ids: str) -> list[BindingType]:
    """Textual bindings for actions by id; each runs ``act``, which knows whether it may."""
    return [
        Binding(
            action.keys,
            f"act('{action.id}')",
            action.title,
            show=False,
            id=action.id,
            priority=action.typing and action.id != "app.back",
        )
        for action in (ACTIONS[name] for name in ids)
    ]


class ActingScreen(PaintedOnce):
    """A screen whose keys are actions; subclasses serve them by ``do_…`` methods."""

    SERVES: ClassVar[tuple[str, ...]] = ()
    """The ids of this screen's own actions, in the order of the footer."""
    REPLACES: ClassVar[tuple[str, ...]] = ()
    """Actions of every screen whose keys have an action of this screen's own."""
    BINDINGS: ClassVar[list[BindingType]] = bindings(*EVERYWHERE)

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Bind the keys of the actions that the subclass serves."""
        if "SERVES" in cls.__dict__:
            cls.BINDINGS = bindings(*cls.SERVES)
        super().__init_subclass__(**kwargs)  # type: ignore[arg-type]

    @property
    def console(self) -> ConsoleApp:
        """The app, with its real type."""
        from ue_console.tui.app import ConsoleApp

        assert isinstance(self.app, ConsoleApp)
        return self.app

    @property
    def typing(self) -> bool:
        """True while printable keys go into a text field."""
        return self.focused is not None and self.focused.check_consume_key("x", "x")

    def offered(self) -> Iterable[Action]:
        """The actions whose keys work now, in the footer's order."""
        return [
            action
            for action in self.served()
            if (action.typing if self.typing else not action.only_typing)
            and (action.id != "app.back" or self.goes_back)
        ]

    @property
    def goes_back(self) -> bool:
        """Whether there is anything to go back from: on the screen, or a project."""
        return self.goes_up or bool(self.console.owner)

    @property
    def goes_up(self) -> bool:
        """Whether there is anything on the screen to go back from: a field, a screen above another."""
        return self.typing or len(self.app.screen_stack) > 1

    def title_of(self, action: Action) -> str:
        """What the footer calls an action; going back from a project says where to, if there is room."""
        back = action.id == "app.back" and self.console.owner and not self.goes_up
        if back and not self.has_class("-narrow"):
            return f"to {cut_end(self.console.owner, 16)}"
        return action.title

    def served(self) -> list[Action]:
        """All actions of this screen, for help: also those that don't work while typing."""
        own = [ACTIONS[name] for name in self.SERVES]
        everywhere = [ACTIONS[name] for name in EVERYWHERE if self._belongs(name)]
        return own + [
            action for action in everywhere if action.id not in self.REPLACES or self._keys_left(action)
        ]

    def _keys_left(self, action: Action) -> list[str]:
        """The keys of an action that no action of this screen's own has."""
        taken = {key for name in self.SERVES for key in self._keys(ACTIONS[name]).split(",")}
        return [key for key in self._keys(action).split(",") if key not in taken]

    def key_of(self, action: Action) -> str:
        """The key of an action as shown: where its first one is another's here, the next."""
        left = self._keys_left(action) if action.id in self.REPLACES else []
        return key_label(left[0]) if left else self.console.key_of(action)

    def _keys(self, action: Action) -> str:
        """The keys that an action has, rebinding included."""
        return self.console.rebound.get(action.id, action.keys)

    def _belongs(self, name: str) -> bool:
        """Whether an action concerns the active account's service: places of the other have its keys, too."""
        place = name.removeprefix("go.")
        return place == name or place in self.console.service_places

    def runner(self, action: Action) -> Callable[[], Awaitable[None]]:
        """Run ``action`` when called; for the palette."""
        return partial(self.action_act, action.id)

    def renew_keys(self) -> None:
        """Bring the footer up to date."""
        keys = tuple(
            Key(action.id, self.key_of(action), self.title_of(action), not self.why_not(action))
            for action in self.offered()
            if action.shown or action.id in self.REPLACES
        )
        self.query_one(KeyLine).keys = keys

    def why_not(self, action: Action) -> str:
        """A read-only account changes nothing, and has only the places of its kind."""
        place = action.id.removeprefix("go.")
        if place != action.id and place not in self.console.places:
            return self.console.why_not_there(place)
        if action.writes and self.console.status.read_only:
            return f"{self.console.status.account} is read-only here, so “{action.title}” is off."
        return ""

    async def action_act(self, name: str) -> None:
        """Run an action by id, or say why it can't run."""
        action = self._instead(ACTIONS[name])
        if self.has_class("-small") and action.id != "app.quit":
            return
        if reason := self.why_not(action):
            self.app.notify(reason, severity="warning")
            return
        target: object = self if hasattr(self, action.method) else self.console
        result = getattr(target, action.method)()
        if isinstance(result, Awaitable):
            await result

    def _instead(self, action: Action) -> Action:
        """The action that has the key here: a screen's own one, or that of the account's service."""
        served = self.served()
        if action in served:
            return action
        return next((here for here in served if self._keys(here) == self._keys(action)), action)

    def do_app_back(self) -> Awaitable[None] | None:
        """Leave the field, or the screen when it lies over another."""
        if self.typing:
            self.set_focus(None)
        elif len(self.app.screen_stack) > 1:
            self.dismiss(None)
        elif self.console.owner:
            return self.console.back_to_owner()
        return None
