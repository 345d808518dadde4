"""A list of addresses that is being unsubscribed, as rows and lines."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal

from ue_console.services.unsubscribed.jobs import Entry, Job
from ue_console.services.unsubscribed.outcomes import outcome_of
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


def row_of(number: int, entry: Entry) -> Row:
    """One address."""
    symbol, tone = MARKS[shown(entry)]
    outcome = word_of(shown(entry))
    told = TOLD.get(entry.told, entry.told)
    return Row(
        key=str(number),
        cells=(entry.address, f"{symbol} {outcome}", told),
        tones=("", tone, ""),
        search=f"{entry.address} {outcome} {told}".lower(),
        order=(entry.address.lower(), URGENCY.index(shown(entry)), told.lower()),
    )


def state_of(row: Row) -> Shown:
    """The state that a row was made with."""
    return URGENCY[int(row.order[1])]


def rows_of(entries: Sequence[Entry]) -> list[Row]:
    """All of them, in their order."""
    return [row_of(number, entry) for number, entry in enumerate(entries)]


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
