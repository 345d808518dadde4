"""The curl command makes the very call, in a real shell; the key is in the shell's variables only."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from tests.sandbox.running import KEY, running
from ue_console.services.curl import consequence, curl

pytestmark = pytest.mark.skipif(not shutil.which("curl"), reason="curl not installed (Debian: curl)")

APP: Final = ("8481eeb9c8304ce0a5e3cb58489868f4", "4cc366b8be84a072d9232b7db7329c30")
HOSTILE: Final = 'it\'s $HOME `id` \\ "JSON"\nJSON\n\x1b[31m\x9b2J \u202e \ud800 ü 🎈 ! %s'


def run(command: str, folder: Path, **variables: str) -> dict[str, Any]:
    """The answer to a command that is pasted into a shell."""
    done = subprocess.run(
        ["sh"],
        input=command.encode(),
        env={"PATH": "/usr/bin:/bin", **variables},
        cwd=folder,
        capture_output=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_call_of_unione(tmp_path: Path) -> None:
    with running() as service:
        base = f"{service.url}/en/transactional/api/v1"
        request = {"template": {"name": HOSTILE.replace("\ud800", ""), "subject": "x", "body": {"html": "x"}}}
        command = curl("unione", base, "template/set", request)
        assert KEY not in command
        answer = run(command, tmp_path, UNIONE_API_KEY=KEY)
        assert answer["status"] == "success"
        assert answer["template"]["name"] == request["template"]["name"]
        assert run(command, tmp_path, UNIONE_API_KEY="wrong")["status"] == "error"
    assert list(tmp_path.iterdir()) == []


def test_a_call_of_unificationengine(tmp_path: Path) -> None:
    with running(ue_apps=(APP,)) as service:
        command = curl("unification", f"{service.url}/v2", "user/create", {})
        answer = run(command, tmp_path, UE_KEY=APP[0], UE_SECRET=APP[1])
        assert answer["uri"].startswith("user://")


def test_nothing_in_it_can_mislead_a_terminal() -> None:
    command = curl("unione", "https://eu1.unione.io/api", "webhook/set", {"url": HOSTILE})
    assert command.replace("\n", "").isprintable()
    body = command.partition("<<'JSON'\n")[2].removesuffix("\nJSON\n")
    assert json.loads(body) == {"url": HOSTILE}


def test_what_is_not_whole_says_so() -> None:
    command = curl(
        "unione", "https://eu1.unione.io/api", "x/y", {"a": "‹9 characters, left out›"}, whole=False
    )
    assert command.startswith("# Left out of this request:")
    assert command.splitlines()[1].startswith("curl -X POST ")


def test_a_url_is_quoted() -> None:
    assert "'https://x.example/$(id)/webhook/set.json'" in curl(
        "unione", "https://x.example/$(id)", "webhook/set", {}
    )


def test_what_running_the_command_of_a_send_does() -> None:
    assert consequence("email/send") == "Running it sends the mail."
    assert consequence("message/send", again=True) == "Running it sends the message again."
    assert consequence("webhook/set", again=True) == ""
