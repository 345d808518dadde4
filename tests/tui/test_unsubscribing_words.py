"""What is said of a list when a run through it has ended."""

from collections import Counter

from ue_console.tui.screens.unsubscribing_rows import Shown
from ue_console.tui.screens.unsubscribing_words import what_is_left


def told(
    before: tuple[int, int] = (0, 0), *, done: int, refused: int = 0, waiting: int = 0
) -> tuple[str, str]:
    """What is said, and its tone; ``before``: done and refused when the run began."""
    counts = Counter[Shown]({"done": done, "refused": refused, "waiting": waiting})
    return what_is_left(counts, Counter[Shown]({"done": before[0], "refused": before[1]}), goes_on=True)


def test_it_tells_what_this_run_did() -> None:
    assert told(done=4) == ("4 addresses unsubscribed.", "good")
    before = 2, 1
    assert told(before, done=4, refused=1) == ("2 addresses unsubscribed, 4 in all.", "good")
    assert told(before, done=2, refused=1) == ("2 addresses unsubscribed in all.", "good")
    assert told(before, done=3, refused=2) == ("1 address refused; rows say why.", "warn")
    assert told(before, done=3, waiting=2) == ("2 addresses wait; t goes on.", "warn")
