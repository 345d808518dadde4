"""Thousands of domains, and none that costs anything while nothing is due."""

import threading
from pathlib import Path
from time import sleep

import pytest

from tests.sandbox.domain_house import (
    ask,
    becomes,
    code_of,
    dns_state,
    published,
    register,
    texts,
    until,
    validate,
)
from tests.sandbox.running import Running, running
from ue_console.sandbox.events.clock import Clock

NAMES = tuple(f"d{number:04}.many.example" for number in range(5_000))


def listed(sandbox: Running) -> list[str]:
    """Every name, page by page."""
    names: list[str] = []
    while True:
        rows = sandbox.ok("domain/list", {"limit": 100, "offset": len(names)})["domains"]
        if not rows:
            return names
        names += [row["domain"] for row in rows]


def test_five_thousand() -> None:
    with running(domains=NAMES) as sandbox:
        assert listed(sandbox) == list(NAMES)
        made = register(sandbox, NAMES[-1])
        assert made["verification-record"] in texts(ask(sandbox, NAMES[-1], "TXT"))
        assert code_of(ask(sandbox, "many.example", "TXT")) == "NOERROR"
        assert code_of(ask(sandbox, "nobody.many.example", "TXT")) == "NXDOMAIN"
        assert validate(sandbox, "dkim", NAMES[2_500]) == 0
        assert len(dns_state(sandbox)["domains"]) == 5_000
        assert len(sandbox.ok("domain/list")["domains"]) == 50
        assert sandbox.ok("domain/list", {"offset": 10**30})["domains"] == []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux to count wake-ups")
def test_idle_is_silent() -> None:
    def wake_ups() -> str:
        thread = next(each for each in threading.enumerate() if each.name == "sandbox")
        lines = Path(f"/proc/self/task/{thread.native_id}/status").read_text().splitlines()
        return next(line for line in lines if line.startswith("voluntary"))

    with published(Clock(publish=0.01, check=0.01, recheck=0.01, span=600.0)) as sandbox:
        for word in ("usual", "missing", "otherkey", "nowhere", "slow", "nomail", "internal"):
            register(sandbox, f"{word}.example")
        becomes(sandbox, "usual.example", ("unconfirmed", "active"))
        validate(sandbox, "verification-record", "usual.example")
        becomes(sandbox, "usual.example", ("confirmed", "active"))
        assert texts(ask(sandbox, "usual.example", "TXT"))
        quiet: list[str] = []

        def is_quiet() -> bool:
            quiet.append(wake_ups())
            sleep(0.1)
            return quiet[-1] == wake_ups()

        until(is_quiet)
