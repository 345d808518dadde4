"""Keys that a real program prints, and all that programs do instead."""

import asyncio
import os
import pty
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.key_program import KEY, LEAK, runs, written
from ue_console.errors import KeyStoreError
from ue_console.models.account import Account, KeyHome, KeyKind, Service
from ue_console.models.secret import Secret
from ue_console.store.key_command import CommandKeys

SECONDS = 20.0


@pytest.fixture
def program(tmp_path: Path) -> Path:
    return written(tmp_path)


def account(*command: str, kind: KeyKind = KeyKind.ACCOUNT) -> Account:
    service = Service.UNIFICATION if kind in (KeyKind.USER, KeyKind.APP) else Service.UNIONE
    return Account(
        name="ACME",
        base_url="https://x.example",
        service=service,
        key_kind=kind,
        key_home=KeyHome.COMMAND,
        key_command=command,
    )


def using(program: Path, *arguments: str) -> Account:
    return account(str(program), *arguments)


async def told(account: Account, seconds: float = SECONDS) -> KeyStoreError:
    """The error, with nothing in it or behind it that the program printed."""
    with pytest.raises(KeyStoreError) as caught:
        await CommandKeys(seconds).get(account)
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caught.value.remedy
    assert LEAK not in shown
    assert KEY not in shown
    assert caught.value.remedy.endswith(".") or "pass show" in caught.value.remedy
    return caught.value


def lives(pid: int) -> bool:
    """Whether a process runs: one that is dead but not reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


async def gone(pid: int) -> bool:
    for _ in range(200):
        if not lives(pid):
            return True
        await asyncio.sleep(0.05)
    return False


async def numbers(file: Path) -> list[int]:
    """The process numbers that the program has written, as soon as they are there."""
    for _ in range(400):
        if file.exists() and file.read_text().endswith("\n"):
            break
        await asyncio.sleep(0.025)
    return [int(word) for word in file.read_text().split()]


@pytest.mark.parametrize("mode", ["prints", "quoted", "says", "reads"])
async def test_the_first_line_is_the_key(program: Path, mode: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert (await CommandKeys().get(using(program, mode))).reveal() == KEY
    assert capfd.readouterr() == ("", "")


async def test_a_users_address_is_taken_apart(program: Path) -> None:
    found = await CommandKeys().get(account(str(program), "pair", kind=KeyKind.USER))
    assert found.reveal() == f"ann:{KEY}"


async def test_no_shell_reads_the_arguments(program: Path) -> None:
    odd = "$(whoami);`id`*~'\"\\|&"
    assert (await CommandKeys().get(using(program, "shell", f"x{odd}x"))).reveal() == f"x{odd}x"


@pytest.mark.parametrize(
    ("mode", "cause"),
    [
        ("fails", "get-key failed with exit code 3."),
        ("killed", "get-key was ended by signal 15."),
        ("silent", "get-key printed nothing."),
        ("blank", "is no key: No key was given."),
        ("spaced", "is no key: The key has a space or line break at place 23."),
        ("binary", "is no key: The key has a character outside ASCII at place 23."),
        ("floods", "get-key printed more than 64 kB."),
    ],
)
async def test_what_is_no_key_is_told_without_repeating_it(program: Path, mode: str, cause: str) -> None:
    assert (await told(using(program, mode))).cause.endswith(cause)


async def test_a_program_that_is_not_there_or_not_a_program_is_named(program: Path) -> None:
    missing = await told(account("no-such-program-of-acme", "show", LEAK))
    assert missing.cause == "The command no-such-program-of-acme is not found."
    program.chmod(0o644)
    assert (await told(using(program, LEAK))).cause.endswith("get-key can't be run.")
    program.chmod(0o755)
    program.write_bytes(b"\x00\x01\x02")
    assert "can't be started (Exec format error)" in (await told(using(program))).cause


@pytest.mark.parametrize("argument", [f"{LEAK}\x00", f"{LEAK}\ud83d"])
async def test_an_argument_that_no_program_can_get_is_told(program: Path, argument: str) -> None:
    assert "(an argument is not valid)" in (await told(using(program, argument))).cause


@pytest.mark.parametrize("command", [(), ("",)])
async def test_an_account_without_a_command_is_told(command: tuple[str, ...]) -> None:
    assert "names no command" in (await told(account(*command))).cause


async def test_a_hostile_program_name_is_shown_harmless() -> None:
    cause = (await told(account("\x1b[2J" + "x" * 500 + "\n"))).cause
    assert "\x1b" not in cause
    assert "\n" not in cause
    assert len(cause) < 120


@pytest.mark.parametrize("mode", ["hangs", "family", "closes"])
async def test_a_program_that_hangs_is_killed_with_its_children(
    program: Path, tmp_path: Path, mode: str
) -> None:
    file = tmp_path / "pids"
    error = await told(using(program, mode, str(file)), seconds=1.5)
    assert "gave no key for 1.5 s" in error.cause
    found = await numbers(file)
    assert found
    assert all([await gone(pid) for pid in found])


async def test_a_caller_that_gives_up_kills_the_program(program: Path, tmp_path: Path) -> None:
    file = tmp_path / "pids"
    asking = asyncio.create_task(CommandKeys().get(using(program, "family", str(file))))
    found = await numbers(file)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert len(found) == 2
    assert all([await gone(pid) for pid in found])


async def test_every_child_is_reaped(program: Path, tmp_path: Path) -> None:
    file = tmp_path / "pids"
    await told(using(program, "hangs", str(file)), seconds=1)
    (pid,) = await numbers(file)
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("a zombie stays")


async def test_an_agent_that_the_program_leaves_behind_may_stay(program: Path, tmp_path: Path) -> None:
    file = tmp_path / "pids"
    assert (await CommandKeys().get(using(program, "leaves", str(file)))).reveal() == KEY
    (pid,) = await numbers(file)
    assert lives(pid)
    os.kill(pid, 9)


async def test_many_callers_make_one_run_and_the_key_is_remembered(program: Path) -> None:
    keys = CommandKeys()
    found = await asyncio.gather(*(keys.get(using(program, "prints")) for _ in range(10)))
    assert {secret.reveal() for secret in found} == {KEY}
    assert runs(program) == 1


async def test_a_failure_is_not_remembered(program: Path, tmp_path: Path) -> None:
    keys, file = CommandKeys(), tmp_path / "key"
    with pytest.raises(KeyStoreError):
        await keys.get(using(program, "from", str(file)))
    file.write_text(KEY)
    assert (await keys.get(using(program, "from", str(file)))).reveal() == KEY


async def test_what_was_forgotten_is_asked_anew(program: Path, tmp_path: Path) -> None:
    keys, file = CommandKeys(), tmp_path / "key"
    acme = using(program, "from", str(file))
    file.write_text(KEY)
    await keys.get(acme)
    file.write_text("another")
    assert (await keys.get(acme)).reveal() == KEY
    keys.forget(acme)
    assert (await keys.get(acme)).reveal() == "another"


async def test_a_key_is_checked_against_a_new_run(program: Path, tmp_path: Path) -> None:
    keys, file = CommandKeys(), tmp_path / "key"
    acme = using(program, "from", str(file))
    file.write_text(KEY)
    await keys.check(acme, Secret(KEY))
    file.write_text("another")
    with pytest.raises(KeyStoreError, match="get-key prints another key"):
        await keys.check(acme, Secret(KEY))
    await keys.check(acme, Secret("another"))


@pytest.fixture
def terminal() -> Iterator[int]:
    """A terminal's far end."""
    near, far = pty.openpty()
    yield far
    os.close(near)
    os.close(far)


def test_the_program_has_no_terminal_and_hears_of_none(program: Path, terminal: int) -> None:
    script = (
        "import asyncio, fcntl, sys, termios\n"
        "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
        "open('/dev/tty').close()\n"
        "from tests.store.test_key_command import using\n"
        "from pathlib import Path\n"
        "from ue_console.store.key_command import CommandKeys\n"
        "print(asyncio.run(CommandKeys().get(using(Path(sys.argv[1]), 'where'))).reveal())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(program)],
        stdin=terminal,
        capture_output=True,
        text=True,
        start_new_session=True,
        env={**os.environ, "GPG_TTY": os.ttyname(terminal), "PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "no-terminal:unset", done.stderr


def test_a_command_that_hangs_does_not_keep_the_console_from_ending(program: Path, tmp_path: Path) -> None:
    script = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from tests.store.test_key_command import numbers, using\n"
        "from ue_console.store.key_command import CommandKeys\n"
        "async def main():\n"
        "    acme = using(Path(sys.argv[1]), 'hangs', sys.argv[2])\n"
        "    task = asyncio.create_task(CommandKeys(300).get(acme))\n"
        "    print(*await numbers(Path(sys.argv[2])))\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(program), str(tmp_path / "pids")],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=60,
        check=True,
    )
    assert asyncio.run(gone(int(done.stdout)))
