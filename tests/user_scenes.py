"""The scenes of Users, Connections and Addresses."""

from typing import Final

from textual.pilot import Pilot

from tests.console import channels_account, channels_keys, channels_workspace, user_account
from tests.scene import Scene
from tests.services.accounts_parts import LockedKeys
from tests.tui.driving import opened, paste, shows
from tests.tui.user_parts import Told
from ue_console.models.account import KeyHome
from ue_console.services.workspace import Workspace
from ue_console.store.secrets import Keys, SessionKeys

HOSTILE: Final = "\x1b]0;owned\x07\x1b[31mred\x9b2J [bold]not bold[/] \u202etxt.exe [/"
"""Control sequences, markup and a bidirectional override."""


async def _users(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("3")
    await shows(pilot, "000004")
    if pilot.app.size.width >= 100:
        await shows(pilot, "5 connections")
    await shows(pilot, "8 ms")


async def _user(pilot: "Pilot[str]") -> None:
    await _users(pilot)
    await pilot.press("down", "enter")
    await shows(pilot, "The service tells a secret")


async def _user_new(pilot: "Pilot[str]") -> None:
    await _users(pilot)
    await pilot.press("n")
    await shows(pilot, "A new user")


async def _secret_waits(pilot: "Pilot[str]") -> None:
    await _user_new(pilot)
    await paste(pilot, "Night shift")
    await pilot.press("enter")
    await shows(pilot, "Where is the secret of “Night shift” to be kept?")
    await shows(pilot, "8 ms")


async def _user_delete(pilot: "Pilot[str]") -> None:
    await _users(pilot)
    await pilot.press("x")
    await shows(pilot, "Delete the user “Shop”?")


async def _connections(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("4")
    await shows(pilot, "old-page")
    await shows(pilot, "8 ms")


async def _tested(pilot: "Pilot[str]") -> None:
    await _connections(pilot)
    await pilot.press("T")
    await shows(pilot, "All tested: 4 work · 1 refused.")


async def _connection(pilot: "Pilot[str]") -> None:
    await _tested(pilot)
    await pilot.press("up", "down", "down", "down", "down", "enter")
    await shows(pilot, "Account      not known")


async def _connector(pilot: "Pilot[str]") -> None:
    await _connections(pilot)
    await pilot.press("n")
    await shows(pilot, "Which connector?")


async def _connection_form(pilot: "Pilot[str]") -> None:
    await _connector(pilot)
    await paste(pilot, "twitter")
    await pilot.press("enter")
    await shows(pilot, "New connection: Twitter")
    await paste(pilot, "lamps")
    await pilot.press("tab")
    await paste(pilot, "denied-DemoToken")
    await pilot.press("tab")
    await paste(pilot, "DemoSecret")
    await pilot.press("ctrl+s")
    await shows(pilot, "code 416")


async def _connection_remove(pilot: "Pilot[str]") -> None:
    await _connections(pilot)
    await pilot.press("x")
    await shows(pilot, "Remove the connection “page”?")


async def _addresses(pilot: "Pilot[str]") -> None:
    await _connections(pilot)
    await pilot.press("A")
    await shows(pilot, "Nobody Anymore")
    await pilot.press("down", "down")
    await shows(pilot, "▸  Ann Berger")
    await shows(pilot, "8 ms")


async def _marked(pilot: "Pilot[str]") -> None:
    await _addresses(pilot)
    await pilot.press("space", "space", "up")
    await shows(pilot, "2 marked · 11")


async def _not_served(pilot: "Pilot[str]") -> None:
    await _connections(pilot)
    await pilot.press("A")
    await shows(pilot, "This service lists no addresses")


async def _hostile(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("4")
    await shows(pilot, "– not tested")
    await pilot.press("T")
    await shows(pilot, "All tested")


def _shop() -> Workspace:
    return channels_workspace("Shop")


def _read_only() -> Workspace:
    return channels_workspace("Shop", read_only=True)


def _no_addresses() -> Workspace:
    said = {"status": 506, "info": "Not Implemented"}
    return channels_workspace("Shop", transport=Told({"address/list": said}))


def _evil() -> Workspace:
    rows = {
        HOSTILE: {"uri": HOSTILE},
        f"2{HOSTILE}": {"uri": f"line://{HOSTILE}@{HOSTILE}?{HOSTILE}={HOSTILE}"},
    }
    answers = {
        "connection/list": {"status": 200, "connections": rows},
        "connection/test": {"status": 417, "info": HOSTILE},
    }
    return channels_workspace("Shop", transport=Told(answers))


def _locked() -> Workspace:
    app = channels_account().model_copy(update={"key_home": KeyHome.KEYRING})
    keys = Keys(LockedKeys(channels_keys()), SessionKeys(channels_keys()), {})
    return channels_workspace(keys=keys, accounts=(app, user_account()))


USER_SCENES: Final = (
    Scene("users", _users, channels_workspace),
    Scene("users-not-held", _user, channels_workspace),
    Scene("users-new", _user_new, channels_workspace),
    Scene("users-secret", _secret_waits, _locked),
    Scene("users-delete", _user_delete, channels_workspace),
    Scene("connections", _connections, _shop),
    Scene("connections-tested", _tested, _shop),
    Scene("connections-expired", _connection, _shop),
    Scene("connections-read-only", _connections, _read_only),
    Scene("connections-remove", _connection_remove, _shop),
    Scene("connections-hostile", _hostile, _evil),
    Scene("connection-connector", _connector, _shop),
    Scene("connection-form", _connection_form, _shop),
    Scene("addresses", _addresses, _shop),
    Scene("addresses-marked", _marked, _shop),
    Scene("addresses-not-served", _not_served, _no_addresses),
)
"""Every state of Users, Connections and Addresses."""
