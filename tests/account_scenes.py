"""What is worth a picture of accounts in families, their forms and their questions."""

from collections.abc import Awaitable, Callable
from typing import Final

from textual.pilot import Pilot

from tests.tui.driving import opened, shows
from ue_console.tui.dialogs.passphrase import Passphrase


async def families(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("9")
    await shows(pilot, "Lone project")


async def account(pilot: "Pilot[str]") -> None:
    await families(pilot)
    await pilot.press("down", "down", "down", "t", "v")
    await shows(pilot, "Verified at 12:00")
    await shows(pilot, "The key works.")


async def add_user(pilot: "Pilot[str]") -> None:
    await families(pilot)
    await pilot.press("n")
    await shows(pilot, "New account")
    await pilot.press(*"Night shift", "tab", "right", "tab", "tab", "right", "tab", "tab", "tab", "left")
    await pilot.press("left", "left")
    await shows(pilot, "[command]")
    await shows(pilot, "no shell runs it")


async def wrong_account(pilot: "Pilot[str]") -> None:
    await families(pilot)
    await pilot.press("e")
    await shows(pilot, "Account “ACME Mail”")
    await pilot.press("end", *["backspace"] * len("ACME Mail"), *"shop", "ctrl+s")
    await shows(pilot, "There is already an account Shop.")


async def remove(pilot: "Pilot[str]") -> None:
    await families(pilot)
    await pilot.press("end", "up", "up", "x")
    await shows(pilot, "Remove the account “Support bots”")


async def passphrase(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    wrong = "The passphrase has fewer than 8 characters."
    pilot.app.push_screen(Passphrase(True, wrong, "~/.local/share/ue-console/vault"))
    await shows(pilot, "Once more")


ACCOUNT_STEPS: Final[dict[str, Callable[["Pilot[str]"], Awaitable[None]]]] = {
    "accounts-families": families,
    "account-verified": account,
    "account-add-user": add_user,
    "account-edit-wrong": wrong_account,
    "account-remove": remove,
    "vault-passphrase": passphrase,
}
"""Scene → its keys, in a console with several families."""
