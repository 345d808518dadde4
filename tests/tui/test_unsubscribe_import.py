"""Addresses from a file: of which column is asked, and nothing that was not meant is taken."""

from pathlib import Path

from textual.pilot import Pilot

from tests.tui.driving import paste, shows
from tests.tui.unsubscribed_parts import at_unsubscribed, text
from tests.unsubscribed_scenes import sandbox_workspace
from ue_console.tui.widgets.editor import Editor

MANAGED = "customer_email;account_manager\nann@example.com;boss@acme.example\nbob@example.com;\n"


async def take(pilot: "Pilot[str]", path: Path, content: str) -> None:
    """Write a file and import it."""
    path.write_text(content, "utf-8")
    await pilot.press("f6")
    await shows(pilot, "from which file?")
    await paste(pilot, str(path))
    await pilot.press("enter")


async def test_the_column_is_asked_for(tmp_path: Path) -> None:
    async with at_unsubscribed(sandbox_workspace()) as pilot:
        await pilot.press("n")
        await shows(pilot, "Unsubscribe addresses")
        await take(pilot, tmp_path / "managed.csv", MANAGED)
        await shows(pilot, "Take the addresses of which column of managed.csv?")
        await shows(pilot, "account_manager")
        await pilot.press("escape")
        await take(pilot, tmp_path / "managed.csv", MANAGED)
        await shows(pilot, "of which column")
        await pilot.press("down", "enter")
        await shows(pilot, "Took 1 address from account_manager of managed.csv")
        editor = pilot.app.screen.query_one(Editor)
        assert editor.text == "boss@acme.example"
        editor.load_text("")
        await paste(pilot, MANAGED)
        await shows(pilot, "isn't clear which column")
        await pilot.press("ctrl+s")
        await shows(pilot, "Call that column email")
        editor.load_text('["ann@example.com", "nobody"]')
        await shows(pilot, "1 address ·")
        await pilot.press("ctrl+s")
        await shows(pilot, "1 item without an address is left out.")


async def test_a_file_without_any_address_is_no_success(tmp_path: Path) -> None:
    async with at_unsubscribed(sandbox_workspace()) as pilot:
        await pilot.press("n")
        await shows(pilot, "Unsubscribe addresses")
        await take(pilot, tmp_path / "headonly.csv", "email\n")
        await shows(pilot, "Took nothing: headonly.csv holds no address.")
        assert "✓" not in text(pilot)
        await take(pilot, tmp_path / "dups.csv", "email\nann@example.com\nANN@example.com\n")
        await shows(pilot, "1 given more than once, taken once")
