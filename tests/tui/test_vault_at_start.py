"""A console whose active account has its key in the vault: one question, whatever it interrupts."""

import asyncio
from pathlib import Path

import httpx
import pytest

from tests.console import NOON, StillConsole, demo_account, demo_console
from tests.store.vault_parts import CHEAP
from tests.tui.driving import burst, paste, screen_text, shows, until
from ue_console.models.account import KeyHome
from ue_console.models.secret import Secret
from ue_console.sandbox.app import create_app
from ue_console.sandbox.options import Options
from ue_console.sandbox.seed import load_demo
from ue_console.sandbox.store import open_store
from ue_console.services.connect import Connector
from ue_console.services.workspace import Workspace
from ue_console.store.config import Config, ConfigFile
from ue_console.store.database import Database
from ue_console.store.passphrase import PassphraseWanted
from ue_console.store.secrets import Keys, SessionKeys
from ue_console.store.vault import Vault
from ue_console.tui.dialogs.passphrase import THROWN_AWAY
from ue_console.tui.loading import NOT_ASKED
from ue_console.tui.widgets.fields import Field

PASSPHRASE = "correct horse"


async def locked(folder: Path) -> Workspace:
    """A console as it starts: the vault is there, and locked."""
    demo = load_demo(NOON)
    account = demo_account().model_copy(update={"key_home": KeyHome.VAULT})
    path = folder / "keys.vault"

    async def answer(wanted: PassphraseWanted) -> str:
        return PASSPHRASE

    filled = Keys(SessionKeys(), vault=Vault(path, cost=CHEAP))
    filled.ask = answer
    await filled.put(account, Secret(demo.key))
    config = ConfigFile(None)
    config.save(Config(accounts=[account], last_account=account.name))
    sandbox = create_app(open_store(None), Options(seed="demo", unione_keys=(demo.key,)), now=lambda: NOON)
    return Workspace(
        config,
        Keys(SessionKeys(), vault=Vault(path, cost=CHEAP)),
        Database(None),
        Connector(httpx.ASGITransport(sandbox)),
        now=lambda: NOON,
    )


async def test_it_is_asked_once_and_told_when_it_is_wrong(tmp_path: Path) -> None:
    app = demo_console(await locked(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await shows(pilot, "The vault's passphrase")
        await paste(pilot, "wrong horse")
        await pilot.press("enter")
        await shows(pilot, "The passphrase is wrong")
        await paste(pilot, PASSPHRASE)
        await pilot.press("enter")
        await shows(pilot, "46,812 of 50,000 sent, 94%")
        await pilot.press("3")
        await shows(pilot, "password-reset")
        assert "passphrase" not in screen_text(app)


def started(workspace: Workspace) -> tuple[StillConsole, asyncio.Event]:
    """A console that comes up when the event is set."""
    loaded = asyncio.Event()

    async def open_late() -> Workspace:
        await loaded.wait()
        return workspace

    return StillConsole(open_late), loaded


@pytest.mark.parametrize("enter", ["\r", "\n"], ids=["enter", "before the terminal is taken"])
async def test_a_passphrase_typed_before_the_question_is_its_answer(tmp_path: Path, enter: str) -> None:
    app, loaded = started(await locked(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await shows(pilot, "? help")
        burst(app, PASSPHRASE[:5])
        loaded.set()
        burst(app, f"{PASSPHRASE[5:]}{enter}")
        await shows(pilot, "46,812 of 50,000 sent, 94%")
        assert len(app.screen_stack) == 1
        assert "passphrase" not in screen_text(app)


async def test_what_was_typed_for_a_place_is_no_passphrase_and_that_is_told(tmp_path: Path) -> None:
    app, loaded = started(await locked(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await shows(pilot, "? help")
        burst(app, "3/pass\r")
        loaded.set()
        await shows(pilot, THROWN_AWAY)
        assert app.screen.query_one("#passphrase", Field).value == ""
        await paste(pilot, PASSPHRASE)
        await until(pilot, lambda: THROWN_AWAY not in screen_text(app), "typed again")
        await pilot.press("enter")
        await shows(pilot, "password-reset")


async def test_a_passphrase_that_nothing_asks_for_is_no_command(tmp_path: Path) -> None:
    app, loaded = started(await locked(tmp_path))
    (tmp_path / "keys.vault").write_text("broken")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await shows(pilot, "? help")
        burst(app, "xaq")
        loaded.set()
        await shows(pilot, NOT_ASKED)
        await shows(pilot, "Home")
        assert len(app.screen_stack) == 1


async def test_a_question_that_is_left_is_not_asked_again_by_itself(tmp_path: Path) -> None:
    app = demo_console(await locked(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await shows(pilot, "The vault's passphrase")
        await pilot.press("escape")
        await shows(pilot, "vault is locked")
        await pilot.pause(0.5)
        assert "The vault's passphrase" not in screen_text(app)
        await pilot.press("r")
        await shows(pilot, "The vault's passphrase")
        await paste(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(pilot, lambda: "94%" in screen_text(app), "the usage")
