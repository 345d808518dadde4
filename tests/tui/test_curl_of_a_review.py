"""The request under review as a curl command: what the service gets is what the console would send."""

import json
import subprocess

from tests.console import NOON, channels_workspace, demo_console, demo_workspace
from tests.tui.channel_parts import at_review
from tests.tui.driving import shows, until
from tests.tui.test_safety import at_the_question
from ue_console.sandbox.seed import load_demo

SIZE = (120, 36)


async def test_mail(copied: list[str]) -> None:
    async with demo_console(demo_workspace()).run_test(size=SIZE, notifications=True) as pilot:
        await at_the_question(pilot)
        await pilot.press("escape", "Y")
        await shows(pilot, "Sent request 1 of 1 as a curl command, its key")
        await shows(pilot, "Running it sends the mail.")
    (command,) = copied
    assert load_demo(NOON).key not in command
    assert '-H "X-API-KEY: $UNIONE_API_KEY"' in command
    assert "/en/transactional/api/v1/email/send.json" in command
    message = json.loads(body(command))["message"]
    assert len(message["recipients"]) == 3


async def test_a_message_to_the_channel_at_hand(copied: list[str]) -> None:
    async with demo_console(channels_workspace("Shop")).run_test(size=SIZE, notifications=True) as pilot:
        await at_review(pilot)
        await pilot.press("right")
        await shows(pilot, "2/2")
        await pilot.press("Y")
        await until(pilot, lambda: len(copied) == 1, "a copied command")
    assert '-u "$UE_KEY:$UE_SECRET"' in copied[0]
    assert "/v2/message/send'" in copied[0] or "/v2/message/send " in copied[0]
    receivers = json.loads(body(copied[0]))["message"]["receivers"]
    assert [receiver["Connector"] for receiver in receivers] == ["twitter"]


def body(command: str) -> str:
    """What the shell would hand over to curl."""
    script = f"curl() {{ cat; }}\nUNIONE_API_KEY= UE_KEY= UE_SECRET=\n{command}"
    return subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout
