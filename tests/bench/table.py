"""Figures, their limits, and how they are printed."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number and what it may be at the most."""

    name: str
    unit: str
    value: float
    """The console's."""
    floor: float | None = None
    """What it is compared with, where it is."""
    ratio: float | None = None
    """The limit as a multiple of ``floor``."""
    at_most: float | None = None
    """The limit as a number."""

    @property
    def limit(self) -> float | None:
        """The number not to exceed, or None where there is none."""
        if self.ratio is not None and self.floor is not None:
            return self.ratio * self.floor
        return self.at_most

    @property
    def over(self) -> bool:
        """True when it is too much."""
        return self.limit is not None and self.value > self.limit

    def cells(self) -> tuple[str, ...]:
        """Name, console, floor, ratio, limit, verdict."""
        return (
            self.name,
            f"{_number(self.value)} {self.unit}",
            f"{_number(self.floor)} {self.unit}" if self.floor is not None else "",
            f"{self.value / self.floor:.2f} x" if self.floor else "",
            self._limit(),
            "" if self.limit is None else "OVER" if self.over else "ok",
        )

    def _limit(self) -> str:
        if self.ratio is not None:
            return f"{self.ratio:g} x"
        return f"{self.at_most:g} {self.unit}" if self.at_most is not None else ""


HEAD = ("", "console", "floor", "ratio", "limit", "")


def table(figures: Iterable[Figure]) -> str:
    """One line a figure, in columns."""
    rows = [HEAD, *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "".join(_line(row, widths) + "\n" for row in rows)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    name, *rest = (
        cell.rjust(width) if column else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([name, *rest]).rstrip()


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"
