"""A service that repeats a user's tokens and the app's secret in every answer: neither is kept or told."""

from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.console import channels_keys, channels_workspace
from tests.services.activity.house import answering, listed
from tests.services.activity.test_secrecy import URI, seen
from ue_console.errors import ConsoleError
from ue_console.models.unification.message import Message, Part, Receiver
from ue_console.services.workspace import Workspace
from ue_console.store.database import Database

APP: Final = channels_keys()["ACME Channels"]
WORDS: Final = f"the token of {URI.reveal()} and the app {APP.reveal()}"
LIST: Final = {"status": 200, "connections": {"page": {"uri": URI.reveal()}}}


def repeating() -> httpx.MockTransport:
    """Everything but the list is refused with all secrets in its words."""
    said: dict[str, Any] = {"status": 417, "info": WORDS}
    return answering(
        connection_list=(200, LIST),
        connection_refresh=(200, said),
        connection_remove=(200, said),
        connection_info=(200, said),
        address_list=(200, said),
        message_send=(200, {"Status": {"page": said}}),
    )


def user(path: Path) -> Workspace:
    """A console that works as the user and has read nothing yet."""
    return channels_workspace("Shop", database=Database(path), transport=repeating())


async def test_no_report_and_no_byte_has_it_though_nothing_was_listed_before(tmp_path: Path) -> None:
    workspace = user(tmp_path / "state.db")
    message = Message(receivers=[Receiver(connector="page", name="Me")], parts=[Part(id="1", data="Hi")])
    sending = await workspace.channel_sending()
    report = await sending.send(sending.plan({"page": message}))
    told = report.to_csv() + "".join(report.troubles)
    assert "the token of ••••" in told
    [facts] = await listed(workspace)
    assert facts.method == "message/send"
    await workspace.close()
    assert seen(tmp_path, [APP, URI]) == []
    assert not [form for form in (b"EAACEdEose0", b"s3cret7of7") if form in told.encode()]


@pytest.mark.parametrize("name", ["refresh", "remove", "profiles", "addresses"])
async def test_no_call_about_a_connection_tells_or_keeps_it(tmp_path: Path, name: str) -> None:
    workspace = user(tmp_path / "state.db")
    with pytest.raises(ConsoleError) as caught:
        await getattr(workspace.connections(), name)("page")
    words = f"{caught.value} {getattr(caught.value, 'said', '')}"
    assert "the token of ••••" in words
    assert "EAACEdEose0" not in words and APP.reveal().partition(":")[2] not in words
    await listed(workspace)
    await workspace.close()
    assert seen_anyhow(tmp_path) == []


def seen_anyhow(folder: Path) -> list[bytes]:
    """The beginnings of the token and of the secret, where a file holds them."""
    every = b"".join(path.read_bytes() for path in folder.iterdir())
    return [part for part in (b"EAACEdEose0", b"s3cret7of7") if part in every]
