"""``ue-console doctor`` as a process of its own, on a machine of its own."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.sandbox.running import KEY
from tests.terminal.machine import PROGRAM, environment

API: Final = "/en/transactional/api/v1"
VARIABLE: Final = "DOCTORED_KEY"


@dataclass
class Machine:
    """A home, a config and what the environment holds."""

    home: Path
    env: dict[str, str] = field(default_factory=lambda: {VARIABLE: KEY})
    accounts: list[str] = field(default_factory=list)

    @property
    def config_file(self) -> Path:
        return self.home / "config" / "ue-console" / "config.toml"

    @property
    def state(self) -> Path:
        return self.home / "state" / "ue-console"

    def account(self, name: str, url: str, **entries: object) -> None:
        """One more account in the config, by default with its key in the environment."""
        whole = {
            "name": name,
            "base_url": url + API,
            "environment": "sandbox",
            "key_home": "env",
            "key_variable": VARIABLE,
            **entries,
        }
        lines = [f"{entry} = {json.dumps(value)}" for entry, value in whole.items() if value is not None]
        self.accounts.append("\n".join(["[[accounts]]", *lines, ""]))
        self.write("version = 1\n" + "\n".join(self.accounts))

    def write(self, text: str) -> None:
        """The config file as a text."""
        self.config_file.parent.mkdir(parents=True, exist_ok=True)
        self.config_file.write_text(text, encoding="utf-8")

    def run(
        self, *arguments: str, around: Sequence[str] = (), **env: str
    ) -> "subprocess.CompletedProcess[str]":
        """Run the command; no key is ever in what it prints.

        Args:
            arguments: Behind ``doctor``.
            around: A command that runs it.
            env: Further variables.
        """
        done = subprocess.run(
            [*around, PROGRAM, "doctor", *arguments],
            env=environment(self.home, **self.env, **env),
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert KEY not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def report(self, *arguments: str, around: Sequence[str] = (), **env: str) -> "Report":
        """Run it with ``--json``."""
        done = self.run("--json", *arguments, around=around, **env)
        # What runs it may have something to say: a bus without rights to raise its limits.
        assert around or done.stderr == ""
        return Report(done.returncode, json.loads(done.stdout))


@dataclass
class Report:
    """What ``--json`` printed, and the exit code."""

    code: int
    data: dict[str, Any]

    @property
    def account(self) -> dict[str, Any]:
        """The only account."""
        (account,) = self.data["accounts"]
        assert isinstance(account, dict)
        return account

    @property
    def broken(self) -> list[str]:
        """The causes of all that is broken."""
        return [told["cause"] for told in self.data["problems"] if told["severity"] == "broken"]
