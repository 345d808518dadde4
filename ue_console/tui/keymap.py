"""The operator's own keys, checked: an entry that can't be kept to is told and left out.

A wrong entry never keeps the console from opening: its action keeps the key that it has.
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from textual.theme import BUILTIN_THEMES

from ue_console.text import safe_line
from ue_console.tui.commands import ACTIONS, EVERYWHERE, Action
from ue_console.tui.key_names import is_character, key_meant, key_name
from ue_console.tui.theme import DARK, LIGHT, SIXTEEN

THEMES: Final = (DARK.name, LIGHT.name, SIXTEEN.name, *BUILTIN_THEMES)
"""The names that ``theme`` may have."""

FIXED: Final = {"escape": "app.back", "ctrl+q": "app.quit", "ctrl+p": "app.palette"}
"""Keys that do one thing everywhere, also where an action of that name has another key too."""

TAKEN: Final = {
    "ctrl+c": "copies what is marked",
    "ctrl+h": "is backspace in many terminals",
    "ctrl+i": "is the tab key",
    "ctrl+j": "is enter in many terminals",
    "ctrl+m": "is enter",
    "ctrl+left_square_bracket": "is escape",
    "tab": "goes to the next field",
    "shift+tab": "goes to the field before",
    **dict.fromkeys(
        ("up", "k", "down", "j", "pageup", "pagedown", "home", "g", "end", "G"), "moves in lists and texts"
    ),
}
"""Key → what it does before any action could have it."""

EDITING: Final = frozenset(
    ("enter", "space", "backspace", "delete", "left", "right", "ctrl+z", "ctrl+x", "ctrl+v")
)
"""Keys that edit a text, with shift and ctrl too; they stay with the field that is typed in."""

BESIDE: Final[dict[str, tuple[str, ...]]] = {
    "home": ("list.refresh",),
    "templates": ("list.", "preview."),
    "editor": (),
    "compose": ("preview.",),
    "channel": (
        *("compose.send", "compose.next", "compose.before", "compose.raw", "compose.curl", "compose.clear"),
        *("compose.write", "compose.other"),
        "preview.",
    ),
    "report": ("list.filter", "list.sort"),
    "listen": ("events.", "webhooks.listen", "webhooks.ping", "list.open", "list.filter"),
    "events": ("list.", "listen.search"),
    "ping": (),
    "accounts": ("list.filter", "list.sort", "list.refresh"),
    "form": (),
}
"""First part of an id → what else its screens serve: ids, or beginnings of ids.

Any other part is that of a list. Importing the screens to ask them would take longer than a start.
"""

MOST_TOLD: Final = 50
"""Sentences about one file; more would help nobody."""


class Settings(Protocol):
    """What the config file says, as far as it concerns this module."""

    @property
    def theme(self) -> str:
        """Empty for the console's own."""

    @property
    def keys(self) -> Mapping[str, str]:
        """Action id → keys."""

    @property
    def ignored(self) -> Sequence[str]:
        """What the file's reader left out, a sentence each."""


class Lines(Protocol):
    """Tells where an entry stands."""

    def line_of(self, *path: str | int) -> int | None:
        """The line of an entry, from 1, or None."""


@dataclass(frozen=True, slots=True)
class KeyProblem:
    """An entry of ``[keys]`` that was left out."""

    entry: str
    """The action id as it is written."""
    why: str
    """The rest of a sentence that begins with the entry."""

    def told(self, line: int | None = None) -> str:
        """``In [keys], templates.delte is no action; the nearest is templates.delete (line 9).``"""
        # What has no dot may be anything, a key of a service in the wrong place too.
        fits = len(self.entry) <= 40 and ("." in self.entry or self.entry.isalpha())
        entry = safe_line(self.entry) if fits else "an entry"
        return f"In [keys], {entry} {self.why}{_place(line)}."


def checked_keys(given: Mapping[str, str]) -> tuple[dict[str, str], list[KeyProblem]]:
    """Sort out what the operator wants of the keys.

    Args:
        given: Action id → keys, comma-separated, in the order of the file.

    Returns:
        What can be kept to, in Textual's names, and what can't: of two entries that want the same
        key on one screen, the later one.
    """
    kept: dict[str, str] = {}
    problems: list[KeyProblem] = []
    for entry, keys in given.items():
        action = ACTIONS.get(entry)
        if action is None:
            problems.append(KeyProblem(entry, "is no action" + _nearest(entry, ACTIONS, len(problems))))
            continue
        names = [key_name(key.strip()) for key in keys.split(",")]
        refusals = (
            _refusal(action, key.strip(), name) for key, name in zip(keys.split(","), names, strict=True)
        )
        if refusal := next(filter(None, refusals), ""):
            problems.append(KeyProblem(entry, refusal))
        else:
            kept[entry] = ",".join(dict.fromkeys(names))
    while clash := _clash(kept):
        entry, why = clash
        del kept[entry]
        problems.append(KeyProblem(entry, why))
    return kept, problems


def config_problems(config: Settings, file: Lines) -> list[str]:
    """Everything that is wrong with theme and keys, a sentence with its line each."""
    told = list(config.ignored)
    if config.theme and config.theme not in THEMES:
        nearest = _nearest(config.theme, THEMES, 0)
        told.append(
            f"The theme of the config file is none that there is{nearest}{_place(file.line_of('theme'))}."
        )
    problems = checked_keys(config.keys)[1]
    told += [problem.told(file.line_of("keys", problem.entry)) for problem in problems[:MOST_TOLD]]
    if len(problems) > MOST_TOLD:
        told.append(f"{len(problems) - MOST_TOLD:,} more entries of [keys] are wrong.")
    return told


def _refusal(action: Action, key: str, name: str) -> str:
    """Why an action can't have a key; empty when it can."""
    if not key:
        return "names no key; a comma is written comma"
    if not name:
        fits = len(key) <= 24 and not (len(key) >= 16 and any(char.isdigit() for char in key))
        shown = safe_line(key) if fits else "what is written there"
        meant = key_meant(key)
        return f"names {shown}, which is no key" + (f"; write {meant}" if meant else "")
    if FIXED.get(name, action.id) != action.id:
        return f"can't have {name}, which is kept for {FIXED[name]}"
    if name in TAKEN:
        return f"can't have {name}, which {TAKEN[name]}"
    if action.typing and is_character(name):
        return f"can't have {name}, since it works while you type; take a function key or one with ctrl+"
    if action.typing and (name in EDITING or (name.rpartition("+")[2] in EDITING and "alt" not in name)):
        return f"can't have {name}, which edits the text while you type"
    return ""


def _clash(kept: dict[str, str]) -> tuple[str, str] | None:
    """The last entry whose key another action of its screen has, and why it can't have it."""
    keys = {name: set(kept.get(name, action.keys).split(",")) for name, action in ACTIONS.items()}
    for entry in reversed(kept):
        for other in ACTIONS:
            shared = keys[entry] & keys[other]
            if other != entry and shared and _together(entry, other):
                return entry, f"can't have {min(shared)}, which is the key of {other} on the same screen"
    return None


def _together(one: str, other: str) -> bool:
    """Whether a screen has both; where they share a key from the beginning, none has."""
    if set(ACTIONS[one].keys.split(",")) & set(ACTIONS[other].keys.split(",")):
        return False
    if one in EVERYWHERE or other in EVERYWHERE:
        return True
    return any(one in group and other in group for group in _GROUPS)


def _group(part: str) -> frozenset[str]:
    """The actions on the screens of one part."""
    beginnings = (f"{part}.", *BESIDE.get(part, ("list.",)))
    return frozenset(name for name in ACTIONS if name.startswith(beginnings))


_GROUPS: Final = tuple(_group(part) for part in sorted({name.partition(".")[0] for name in ACTIONS}))


def _nearest(written: str, names: Iterable[str], told: int) -> str:
    # Looking for what is near takes a millisecond, and of thousands of entries few are told.
    near = difflib.get_close_matches(written[:40], names, n=1) if told < MOST_TOLD else []
    return f"; the nearest is {near[0]}" if near else ""


def _place(line: int | None) -> str:
    return f" (line {line})" if line else ""
