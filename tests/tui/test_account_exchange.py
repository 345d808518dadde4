"""Accounts to a file and from one: without keys, nothing overwritten, told before it is done."""

import stat
from pathlib import Path

from tests.tui.account_parts import ACME, KEY, NEWS, STAGING, at_accounts, names, workspace_on
from tests.tui.driving import paste, shows
from ue_console.store.config import ConfigFile


async def exported(path: Path) -> None:
    """Write two accounts to a file."""
    async with at_accounts(workspace_on(ConfigFile(None), ACME, NEWS)) as pilot:
        await pilot.press("w")
        await shows(pilot, "Write the accounts to which file?")
        await pilot.press(*["backspace"] * len("ue-console-accounts.toml"))
        await paste(pilot, str(path))
        await pilot.press("enter")
        await shows(pilot, "✓ Wrote 2 accounts to")


async def test_an_export_holds_no_key_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    await exported(path)
    text = path.read_text("utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "ACME Mail" in text
    assert KEY not in text
    assert KEY[-4:] not in text


async def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("mine", "utf-8")
    async with at_accounts(workspace_on(ConfigFile(None), ACME)) as pilot:
        await pilot.press("w")
        await shows(pilot, "Write the accounts to which file?")
        await pilot.press(*["backspace"] * len("ue-console-accounts.toml"))
        await paste(pilot, str(path))
        await pilot.press("enter")
        await shows(pilot, "is there already.")
    assert path.read_text("utf-8") == "mine"


async def test_an_import_is_told_before_it_is_done(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    await exported(path)
    workspace = workspace_on(ConfigFile(None), STAGING)
    async with at_accounts(workspace) as pilot:
        for answer in ("enter", "y"):
            await pilot.press("i")
            await shows(pilot, "Import accounts from which file?")
            await paste(pilot, str(path))
            await pilot.press("enter")
            await shows(pilot, "Add 2 accounts from “a.toml”?")
            await shows(pilot, "ACME Mail, Newsletter. They come without keys.")
            assert names(workspace) == ["Staging"]
            await pilot.press(answer)
        await shows(pilot, "Added 2 accounts.")
        await shows(pilot, "▸    ACME Mail")
        await shows(pilot, "└ Newsletter")


async def test_a_file_that_cannot_be_taken_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("[[accounts]\n", "utf-8")
    async with at_accounts(workspace_on(ConfigFile(None), ACME)) as pilot:
        for name, said in ((str(path), "not valid TOML"), ("~no-such-user-here/a", "no home folder")):
            await pilot.press("i")
            await shows(pilot, "Import accounts from which file?")
            await paste(pilot, name)
            await pilot.press("enter")
            await shows(pilot, said)
