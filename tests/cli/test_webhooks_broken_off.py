"""``webhooks set`` and ``delete`` that ctrl+c ends: what may be done is told, with how to look."""

import signal
import subprocess
from typing import Final

import pytest

from tests.cli.doctoring import Machine
from tests.cli.silent_line import Line
from tests.cli.webhooks_command import check_quiet
from tests.sandbox.running import Running
from tests.sandbox.webhook_handler import hook
from tests.terminal.machine import PROGRAM, environment
from ue_console.models.secret import MASK

URL: Final = "http://127.0.0.1:1/in?token=SETtok12"
SHOWN: Final = f"http://127.0.0.1:1/in?token={MASK}"
LOOK: Final = f"ue-console webhooks get '{SHOWN}' --account 'ACME Mail'\n"


def ended(machine: Machine, line: Line, *arguments: str) -> tuple[int, str]:
    """Exit code and stderr of a command that gets ctrl+c while the service is silent."""
    with subprocess.Popen(
        [PROGRAM, "webhooks", *arguments],
        env=environment(machine.home, PYTHONUTF8="1", **machine.env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert line.asked.wait(20)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=20)
        finally:
            process.kill()
    check_quiet(out + err)
    assert (out, "SETtok12" in err) == ("", False)
    return process.returncode, err


@pytest.mark.parametrize(
    ("arguments", "at", "there", "done"),
    [
        (("set", URL), b"webhook/set", False, "set"),
        (("set", URL, "--status", "disabled"), b"webhook/set", True, "changed"),
        (("delete", URL, "--yes"), b"webhook/delete", True, "deleted"),
    ],
    ids=["new", "changed", "deleted"],
)
def test_what_may_be_done_is_told(
    machine: Machine,
    sandbox: Running,
    line: Line,
    arguments: tuple[str, ...],
    at: bytes,
    there: bool,
    done: str,
) -> None:
    if there:
        hook(sandbox, URL)
    line.silent_at = at
    code, err = ended(machine, line, *arguments)
    assert code == 130
    assert err.startswith(f"The webhook {SHOWN} of ACME Mail may be {done}: ")
    assert err.endswith(LOOK)


def test_before_anything_was_sent_nothing_is_told(machine: Machine, line: Line) -> None:
    line.silent.set()
    assert ended(machine, line, "set", URL) == (130, "")
