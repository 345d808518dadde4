"""The scenes of Compose for channels."""

from typing import Final

from textual.pilot import Pilot

from tests.console import NOON, channels_workspace
from tests.scene import Scene
from tests.tui.channel_parts import TWO_LINES, at_message, at_receivers, at_review, screen_of
from tests.tui.driving import paste, shows
from ue_console.services.channels.drafts import KEY
from ue_console.services.workspace import Workspace
from ue_console.store.drafts import Drafts

BODY: Final = "New lamps are in: three of them, from 19.90.\nCome by until Saturday."
LINES: Final = f"{TWO_LINES}\nnewsletter: Bob Sørensen <bob.sorensen@example.com>"


async def _receivers(pilot: "Pilot[str]") -> None:
    await at_receivers(pilot, f"{LINES}\nPage: 117\nann@example.com")
    await shows(pilot, "Capitals count")


async def _addresses(pilot: "Pilot[str]") -> None:
    await at_receivers(pilot, "page: ")
    await pilot.press("f6")
    await shows(pilot, "addresses of page")
    await pilot.press("down", "down", "tab", "tab")


async def _message(pilot: "Pilot[str]") -> None:
    await at_message(pilot, LINES, BODY)
    await _with_part(pilot)
    await pilot.press("escape")
    await shows(pilot, "1 part beside the text")


async def _part(pilot: "Pilot[str]") -> None:
    await at_message(pilot, LINES, BODY)
    await _with_part(pilot)


async def _with_part(pilot: "Pilot[str]") -> None:
    await pilot.press("f5")
    await shows(pilot, "A part beside the text")
    await paste(pilot, "image_link")
    await pilot.press("tab", "tab", "tab", "tab", "tab")
    await paste(pilot, "https://acme.example/lamp.png")
    await shows(pilot, "lamp.png")


async def _review(pilot: "Pilot[str]") -> None:
    await at_review(pilot, LINES, BODY)
    await shows(pilot, "Ready to send")
    await pilot.press("right")
    await shows(pilot, "2/3 ‹ ›")


async def _refused(pilot: "Pilot[str]") -> None:
    await at_review(pilot, "Page: 117\nwhatsapp: 12025550100", BODY * 70)
    await shows(pilot, "to mend before it can be sent")


async def _confirm(pilot: "Pilot[str]") -> None:
    await _review(pilot)
    await pilot.press("S")
    await shows(pilot, "Send to 3 receivers on 3 channels?")


async def _report(pilot: "Pilot[str]") -> None:
    await _confirm(pilot)
    await pilot.press("y")
    await shows(pilot, "2 accepted · 1 refused")
    await shows(pilot, "code 418")


async def _two_consoles(pilot: "Pilot[str]") -> None:
    await at_receivers(pilot)
    screen = screen_of(pilot)
    assert screen.looking is not None
    screen.looking.pause()
    other = Drafts(screen.console.workspace._database, lambda: NOON)
    await other.versions("Shop", KEY).keep({"receivers": "page: Me", "subject": "Lamps"})
    await paste(pilot, LINES)
    await shows(pilot, "theirs is kept too")


def _shop() -> Workspace:
    return channels_workspace("Shop")


CHANNEL_SCENES: Final = tuple(
    Scene(f"channels-{name}", steps, _shop)
    for name, steps in {
        "receivers": _receivers,
        "addresses": _addresses,
        "message": _message,
        "part": _part,
        "review": _review,
        "refused": _refused,
        "confirm": _confirm,
        "report": _report,
        "two-consoles": _two_consoles,
    }.items()
)
"""Every step of Compose for channels, and what becomes of a message."""
