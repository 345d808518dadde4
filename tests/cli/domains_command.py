"""``ue-console domains`` as a process, on a machine whose clock is not UTC's."""

import subprocess

from tests.cli.doctoring import Machine
from tests.cli.webhooks_command import check_quiet
from tests.terminal.machine import PROGRAM, environment


def domains(machine: Machine, *arguments: str, seconds: float = 30.0) -> "subprocess.CompletedProcess[str]":
    """Run the command to its end; no key is ever in what it prints."""
    done = subprocess.run(
        [PROGRAM, "domains", *arguments],
        env=environment(machine.home, PYTHONUTF8="1", TZ="Asia/Kolkata", **machine.env),
        cwd=machine.home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    check_quiet(done.stdout + done.stderr)
    return done


def begun(machine: Machine, *arguments: str) -> "subprocess.Popen[str]":
    """Start the command."""
    return subprocess.Popen(
        [PROGRAM, "domains", *arguments],
        env=environment(machine.home, PYTHONUTF8="1", TZ="Asia/Kolkata", **machine.env),
        cwd=machine.home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
