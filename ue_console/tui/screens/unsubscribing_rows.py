"""A list of addresses that is being unsubscribed, as rows and lines."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import starmap
from typing import Final, Literal

from ue_console.services.pacing import sorted_in_pieces
from ue_console.services.unsubscribed.jobs import Entry, Job
from ue_console.services.unsubscribed.outcomes import outcome_of
from ue_console.tui.widgets.light_rows import LightRow, LightRows
from ue_console.tui.widgets.table import Column, Row

Shown = Literal["done", "refused", "asked", "asking", "waiting"]
"""A state as it is shown: what has no answer yet is under way, and not unknown."""

COLUMNS: Final = (Column("Address"), Column("Outcome", 14), Column("Why", quiet=True, from_width=60))

MARKS: Final[dict[Shown, tuple[str, str]]] = {
    "done": ("✓", "good"),
    "refused": ("✗", "bad"),
    "asked": ("?", "warn"),
    "asking": ("…", ""),
    "waiting": ("·", "quiet"),
}
"""Symbol and tone of each state; the word always stands beside them."""

URGENCY: Final[tuple[Shown, ...]] = ("asked", "refused", "asking", "waiting", "done")
"""How states are sorted: what asks for something first."""

_PLACES: Final[dict[Shown, str]] = {state: str(place) for place, state in enumerate(URGENCY)}

TOLD: Final = {
    "unsubscribed": "unsubscribed now",
    "was unsubscribed": "was unsubscribed before",
    "was inactive": "no mail could reach it before",
    "added and unsubscribed": "was not known before",
}
"""The service's words for what was done → ours."""

SLOTS: Final = 20
"""Cells of the bar."""


def shown(entry: Entry) -> Shown:
    """How an entry is shown."""
    return "asking" if entry.under_way else entry.state


def word_of(state: Shown) -> str:
    """``unsubscribed``, ``refused``, ``unknown``, ``under way`` or ``waiting``."""
    return "under way" if state == "asking" else outcome_of(state)


_WORDS: Final[dict[Shown, str]] = {state: word_of(state) for state in URGENCY}


def light_row(number: int, entry: Entry) -> LightRow:
    """One address as text: number, what the filter looks through, address, place of its state, why."""
    state, told = shown(entry), TOLD.get(entry.told, entry.told)
    search = f"{entry.address} {_WORDS[state]} {told}".lower()
    return str(number), search, entry.address, _PLACES[state], told


def full_row(light: LightRow) -> Row:
    """One address as it is drawn."""
    key, search, address, _, told = light
    symbol, tone = MARKS[state_of(light)]
    return Row(key, (address, f"{symbol} {word_of(state_of(light))}", told), ("", tone, ""), search)


def state_of(light: LightRow) -> Shown:
    """The state that a row was made with."""
    return URGENCY[int(light[3])]


def rows_of(entries: Sequence[Entry]) -> tuple[LightRows, Counter[Shown]]:
    """All of them in their order, and how many are in each state; for a thread, as there may be many."""
    light = list(starmap(light_row, enumerate(entries)))
    counts = Counter(each[3] for each in light)
    return LightRows(light, full_row), Counter(
        {state: counts[place] for state, place in _PLACES.items() if counts[place]}
    )


def ordered(rows: LightRows, column: int) -> LightRows:
    """The rows by a column; for a thread."""
    keys: tuple[Callable[[LightRow], str], ...] = (
        lambda light: light[1],
        lambda light: light[3],
        lambda light: light[4].lower(),
    )
    return rows.other(list(sorted_in_pieces(rows.light, keys[column])))


def counts_of(job: Job) -> Counter[Shown]:
    """State → how many are in it."""
    return Counter(map(shown, job.entries))


def summary(counts: Counter[Shown]) -> str:
    """``120 unsubscribed · 2 refused``."""
    return " · ".join(f"{counts[state]:,} {word_of(state)}" for state in MARKS if counts[state])


def bar(counts: Counter[Shown]) -> str:
    """How far it is: a bar, and ``120 of 312``."""
    total = sum(counts.values())
    done = total - counts["waiting"] - counts["asking"]
    filled = done * SLOTS // total if total else SLOTS
    return f"{'█' * filled}{'░' * (SLOTS - filled)} {done:,} of {total:,}"
