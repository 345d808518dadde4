"""The scenes of what was sent: how sends ended in Home, and what a report still offers."""

from typing import Final

from textual.pilot import Pilot

from tests.scene import Scene
from tests.tui.driving import opened, shows
from ue_console.store.send_records import BatchRecord, BatchState, SendRecord, SendSummary
from ue_console.store.sends import Sends
from ue_console.tui.app import ConsoleApp

ENDINGS: Final[dict[str, tuple[BatchState, ...]]] = {
    "Your seat in Friday's workshop": ("sent", "sent"),
    "The workshop moves to hall 3": ("sent", "refused"),
    "Bench hours in July": ("refused", "refused"),
    "A plane that came back to us": ("unknown", "planned"),
    "Your order is on its way": ("planned", "planned"),
}
"""Subject → how each of its two requests ended, oldest first."""
LEFT: Final = "The service had no time for this request."


async def _ended(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    sends = _sends(pilot)
    for number, (subject, states) in enumerate(ENDINGS.items()):
        await written(sends, f"s{number}", subject, states)
    await pilot.press("r")
    await shows(pilot, "◐ partly")


async def _taken_over(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await written(_sends(pilot), "first", "Bench hours in July", ("refused", "planned"))
    await written(_sends(pilot), "second", "Bench hours in July", ("sent", "sent"), parent="first")
    await pilot.press("r")
    await shows(pilot, "✓ sent")
    await pilot.press("down", "enter")
    await shows(pilot, "took 2 addresses over")


def _sends(pilot: "Pilot[str]") -> Sends:
    assert isinstance(pilot.app, ConsoleApp)
    return pilot.app.workspace.sends


async def written(
    sends: Sends, name: str, subject: str, states: tuple[BatchState, ...], *, parent: str = "", each: int = 1
) -> None:
    """Write a send into the journal, ``each`` recipients a request."""
    summary = SendSummary(name, "ACME Mail", "", subject, "", each * len(states), "open", name, parent)
    batches = tuple(
        BatchRecord(number, tuple({"email": f"r{number}{'+' * more}@example.com"} for more in range(each)))
        for number in range(1, len(states) + 1)
    )
    await sends.record(SendRecord(summary, {"subject": subject}, batches), twin_since=None)
    for batch, state in zip(batches, states, strict=True):
        if state != "planned":
            error = {"cause": LEFT, "retry": True} if state == "refused" else {}
            await sends.begin(name, batch.number)
            await sends.finish(name, BatchRecord(batch.number, batch.recipients, state, error=error))
    await sends.close(name)


SEND_SCENES: Final = (
    Scene("home-sends", _ended),
    Scene("report-taken-over", _taken_over),
)
"""Sends that have ended, as Home lists them, and one of which a newer send has what it left."""
