"""What changes connections and users is on disk while it is asked for, and one row when it has ended."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from tests.console import channels_workspace
from tests.services.activity.house import Broken, listed
from ue_console.errors import StateError
from ue_console.models.secret import Secret
from ue_console.services.workspace import Workspace
from ue_console.store.database import Database

TOKEN = "its0token0in0clear"
CALLS: dict[str, Callable[[Workspace], Awaitable[object]]] = {
    "connection/add": lambda here: here.connections().add("page", Secret(f"facebook://{TOKEN}@facebook.com")),
    "connection/refresh": lambda here: here.connections().refresh("page"),
    "connection/remove": lambda here: here.connections().remove("page"),
    "user/delete": lambda here: here.users().delete("page"),
}


@pytest.mark.parametrize("method", CALLS)
async def test_it_is_written_down_before_it_leaves_and_once(method: str, tmp_path: Path) -> None:
    seen: list[tuple[str, str, str]] = []

    async def facts() -> list[tuple[str, str, str]]:
        return [(each.method, each.what, each.result) for each in await listed(workspace)]

    async def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith(method):
            seen.extend(await facts())
            assert not any(TOKEN.encode() in each.read_bytes() for each in tmp_path.iterdir())
        said = httpx.Response(
            200, json={"status": 200, "connections": {}, "uri": "facebook://new@facebook.com"}
        )
        return httpx.Response(200, stream=httpx.ByteStream(said.content))

    database = Database(tmp_path / "state.db")
    who = "Shop" if method.startswith("connection") else "ACME Channels"
    workspace = channels_workspace(who, database=database, transport=httpx.MockTransport(handle))
    await CALLS[method](workspace)
    assert seen == [(method, "page", "unknown")]
    assert await facts() == [(method, "page", "done")]
    await workspace.close()


@pytest.mark.parametrize("method", CALLS)
async def test_nothing_leaves_that_cannot_be_written_down(method: str, tmp_path: Path) -> None:
    asked: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        said = httpx.Response(200, json={"status": 200, "connections": {}})
        return httpx.Response(200, stream=httpx.ByteStream(said.content))

    who = "Shop" if method.startswith("connection") else "ACME Channels"
    database = Broken(tmp_path / "state.db")
    workspace = channels_workspace(who, database=database, transport=httpx.MockTransport(handle))
    with pytest.raises(StateError):
        await CALLS[method](workspace)
    assert not [path for path in asked if path.endswith(method)]
    await workspace.close()
