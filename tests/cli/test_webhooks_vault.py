"""A key in the vault: the passphrase is asked for in the terminal, and is never shown."""

import pytest

from tests.cli.doctoring import Machine
from tests.cli.webhooks_command import handling, webhooks
from tests.sandbox.running import KEY
from tests.store.vault_parts import PASSPHRASE, made
from tests.terminal.pty_console import PtyConsole

pytestmark = pytest.mark.terminal


@pytest.fixture
async def locked(machine: Machine) -> Machine:
    """A machine with an account whose key is in the vault."""
    machine.account("ACME", "http://127.0.0.1:1", key_home="vault", key_variable=None)
    await made(machine.state / "keys.vault", ACME=KEY)
    return machine


def test_the_passphrase_is_asked_for_until_it_is_right(locked: Machine) -> None:
    with handling() as url, PtyConsole(locked.home, ["webhooks", "ping", url]) as console:
        console.shows(r"(?s)Passphrase of the vault.*:\s*$")
        assert "keys.vault:" in console.text.replace("\n", "")
        console.press("not this one\n")
        # What is typed before the next question stands is thrown away.
        console.shows(r"(?s)is wrong.*Passphrase of the vault.*:\s*$")
        console.press(f"{PASSPHRASE}\n")
        console.shows("✓ The handler passes")
        assert console.ended() == 0
    assert PASSPHRASE.encode() not in console.raw
    assert KEY.encode() not in console.raw


def test_the_question_ends_with_ctrl_c(locked: Machine) -> None:
    with PtyConsole(locked.home, ["webhooks", "ping", "http://127.0.0.1:1/"]) as console:
        console.shows("Passphrase of the vault")
        console.press("\x03")
        assert console.ended() == 130


def test_the_terminal_shows_again_what_is_typed_after_a_kill(locked: Machine) -> None:
    with PtyConsole(locked.home, ["webhooks", "list"]) as console:
        assert console.echoes()
        console.shows("Passphrase of the vault")
        assert not console.echoes()
        console.process.terminate()
        assert console.ended() == 130
        assert console.echoes()


def test_where_nobody_can_be_asked_the_file_is_named(locked: Machine) -> None:
    done = webhooks(locked, "ping", "http://127.0.0.1:1/")
    assert (done.returncode, done.stdout) == (1, "")
    assert "The vault is locked." in done.stderr
    assert "UE_CONSOLE_VAULT_PASSPHRASE_FILE" in done.stderr
