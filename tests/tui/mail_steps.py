"""The way of a mail through Compose, by keys: a template, its recipients, the review."""

from textual.pilot import Pilot

from tests.tui.driving import composing, opened, paste, shows

ANN_AND_BOB = "ann@example.com; first_name=Ann\nbob@example.com; first_name=Bob"
"""Two recipients with their names."""


async def with_template(pilot: "Pilot[str]", words: str) -> None:
    """From the start to Compose with the one template that the filter finds."""
    await opened(pilot)
    await pilot.press("3")
    await shows(pilot, "password-reset")
    await pilot.press("slash", *words)
    await shows(pilot, "1 of 16")
    await pilot.press("enter", "c")
    await shows(pilot, "[message]")
    await composing(pilot)


async def to_review(pilot: "Pilot[str]", people: str, many: int) -> None:
    """From the message over its recipients, one a line, to the review."""
    await pilot.press("ctrl+s")
    await shows(pilot, "One a line")
    await paste(pilot, people)
    await shows(pilot, f"{many} recipients")
    await pilot.press("ctrl+s")
    await shows(pilot, "Ready to send")
