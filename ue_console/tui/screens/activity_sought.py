"""What of the activity is listed: of whom, with which result, of which kind, from when."""

from __future__ import annotations

from typing import Final

from ue_console.services.activity import Entry, Result, Sought
from ue_console.services.activity_times import ANY_TIME, Period

CYCLE: Final[tuple[Result | None, ...]] = (None, "refused", "unknown", "not sent", "done")
"""Results that a key shows in turn; None for all."""


class Shown:
    """What is chosen by keys; the words of the filter come on top of it."""

    def __init__(self) -> None:
        self.result: Result | None = None
        """Only this one; None for all."""
        self.everybody = False
        """All accounts, and not the active one only."""
        self.noun = ""
        """Only this kind; empty for all."""
        self.period: Period = ANY_TIME
        """Only from then."""
        self.inside: Entry | None = None
        """The list whose calls are shown one by one; None for everything."""

    def next_result(self) -> None:
        """All, then only those with one result after the other."""
        self.result = CYCLE[(CYCLE.index(self.result) + 1) % len(CYCLE)]

    def sought(self, account: str, text: str) -> Sought:
        """As the store takes it.

        Args:
            account: The name of the active one; empty without one.
            text: What the filter has.
        """
        inside = self.inside.facts if self.inside else None
        return Sought(
            account="" if self.everybody else account,
            noun=self.noun,
            results=(self.result,) if self.result else (),
            since=self.period.since,
            until=self.period.until,
            text=text,
            part_of=inside.part_of if inside else "",
        )

    @property
    def narrowed(self) -> bool:
        """Whether something is left out that the account has done."""
        return bool(self.inside or self.result or self.noun or self.period != ANY_TIME)

    def nothing(self, typed: str) -> str:
        """What is said where nothing is listed: each key that lets more through.

        Args:
            typed: What the filter has.
        """
        keys = (
            (typed, "esc clears the words"),
            (self.result, "b shows other results"),
            (self.noun, "f shows other kinds"),
            (self.period != ANY_TIME, "D shows other times"),
            (self.inside and not typed, "esc shows all activity"),
        )
        return f"Nothing fits: {', '.join(told for narrows, told in keys if narrows)}."

    @property
    def words(self) -> list[str]:
        """For the heading: ``one list``, ``refused only``, ``webhook``, ``last 24 h``, ``this account``."""
        result = f"{self.result} only" if self.result else ""
        account = "all accounts" if self.everybody else "this account"
        inside = "one list" if self.inside else ""
        return [*filter(None, (inside, result, self.noun, self.period.words)), account]
