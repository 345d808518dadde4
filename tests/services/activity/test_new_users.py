"""A user whose secret is not kept, or may be lost, is told until it is settled; the secret is not on disk."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.console import channels_workspace
from tests.services.activity.house import Broken, answering
from ue_console.errors import KeyStoreError, NotServed, OutcomeUnknown
from ue_console.models.account import KeyHome
from ue_console.services.attention_accounts import of_lost_users
from ue_console.services.lost_users import Lost
from ue_console.services.users import SecretNotKept
from ue_console.services.workspace import Workspace
from ue_console.store.database import Database

SECRET = "its0secret0in0clear"


class Users(httpx.MockTransport):
    """A service with users of its own; an answer to ``user/create`` may be lost."""

    def __init__(self, *ids: str) -> None:
        self.ids = list(ids)
        self.lost = False
        super().__init__(self.answer)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """List them, make one, or delete one."""
        said: dict[str, Any] = {"status": 200}
        if request.url.path.endswith("/list"):
            said["users"] = [{"uri": f"user://{each}@"} for each in self.ids]
        elif request.url.path.endswith("/delete"):
            self.ids = [each for each in self.ids if each not in request.content.decode()]
        elif self.lost:
            raise httpx.ReadTimeout("late")
        else:
            self.ids.append(f"new{len(self.ids)}")
            said["uri"] = f"user://{self.ids[-1]}:{SECRET}@"
        return httpx.Response(200, stream=httpx.ByteStream(httpx.Response(200, json=said).content))


def at(path: Path, service: httpx.AsyncBaseTransport) -> Workspace:
    """A console on the app."""
    return channels_workspace(database=Database(path), transport=service)


async def told(workspace: Workspace) -> Lost:
    """What Users says."""
    return await workspace.lost_users(await workspace.users().all())


async def refused(*_: object) -> None:
    """A key store that keeps nothing."""
    raise KeyStoreError("The key store refuses.", "Unlock it.")


async def not_kept(path: Path, service: Users, monkeypatch: pytest.MonkeyPatch) -> SecretNotKept:
    """Create “R2” in a console whose key store refuses, and end that console."""
    before = at(path, service)
    with monkeypatch.context() as broken:
        broken.setattr(before.accounts, "add", refused)
        with pytest.raises(SecretNotKept) as raised:
            await before.users().create("R2", ["old1"])
    await before.close()
    return raised.value


async def test_a_secret_that_was_not_kept_is_told_by_the_next_console(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, service = tmp_path / "state.db", Users("old1")
    await not_kept(path, service, monkeypatch)
    after = at(path, service)
    assert await told(after) == Lost((), ("“R2” (new1)",))
    here = await after.home.here(after.account)
    [need] = of_lost_users(here.lost_users, None)
    assert need.text == "Created, secret not kept: user “R2” (new1): delete it, create it again"
    await after.users().delete("new1")
    assert (await after.home.here(after.account)).lost_users == ()
    await after.close()
    assert not [each for each in tmp_path.iterdir() if SECRET.encode() in each.read_bytes()]


async def test_one_that_is_kept_in_the_end_is_told_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, service = tmp_path / "state.db", Users("old1")
    error = await not_kept(path, service, monkeypatch)
    after = at(path, service)
    await after.users().keep(error.user, error.name, KeyHome.SESSION, made=True)
    assert (await after.home.here(after.account)).lost_users == ()
    await after.users().create("Kept at once")
    assert (await after.home.here(after.account)).lost_users == ()
    await after.close()


async def test_only_what_settles_it_ends_that_it_is_unknown(tmp_path: Path) -> None:
    service = Users("old1")
    workspace = at(tmp_path / "state.db", service)
    service.lost = True
    with pytest.raises(OutcomeUnknown):
        await workspace.users().create("R3", ["old1"])
    await workspace.recorder.drain()
    assert await told(workspace) == Lost()  # none is new
    service.lost = False
    service.ids.append("r3")
    assert [name[:4] for name in (await told(workspace)).unknown] == ["“R3”"]
    await workspace.users().create("Ops")
    await workspace.users().delete("old1")
    assert [name[:4] for name in (await told(workspace)).unknown] == ["“R3”"]
    await workspace.users().delete("r3")
    assert await told(workspace) == Lost()
    await workspace.close()


async def test_a_user_made_since_is_not_the_one_of_a_lost_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, service = tmp_path / "state.db", Users("old1")
    workspace = at(path, service)
    service.lost = True
    with pytest.raises(OutcomeUnknown):
        await workspace.users().create("R3", ["old1"])
    await workspace.close()
    service.lost = False
    await not_kept(path, service, monkeypatch)
    after = at(path, service)
    assert await told(after) == Lost((), ("“R2” (new1)",))
    await after.close()


async def test_a_user_that_is_kept_is_there_though_the_note_of_it_stays(tmp_path: Path) -> None:
    service = Users()
    workspace = at(tmp_path / "state.db", service)
    calls = workspace.recorder.begun
    async with calls.begun(workspace.account, "user/create", "R4", []) as number:
        client = await workspace.accounts.unification(workspace.account)
        user = await client.users.create()
    calls._database, whole = Broken(None), calls._database
    calls.made(workspace.account, user.id, number)
    await workspace.users().keep(user, "R4", made=True)
    calls._database = whole
    await workspace.recorder.drain()
    assert await told(workspace) == Lost()
    await workspace.close()


async def test_a_refused_user_leaves_no_note(tmp_path: Path) -> None:
    workspace = at(tmp_path / "state.db", answering(user_create=(200, {"status": 506})))
    with pytest.raises(NotServed):
        await workspace.users().create("R5")
    await workspace.recorder.drain()
    rows = await workspace._database.read(lambda db: db.execute("SELECT * FROM new_users").fetchall())
    assert rows == []
    await workspace.close()
