"""A new user is on disk before it is asked for: a lost answer is told, after kill -9 too."""

import asyncio
import signal
import sys
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.console import NOON, channels_workspace
from tests.services.activity.house import Broken, answering, listed
from ue_console.errors import ApiError, ConsoleError, OutcomeUnknown, StateError
from ue_console.services.activity import Facts, Sought
from ue_console.services.begun_calls import NO_WORD
from ue_console.services.lost_users import still_lost
from ue_console.services.workspace import Workspace
from ue_console.store.database import Database
from ue_console.store.new_users import LostUser

KILLED: Final = """
import asyncio, sys
from pathlib import Path
from tests.services.activity.test_begun import at
asyncio.run(at(Path(sys.argv[2]), sys.argv[1]).users().create("Orphan"))
"""
MADE: Final = "user://new0user:its0secret0in0clear@"


def at(path: Path, url: str) -> Workspace:
    """A console whose app is at another address."""
    from tests.console import channels_account

    account = channels_account().model_copy(update={"base_url": url})
    from ue_console.services.connect import Connector

    workspace = channels_workspace(database=Database(path), accounts=[account])
    workspace.accounts.clients._connect = connector = Connector()
    connector.recorder = workspace._wrote
    return workspace


def answered(path: Path, status: int, said: dict[str, Any]) -> Workspace:
    """A console on a service that answers ``user/create`` so."""
    return channels_workspace(
        database=Database(path),
        transport=answering(user_create=(status, said), user_list=(200, {"status": 200, "users": []})),
    )


async def facts_of(workspace: Workspace) -> tuple[str, str, str]:
    """The only call that is kept: method, object, result."""
    [facts] = await listed(workspace)
    return facts.method, facts.what, facts.result


async def lost(workspace: Workspace) -> tuple[str, ...]:
    """What Home has of it, whatever users there are."""
    return still_lost((await workspace.home.here(workspace.account)).lost_users, None).unknown


async def test_a_killed_console_leaves_it_unknown_in_activity_and_on_home(tmp_path: Path) -> None:
    asked = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        asked.set()
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v2"
    path = tmp_path / "state.db"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLED, url, str(path))
    await asked.wait()
    process.kill()
    assert await process.wait() == -signal.SIGKILL
    server.close()
    await server.wait_closed()
    workspace = channels_workspace(database=Database(path))
    assert await facts_of(workspace) == ("user/create", "Orphan", "unknown")
    [entry] = await workspace.activity().newest(Sought())
    kept = await workspace.activity().exchanged(entry)
    assert kept.cause == NO_WORD
    assert "delete it, then create another" in kept.remedy
    [told] = await lost(workspace)
    assert told.startswith("“Orphan” (")
    here = await workspace.home.here(workspace.account)
    needs = workspace.home.needs(workspace.account, here, "")
    assert needs[0].text.startswith("Unknown whether created: user “Orphan” (")
    await workspace.users().create("Again")
    assert len(await lost(workspace)) == 1
    [without] = [user for user in await workspace.users().all() if not user.held][:1]
    await workspace.users().delete(without.id)
    assert await lost(workspace) == ()
    await workspace.close()


async def test_while_it_is_asked_for_it_is_on_disk_and_its_answer_takes_its_place(tmp_path: Path) -> None:
    seen: list[tuple[str, str, str]] = []

    async def handle(request: httpx.Request) -> httpx.Response:
        seen.append(await facts_of(workspace))
        said = b'{"status": 200, "uri": "%s"}' % MADE.encode()
        return httpx.Response(200, stream=httpx.ByteStream(said))

    database = Database(tmp_path / "state.db")
    workspace = channels_workspace(database=database, transport=httpx.MockTransport(handle))
    await workspace.users().create("Night shift")
    assert seen == [("user/create", "Night shift", "unknown")]
    assert await facts_of(workspace) == ("user/create", "Night shift (new0user)", "done")
    assert await lost(workspace) == ()
    await workspace.close()


@pytest.mark.parametrize(
    ("status", "said", "result"),
    [
        (200, {"status": 1000, "info": "?"}, "unknown"),
        (502, {}, "unknown"),
        (200, {"status": 506}, "refused"),
    ],
)
async def test_without_a_new_user_it_keeps_its_name(
    tmp_path: Path, status: int, said: dict[str, Any], result: str
) -> None:
    workspace = answered(tmp_path / "state.db", status, said)
    with pytest.raises((ApiError, OutcomeUnknown)):
        await workspace.users().create("Orphan")
    assert await facts_of(workspace) == ("user/create", "Orphan", result)
    assert bool(await lost(workspace)) == (result == "unknown")
    await workspace.close()


async def test_one_that_is_found_not_made_is_told_no_more(tmp_path: Path) -> None:
    workspace = answered(tmp_path / "state.db", 502, {})
    for name in ("First", "Second"):
        with pytest.raises(OutcomeUnknown):
            await workspace.users().create(name)
    await listed(workspace)
    await workspace.recorder.begun.not_made(workspace.account.name)
    assert [facts.settled for facts in await listed(workspace)] == ["not done", ""]
    [left] = await lost(workspace)
    assert "First" in left
    await workspace.close()


async def test_what_did_not_leave_is_forgotten(tmp_path: Path) -> None:
    workspace = channels_workspace(database=Database(tmp_path / "state.db"), read_only=True)
    with pytest.raises(ConsoleError):
        await workspace.users().create("Orphan")
    assert await listed(workspace) == []
    await workspace.close()


async def test_nothing_is_created_that_cannot_be_written_down_before(tmp_path: Path) -> None:
    workspace = channels_workspace(database=Broken(tmp_path / "state.db"))
    with pytest.raises(StateError):
        await workspace.users().create("Orphan")
    assert await workspace.users().all() == await channels_workspace().users().all()
    await workspace.close()


async def test_where_all_secrets_are_here_none_was_made(tmp_path: Path) -> None:
    from ue_console.services.attention_accounts import of_lost_users
    from ue_console.services.users import User

    held, orphan = channels_workspace("Shop").account, LostUser("Orphan", NOON)
    assert list(of_lost_users((orphan,), [User("a", held)])) == []
    assert [need.short for need in of_lost_users((orphan,), [User("b")])] == ["1 user unknown"]
    assert list(of_lost_users((), [User("b")])) == []


def test_the_words_of_activity_have_the_name() -> None:
    from ue_console.services.activity_words import phrase

    facts = Facts(NOON, "ACME", "unification", "user/create", "Orphan", "unknown", None, None, 0)
    assert phrase(facts) == "create user Orphan"
